"""Quotations without a question: by speaker, in rounds, and their visibility."""

from datetime import date
from pathlib import Path

from index import ANY_SCOPE, EVERYONE, Index, Quotation
from index.domain.identifiers import speaker_key
from tests.index.writing import add

ADA = "The ferry carries nobody who shouts at the captain. The bell rings every minute of the day."
TALK = "The quay is long. “The wooden ferry is older than the harbour itself,” said Anna Holt."


def letter(index: Index, text: str, author: str = "Ada Ferrier", **metadata: Path) -> str:
    return add(index, text, kind="letter", author=author, **metadata).id


def say(number: int) -> str:
    return f"Sentence number {number} of the ferry is long enough to be shown by itself."


def draw(index: Index, place: str = "1", **options: str) -> str | None:
    drawn = index.quotes.draw(place, **options)  # type: ignore[arg-type]  # only strings here
    return drawn and drawn.text


# By a speaker


def test_all_that_a_speaker_is_quoted_with_is_found_the_newest_first(record: Index) -> None:
    letter(record, "Storms closed the harbour.", published="2018")
    add(record, "“The ferry is old,” said Ada Ferrier.", published="2021-05", author="Cy Writer")
    letter(record, "Nobody drowned.\n\nFog delays us.", published="2019-10-14")
    letter(record, "It leaks.")
    letter(record, "The bridge is closed.", author="Bo Pontis")

    said = record.quotes.by_speaker("Ada Ferrier", limit=9)

    assert [
        "“The ferry is old,” said Ada Ferrier.",
        "Nobody drowned.",
        "Fog delays us.",
        "Storms closed the harbour.",
        "It leaks.",
    ] == [one.text for one in said.quotations]
    assert (0, 5) == (said.first, said.total)
    assert {"Ada Ferrier"} == {one.speaker for one in said.quotations}


def test_of_one_day_a_source_goes_before_a_briefing(record: Index) -> None:
    for kind in ("briefing", "article", "briefing"):
        text = f"“The ferry is old and {len(record.documents(scope=ANY_SCOPE))},” said Ada Ferrier."
        add(record, text, kind=kind, published="2021-05-04")

    assert "article" == record.quotes.by_speaker("Ada Ferrier").quotations[0].kind


def test_pages_of_a_speaker_follow_each_other_and_the_last_stands_for_those_beyond(record: Index) -> None:
    letter(record, "\n\n".join(say(number) for number in range(5)))

    pages = [record.quotes.by_speaker("Ada Ferrier", first=first, limit=2) for first in (0, 2, 4, 99)]

    assert [[0, 1], [2, 3], [4], [4]] == [
        [[say(number) for number in range(5)].index(one.text) for one in page.quotations] for page in pages
    ]
    assert [0, 2, 4, 4] == [page.first for page in pages]


def test_every_piece_is_a_slice_with_an_id_of_its_own(record: Index) -> None:
    letter(record, f"{ADA} {say(1)} {say(2)}\n\n{TALK}")

    for one in record.quotes.by_speaker("Ada Ferrier", limit=9).quotations:
        assert one.text == record.document(one.document_id, scope=ANY_SCOPE).text[one.start : one.end]
        assert one == record.quotation(one.id)


def test_who_says_nothing_has_no_page(record: Index) -> None:
    assert ((), 0, 0) == (
        (said := record.quotes.by_speaker("Nobody", first=3)).quotations,
        said.first,
        said.total,
    )


def test_what_is_removed_edited_and_corrected_is_followed(record: Index) -> None:
    own = letter(record, "The ferry is old.", published="2020")
    other = letter(record, "The ferry leaks.", published="2019")
    first, second = record.quotes.by_speaker("Ada Ferrier").quotations

    record.quotations.attribute(second.id, None, scope=ANY_SCOPE)
    assert [first] == list(record.quotes.by_speaker("Ada Ferrier").quotations)
    record.admin.edit(own, {"author": "Bo Pontis"}, scope=ANY_SCOPE)
    assert 0 == record.quotes.by_speaker("Ada Ferrier").total
    record.admin.edit(other, {"title": "Another"}, scope=ANY_SCOPE)
    record.remove(own, scope=ANY_SCOPE)
    assert 0 == record.quotes.by_speaker("Bo Pontis").total


def test_a_server_sees_everyones_speakers_and_its_own(record: Index) -> None:
    letter(record, "The ferry is old.")
    add(record, "The chapel hides barrels.", kind="letter", author="Hugh Home", scope="1")
    key = speaker_key("Hugh Home")

    for scope, total in (("1", 1), ("2", 0), (EVERYONE, 0), (ANY_SCOPE, 1)):
        assert total == record.quotes.by_speaker("Hugh Home", scope=scope).total
        assert total == len(record.quotes.find_speakers("hugh", scope=scope))
        assert total == (record.quotes.find_speaker(key, scope=scope) == "Hugh Home")


def test_a_speaker_is_meant_by_name_without_accents_or_by_a_part_of_it(record: Index) -> None:
    for author in ("Zoë Müller", "Ann Lee", "Joann Lee"):
        letter(record, f"It is so, says {author}.", author=author)

    assert ["Zoë Müller"] == record.quotes.find_speakers(" zoe  MULLER ")
    assert ["Ann Lee"] == record.quotes.find_speakers("ann lee")
    assert ["Ann Lee", "Joann Lee"] == record.quotes.find_speakers("Lee")
    assert [] == record.quotes.find_speakers("Pontis")


