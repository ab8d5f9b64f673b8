"""Who may see and change what, and what is written down of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from index import ANY_SCOPE, EVERYONE, Document, Event, Index
from index.errors import BadMetadata, NotYours, UnknownDocument
from tests.index.writing import add, write

STORKS = "Storks build their nests on chimneys. They come back in spring."
QUESTION = "Where do storks build their nests?"

Act = Callable[[Index, str, str | None], object]

READING: list[Act] = [
    lambda record, wanted, scope: record.document(wanted, scope=scope),
    lambda record, wanted, scope: record.admin.history(wanted, scope=scope),
    lambda record, wanted, scope: record.quotations.opening(wanted, scope=scope),
]
CHANGING: list[Act] = [
    lambda record, wanted, scope: record.remove(wanted, scope=scope),
    lambda record, wanted, scope: record.restore(wanted, scope=scope),
    lambda record, wanted, scope: record.admin.edit(wanted, {"title": "Another"}, scope=scope),
    lambda record, wanted, scope: record.quotations.direct(wanted, scope=scope),
]


def tell(event: Event) -> tuple[str, str, str]:
    return event.actor, event.action, event.document_id


@pytest.mark.parametrize("act", [*READING, *CHANGING])
def test_another_servers_document_is_as_unknown_as_one_that_is_not_there(record: Index, act: Act) -> None:
    document = add(record, STORKS, scope="1")

    for scope in ("2", EVERYONE):
        for wanted in (document.id, "aaaaaaaa"):
            with pytest.raises(UnknownDocument) as caught:
                act(record, wanted, scope)
            expected = (
                f"No document has the id {wanted}. 'python -m index sources' lists them with their ids."
            )
            assert (expected, UnknownDocument) == (str(caught.value), caught.type)
    assert [document] == record.documents(scope=ANY_SCOPE)


@pytest.mark.parametrize("act", CHANGING)
def test_everyones_document_is_seen_and_not_changed_by_a_server(record: Index, act: Act) -> None:
    document = add(record, STORKS)
    expected = f"The document {document.id} is shared with all servers. Only the bot's owner can change it."

    assert document == record.document(document.id, scope="1")
    with pytest.raises(NotYours) as caught:
        act(record, document.id, "1")

    assert (expected, [document]) == (str(caught.value), record.documents(scope=ANY_SCOPE))
    assert 1 == len(record.admin.history(document.id, scope="1"))


@pytest.mark.parametrize("owner", ["1", EVERYONE])
@pytest.mark.parametrize("act", CHANGING)
def test_the_owner_changes_all_and_each_scope_its_own(record: Index, act: Act, owner: str) -> None:
    document = add(record, STORKS, scope=owner)
    record.remove(document.id, scope=ANY_SCOPE)

    for scope in (ANY_SCOPE, owner):
        act(record, document.id, scope)


def test_a_renewal_asks_whose_the_document_is(record: Index, tmp_path: Path) -> None:
    own, everyones = add(record, STORKS, scope="1"), add(record, "Owls hunt by night.")
    original = record.ingestion.read(write(tmp_path / "a.txt", "Storks come back in spring."))

    with pytest.raises(UnknownDocument):
        record.ingestion.add_version(own.id, original, {"title": "A"}, scope="2")
    with pytest.raises(NotYours):
        record.ingestion.add_version(everyones.id, original, {"title": "A"}, scope="1")
    assert 2 == record.ingestion.add_version(own.id, original, {"title": "A"}, scope="1").version


def test_who_speaks_in_everyones_document_is_not_for_a_server_to_say(record: Index) -> None:
    add(record, STORKS)
    wanted = record.ask(QUESTION).quotations[0].id

    with pytest.raises(NotYours):
        record.quotations.attribute(wanted, "Ann", scope="1")

    assert "Ann" == record.quotations.attribute(wanted, "Ann", scope=ANY_SCOPE).speaker


def test_documents_are_listed_for_whoever_may_see_them(record: Index) -> None:
    add(record, STORKS)
    add(record, "Owls hunt by night.", scope="1")
    record.remove(add(record, "Swans sleep.", scope="1").id, scope=ANY_SCOPE)

    seen = {s: len(record.documents(scope=s)) for s in (ANY_SCOPE, EVERYONE, "1", "2")}
    removed = {s: len(record.documents(removed=True, scope=s)) for s in (ANY_SCOPE, EVERYONE, "1", "2")}

    assert {ANY_SCOPE: 2, EVERYONE: 1, "1": 2, "2": 1} == seen
    assert {ANY_SCOPE: 1, EVERYONE: 0, "1": 1, "2": 0} == removed


# The audit


def test_an_event_tells_who_did_what_when_and_what_it_changed(record: Index) -> None:
    document = add(record, STORKS, title="On storks", published="2019", scope="1")
    record.admin.edit(document.id, {"published": "2020", "author": "Ann"}, scope="1", actor="Ben")
    record.remove(document.id, scope="1", actor="Cem", reason="It was retracted.")

    add_, edit, remove = record.admin.history(document.id, scope=ANY_SCOPE)

    assert ("the library", "add", None, "1", "On storks") == (
        add_.actor,
        add_.action,
        add_.before,
        add_.scope,
        add_.title,
    )
    assert {
        "title": "On storks",
        "published": "2019",
        "characters": len(STORKS),
    }.items() <= add_.after.items()
    assert ({"published": "2019", "author": None}, {"published": "2020", "author": "Ann"}) == (
        edit.before,
        edit.after,
    )
    assert ({"removed": None}, {"removed": "removed"}) == (remove.before, remove.after)
    assert ("It was retracted.", 2) == (remove.reason, remove.version)
    moment = datetime.fromisoformat(remove.at)
    assert timedelta(0) <= datetime.now(UTC) - moment < timedelta(minutes=5)


def test_another_text_is_told_by_its_length_and_digest(record: Index, tmp_path: Path) -> None:
    document = add(record, STORKS, title="A")

    original = record.ingestion.read(write(tmp_path / "a.txt", "Storks."))
    record.ingestion.add_version(document.id, original, {"title": "A"}, scope=ANY_SCOPE)

    changed = record.admin.history(document.id, scope=ANY_SCOPE)[-1]
    assert {"characters", "sha256", "original"} == set(changed.after)
    assert (len(STORKS), 7) == (changed.before["characters"], changed.after["characters"])


def test_who_speaks_is_on_the_audit_as_well(record: Index) -> None:
    add(record, "“It floats,” said Anna Holt. The quay is long.")
    quotation = record.ask("Does it float?").quotations[0]

    record.quotations.attribute(quotation.id, "Eve", actor="Mod", scope=ANY_SCOPE)

    [event] = record.audit.read(action="attribute", scope=ANY_SCOPE)
    assert {"speaker": "Anna Holt", "quotation": quotation.id} == event.before
    assert {"speaker": "Eve", "quotation": quotation.id} == event.after


@pytest.fixture
def acts(record: Index) -> list[tuple[str, str, str]]:
    """Eight acts of two people and the library on three documents, the newest first."""
    documents = [add(record, f"Text {scope}.", scope=scope) for scope in (EVERYONE, "1", "2")]
    for document in documents:
        record.remove(document.id, actor="Ann", scope=ANY_SCOPE)
    record.restore(documents[1].id, actor="Ben", scope=ANY_SCOPE)
    record.admin.edit(documents[1].id, {"title": "B"}, actor="Ann", scope=ANY_SCOPE)
    return [tell(event) for event in record.audit.read(scope=ANY_SCOPE)]


def test_the_audit_lists_all_acts_the_newest_first(record: Index, acts: list[tuple[str, str, str]]) -> None:
    assert ["edit", "restore", "remove", "remove", "remove", "add", "add", "add"] == [act[1] for act in acts]
    assert acts[:3] == [tell(event) for event in record.audit.read(limit=3, scope=ANY_SCOPE)]


def test_the_audit_of_a_scope_has_the_acts_on_its_own_documents(
    record: Index, acts: list[tuple[str, str, str]]
) -> None:
    for scope in (EVERYONE, "1", "2", "3"):
        own = {document.id for document in _all(record) if document.scope == scope}
        assert [act for act in acts if act[2] in own] == [tell(e) for e in record.audit.read(scope=scope)]


def _all(record: Index) -> list[Document]:
    return [*record.documents(scope=ANY_SCOPE), *record.documents(removed=True, scope=ANY_SCOPE)]


@pytest.mark.parametrize(
    ("actor", "action"), [("Ann", None), (None, "remove"), ("Ben", "remove"), ("Eve", None)]
)
def test_the_audit_is_narrowed_down(
    record: Index, acts: list[tuple[str, str, str]], actor: str | None, action: str | None
) -> None:
    expected = [act for act in acts if actor in (None, act[0]) and action in (None, act[1])]

    read = partial(record.audit.read, actor=actor, action=action, scope=ANY_SCOPE)
    assert expected == [tell(event) for event in read()]
    for document in record.documents(scope=ANY_SCOPE):
        among = [act for act in expected if act[2] == document.id]
        assert among == [tell(event) for event in read(document=document.id)]


def test_pages_of_the_audit_follow_each_other_without_a_gap(
    record: Index, acts: list[tuple[str, str, str]]
) -> None:
    found: list[Event] = []
    while page := record.audit.read(limit=3, before=found[-1].id if found else None, scope=ANY_SCOPE):
        found += page

    assert acts == [tell(event) for event in found]


def test_the_audit_of_a_time_holds_its_bounds(record: Index, data: Path) -> None:
    add(record, STORKS)
    at = datetime.fromisoformat(record.audit.read(scope=ANY_SCOPE)[0].at)
    second, elsewhere = timedelta(seconds=1), at.astimezone(tz=None)

    assert (
        1
        == len(record.audit.read(since=at, until=at, scope=ANY_SCOPE))
        == len(record.audit.read(since=elsewhere, until=elsewhere, scope=ANY_SCOPE))
    )
    assert 1 == len(record.audit.read(since=at.replace(tzinfo=None), scope=ANY_SCOPE))  # in UTC
    assert (
        []
        == record.audit.read(since=at + second, scope=ANY_SCOPE)
        == record.audit.read(until=at - second, scope=ANY_SCOPE)
    )


@pytest.mark.parametrize("column", ["scope", "before", "after", "reason", "undoes"])
def test_what_an_event_says_cannot_be_changed_unseen(record: Index, data: Path, column: str) -> None:
    document = add(record, STORKS, scope="1")
    record.admin.edit(document.id, {"title": "B"}, scope=ANY_SCOPE)
    with closing(sqlite3.connect(data / "record.sqlite")) as connection, connection:
        connection.execute(f"UPDATE events SET {column} = 9 WHERE id = 2")  # noqa: S608 - our own

    assert "Entry 2 of the history does not match its checksum." in record.check()


def test_what_stands_in_quotation_marks_is_listed_with_who_says_it(record: Index) -> None:
    text = (
        "The quay is long. “It floats,” said Anna Holt. “We left.”\n\n"
        "“It sinks,” Ivo Kern said, “and it always sank.” Nobody knows."
    )
    document = add(record, text, scope="1")

    listed = record.quotations.direct(document.id, scope="1")
    first, last = listed[0], listed[-1]

    assert ["It floats,", "We left.", "It sinks,” Ivo Kern said, “and it always sank."] == [
        one.words for one in listed
    ]
    assert "“It floats,” said Anna Holt." == first.quotation.text
    assert ("Anna Holt", "Ivo Kern") == (first.quotation.speaker, last.quotation.speaker)
    assert first.quotation == record.quotation(first.quotation.id, scope="1")


def test_who_is_said_to_speak_is_listed_after_an_edit_and_a_removal_too(record: Index) -> None:
    document = add(record, "“It floats,” said Anna Holt. The quay is long.")
    [before] = record.quotations.direct(document.id, scope=ANY_SCOPE)
    record.quotations.attribute(before.quotation.id, "Eve", scope=ANY_SCOPE)
    record.admin.edit(document.id, {"title": "Another"}, scope=ANY_SCOPE)
    record.remove(document.id, scope=ANY_SCOPE)

    [after] = record.quotations.direct(document.id, scope=ANY_SCOPE)

    assert ("Eve", "Another") == (after.quotation.speaker, after.quotation.title)
    assert before.quotation.id != after.quotation.id
    assert [] == record.quotations.direct(add(record, "The quay is long.").id, scope=ANY_SCOPE)


def test_a_beginning_is_a_slice_from_the_start_that_ends_with_a_sentence(record: Index) -> None:
    sentence = "The storks come back in spring to the old chimneys of the harbour. "
    many = add(record, f"# Of storks\n\n{sentence * 30}", ending=".md", title="Many")
    long = add(record, f"{'Very ' * 180}long it is. It ends.", title="Long")

    beginnings = [record.quotations.opening(one.id, scope=ANY_SCOPE) for one in (many, long)]

    for document, quotation in zip((many, long), beginnings, strict=True):
        assert (0, document.text[: quotation.end]) == (quotation.start, quotation.text)
        assert quotation == record.quotation(quotation.id).model_copy(update={"score": quotation.score})
    assert "Of storks" in beginnings[0].text
    assert 500 < len(beginnings[0].text) <= 600
    assert beginnings[0].text.endswith("of the harbour.")
    assert beginnings[1].text.endswith("long it is.")


def test_a_speaker_is_named_by_nothing_that_cannot_be_seen(record: Index) -> None:
    add(record, STORKS)
    [quotation, *_] = record.ask(QUESTION).quotations

    with pytest.raises(BadMetadata, match=r"an invisible character \(U\+202E\)"):
        record.quotations.attribute(quotation.id, "\u202eIBF", scope=ANY_SCOPE)

    assert record.quotation(quotation.id).speaker is None