def test_names_are_those_of_what_is_on_the_record_now(record: Index) -> None:
    own = letter(record, "It is so.", publisher="Harbour Gazette")
    before = record.quotes.names()
    add(record, TALK, publisher="Émile’s Daily")
    after = record.quotes.names()
    record.remove(own, scope=ANY_SCOPE)

    left = record.quotes.names()

    assert {"Ada Ferrier": "ada ferrier"} == before.speakers
    assert ["Ada Ferrier", "Anna Holt"] == list(after.speakers)
    assert {"Émile’s Daily": "emile’s daily", "Harbour Gazette": "harbour gazette"} == after.publishers
    assert (["Anna Holt"], ["Émile’s Daily"]) == (list(left.speakers), list(left.publishers))


# One after the other


def test_what_is_drawn_is_attributed_of_some_length_and_from_no_briefing(record: Index) -> None:
    add(record, TALK, title="Talk")
    add(record, "“The iron bridge is closed all through the spring,” said Peter Lund.", kind="briefing")
    add(record, "Nobody is known to have written down these words about the harbour.", title="Nobody's")
    letter(record, "It is short.")
    letter(record, f"It is {'very ' * 99}long.")
    add(record, "The keeper wrote a long word on the harbour wall: “no”, said Cid Marsh.", title="A word")

    drawn = {draw(record) for _ in range(6)}

    assert {"“The wooden ferry is older than the harbour itself,” said Anna Holt."} == drawn


def test_a_record_without_such_words_has_none_to_draw(record: Index) -> None:
    letter(record, "It is short.")

    assert draw(record) is None


def test_each_place_and_each_side_has_a_round_of_its_own(record: Index) -> None:
    for number in range(3):
        letter(record, say(number), party="ferry")
    letter(record, say(3), author="Bo Pontis", party="bridge")
    everything = {say(number) for number in range(4)}

    assert everything == {draw(record, "1") for _ in range(4)}
    assert everything == {draw(record, "2") for _ in range(4)}
    assert everything - {say(3)} == {draw(record, "1", party="ferry") for _ in range(3)}
    assert {say(3)} == {draw(record, "1", party="bridge") for _ in range(2)}
    assert draw(record, "1", party="press") is None


def test_the_round_goes_on_after_the_record_is_opened_again_while_documents_come_and_go(
    record: Index, data: Path
) -> None:
    ids = [letter(record, say(number)) for number in range(4)]
    shown = [draw(record), draw(record)]
    gone = next(number for number in range(4) if say(number) not in shown)
    record.remove(ids[gone], scope=ANY_SCOPE)
    letter(record, say(4))

    with Index.open(data, encoder=record.engine.encoder) as again:
        shown += [draw(again), draw(again)]
        assert {say(number) for number in range(5) if number != gone} == set(shown)
        assert [] == again.check()


def test_the_same_words_in_two_documents_are_shown_once(record: Index) -> None:
    letter(record, say(1), title="A letter")
    letter(record, f"{say(1)}\n\n{say(2)}", title="The same letter")

    assert {say(1), say(2)} == {draw(record), draw(record)}


def test_an_edited_document_is_not_shown_again(record: Index) -> None:
    ids = [letter(record, say(number)) for number in range(3)]
    shown = [draw(record), draw(record)]
    for one in ids:
        record.admin.edit(one, {"title": "Another title"}, scope=ANY_SCOPE)

    assert {say(number) for number in range(3)} == {*shown, draw(record)}


def test_what_another_server_added_is_not_drawn(record: Index) -> None:
    add(record, say(1), kind="letter", author="Ada", scope="1")

    assert record.quotes.draw("1", scope="2") is None
    assert record.quotes.draw("1") is None
    assert say(1) == draw(record, scope="1")


def test_a_day_has_one_quotation_also_when_the_clock_goes_back(record: Index, data: Path) -> None:
    for number in range(4):
        letter(record, say(number))

    def daily(index: Index, day: int) -> Quotation | None:
        return index.quotes.draw("1", day=date(2026, 3, day))

    first, again, earlier = daily(record, 2), daily(record, 2), daily(record, 1)
    with Index.open(data, encoder=record.engine.encoder) as reopened:
        between = draw(reopened)
        restarted, second = daily(reopened, 2), daily(reopened, 3)

    assert (None, None, None) == (again, earlier, restarted)
    assert first and second and 3 == len({first.text, between, second.text})


def test_the_store_tells_neither_servers_nor_users(record: Index, data: Path) -> None:
    letter(record, say(1))

    draw(record, "123456789012345")

    with record._store.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM rounds").all()
    assert 1 == len(rows)
    assert "123456789012345" not in str(rows)


def test_a_changed_round_is_found(record: Index) -> None:
    letter(record, say(1))
    draw(record)
    with record._store._database.write() as connection:
        connection.exec_driver_sql("UPDATE rounds SET number = number + 1")

    (fault,) = record.check()

    assert fault.startswith("The round ")


# On a topic


def test_a_topic_is_met_with_all_that_is_near_however_far_that_is(record: Index) -> None:
    for number in range(4):
        letter(record, say(number), publisher="Harbour Gazette")
    letter(record, "Storks nest on the chimneys of the ferry house.", publisher="Stork Weekly")

    found = record.find("ferry", limit=3)
    far = record.find("mushrooms underground", limit=9)

    assert 3 == len(found.quotations or found.nearest)
    assert not far.answered
    assert 5 == len(far.nearest)


def test_a_topic_is_narrowed_down_by_the_outlet(record: Index) -> None:
    letter(record, say(1), publisher="Harbour Gazette")
    letter(record, "Storks nest on the chimneys of the ferry house.", publisher="Stork Weekly")

    found = record.find("ferry", publisher="stork")
    nothing = record.find("ferry", publisher="Nobody's News")

    assert ["Stork Weekly"] == [one.publisher for one in found.quotations or found.nearest]
    assert ((), ()) == (nothing.quotations, nothing.nearest)
