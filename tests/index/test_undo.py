"""The way back: the opposite of the last act, and why it is refused."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, EVERYONE, Index
from index.errors import DuplicateDocument, NothingToUndo
from tests.fakes import HashingEncoder
from tests.index.writing import add, write

STORKS = "Storks build their nests on chimneys. They come back in spring."
QUAY = "“It floats,” said Anna Holt. The quay is long."
QUESTION = "Where do storks build their nests?"
SOON = timedelta(minutes=10)


def undo(record: Index, actor: str = "the library", scope: str = ANY_SCOPE) -> str:
    return record.admin.undo(scope=scope, actor=actor, within=SOON).document_id


def test_what_was_added_is_removed(record: Index) -> None:
    document = add(record, STORKS)

    event = record.admin.undo(scope=EVERYONE, actor="the library", within=SOON)

    assert ("undo", 1, document.id, {"removed": None}, {"removed": "removed"}) == (
        event.action,
        event.undoes,
        event.document_id,
        event.before,
        event.after,
    )
    assert ([], [document.id]) == (
        record.documents(scope=ANY_SCOPE),
        [d.id for d in record.documents(removed=True, scope=ANY_SCOPE)],
    )
    assert not record.ask(QUESTION).answered
    assert (
        event
        == record.admin.history(document.id, scope=ANY_SCOPE)[-1]
        == record.audit.read(scope=ANY_SCOPE)[0]
    )
    assert [] == record.check()


def test_what_was_removed_is_restored_and_what_was_restored_removed(record: Index) -> None:
    document = add(record, STORKS)
    record.remove(document.id, actor="Ann", scope=ANY_SCOPE)
    undo(record, "Ann")
    assert [document] == record.documents(scope=ANY_SCOPE)

    record.remove(document.id, actor="Ann", scope=ANY_SCOPE)
    record.restore(document.id, actor="Ben", scope=ANY_SCOPE)
    undo(record, "Ben")

    assert ([], []) == (record.documents(scope=ANY_SCOPE), record.check())


def test_of_an_edit_the_version_before_comes_back_as_a_new_one(record: Index, tmp_path: Path) -> None:
    document = add(record, STORKS, title="On storks", author="Ann")
    quotation = record.ask(QUESTION).quotations[0]
    record.admin.edit(document.id, {"title": "Storks", "author": None}, scope=ANY_SCOPE)

    event = record.admin.undo(scope=ANY_SCOPE, actor="the library", within=SOON)

    assert document.model_copy(update={"version": 3}) == record.document(document.id, scope=ANY_SCOPE)
    assert ({"title": "Storks", "author": None}, {"title": "On storks", "author": "Ann"}) == (
        event.before,
        event.after,
    )
    assert (quotation.text, "On storks") == (
        record.quotation(quotation.id).text,
        record.ask(QUESTION).quotations[0].title,
    )
    record.ingestion.add_version(
        document.id,
        record.ingestion.read(write(tmp_path / "a.txt", "Owls hunt.")),
        {"title": "Owls"},
        scope=ANY_SCOPE,
    )
    undo(record)
    assert (STORKS, 5) == (
        record.document(document.id, scope=ANY_SCOPE).text,
        record.document(document.id, scope=ANY_SCOPE).version,
    )
    assert STORKS.startswith(record.ask(QUESTION).quotations[0].text)
    assert [] == record.check()


def test_who_spoke_is_as_it_was_before_the_last_correction(record: Index) -> None:
    add(record, QUAY)
    wanted = record.ask("Does it float?").quotations[0].id

    record.quotations.attribute(wanted, "Eve", actor="Mod", scope=ANY_SCOPE)
    undo(record, "Mod")
    assert "Anna Holt" == record.quotation(wanted).speaker

    record.quotations.attribute(wanted, "Eve", actor="Mod", scope=ANY_SCOPE)
    record.quotations.attribute(wanted, "Ivo", actor="Mod", scope=ANY_SCOPE)
    event = record.admin.undo(scope=ANY_SCOPE, actor="Mod", within=SOON)

    assert "Eve" == record.quotation(wanted).speaker
    assert ("Ivo", "Eve") == (event.before["speaker"], event.after["speaker"])
    assert ({"Anna Holt", "Eve"} >= record.quotes.speakers(), []) == (True, record.check())
    assert not record.ask("Does it float?", speaker="Ivo").quotations


def test_a_name_that_was_taken_back_is_listed_no_longer(record: Index) -> None:
    add(record, QUAY)
    wanted = record.ask("Does it float?").quotations[0].id
    record.quotations.attribute(wanted, "Eve", actor="Mod", scope=ANY_SCOPE)
    assert "Eve" in record.quotes.speakers()

    undo(record, "Mod")

    assert {"Anna Holt"} == record.quotes.speakers()


def test_the_last_act_of_that_person_in_that_place_is_undone(record: Index) -> None:
    mine, other = add(record, STORKS, scope="1"), add(record, STORKS, scope="2")
    record.remove(mine.id, actor="Ann", scope=ANY_SCOPE)
    record.remove(other.id, actor="Ann", scope=ANY_SCOPE)
    record.remove(add(record, "Owls hunt.", scope="1").id, actor="Ben", scope=ANY_SCOPE)

    assert mine.id == undo(record, "Ann", "1")
    assert [mine.id] == [document.id for document in record.documents(scope=ANY_SCOPE)]


def test_a_removed_file_of_the_corpus_folder_is_as_before(
    data: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    corpus = tmp_path / "corpus"
    path = write(corpus / "report/a.md", f"---\ntitle: A\n---\n{STORKS}")
    Index.open(data, corpus, encoder=encoder).close()
    raw = path.read_bytes()
    path.unlink()
    with Index.open(data, corpus, encoder=encoder) as index:
        [document] = index.documents(removed=True, scope=ANY_SCOPE)
        index.restore(document.id, actor="Ann", scope=ANY_SCOPE)
        undo(index, "Ann")
    path.write_bytes(raw)

    with Index.open(data, corpus, encoder=encoder) as index:
        assert 1 == index.sync_report.restored  # it had left with its file, and not by hand


def test_nothing_was_done(record: Index) -> None:
    add(record, STORKS)

    for actor, scope in (("Ann", None), ("the library", "1")):
        with pytest.raises(NothingToUndo, match=f"{actor} has changed nothing here"):
            undo(record, actor, scope)


def test_an_undo_is_not_undone(record: Index) -> None:
    add(record, STORKS)
    undo(record)

    with pytest.raises(NothingToUndo, match="Your last change was itself an undo"):
        undo(record)


def test_an_act_that_is_too_long_ago_is_not_undone(record: Index) -> None:
    document = add(record, STORKS)

    with pytest.raises(NothingToUndo, match=rf"\(add, document {document.id}, [-\d]+\) is too old"):
        record.admin.undo(scope=ANY_SCOPE, actor="the library", within=timedelta(0))

    assert [document] == record.documents(scope=ANY_SCOPE)


def test_an_act_upon_which_somebody_else_has_acted_is_not_undone(record: Index) -> None:
    document = add(record, STORKS)
    record.admin.edit(document.id, {"title": "B"}, actor="Ben", scope=ANY_SCOPE)

    with pytest.raises(NothingToUndo) as caught:
        undo(record)

    expected = (
        f"Your last change (add, document {document.id}) cannot be undone: Ben has changed the document "
        "since (edit). Its history shows the changes."
    )
    assert expected == str(caught.value)
    assert ["add", "edit"] == [event.action for event in record.admin.history(document.id, scope=ANY_SCOPE)]


def test_a_removal_is_not_undone_beside_another_document_of_the_text(record: Index) -> None:
    record.remove(add(record, STORKS).id, actor="Ann", scope=ANY_SCOPE)
    add(record, STORKS)

    with pytest.raises(DuplicateDocument):
        undo(record, "Ann")


acts = st.lists(
    st.tuples(st.sampled_from(["remove", "restore", "title", "text", "speaker"]), st.integers(0, 2)),
    max_size=8,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_is_done_undoing_the_last_act_leaves_the_record_as_it_was_before(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("undone")
    with Index.open(folder / "data", encoder=HashingEncoder()) as record:
        wanted = add(record, QUAY, title="0").id
        quotation = record.ask("Does it float?").quotations[0].id

        def look() -> object:
            document = record.document(wanted, scope=ANY_SCOPE)
            shown = record.ask("Does it float?").quotations
            return (
                document.model_dump(exclude={"version"}),
                [(one.text, one.speaker, one.title) for one in shown],
                record.quotes.speakers(),
            )

        def renew(number: int) -> None:
            path = write(folder / "a.txt", f"{QUAY} {'It is old. ' * number}")
            record.ingestion.add_version(wanted, record.ingestion.read(path), {"title": "0"}, scope=ANY_SCOPE)

        def attribute(number: int) -> None:
            if not record.document(wanted, scope=ANY_SCOPE).removed:
                record.quotations.attribute(quotation, f"Name {number}", scope=ANY_SCOPE)

        act = {
            "remove": lambda _: record.remove(wanted, scope=ANY_SCOPE),
            "restore": lambda _: record.restore(wanted, scope=ANY_SCOPE),
            "title": lambda number: record.admin.edit(wanted, {"title": str(number)}, scope=ANY_SCOPE),
            "text": renew,
            "speaker": attribute,
        }
        for action, number in acts:
            before, events = look(), len(record.admin.history(wanted, scope=ANY_SCOPE))
            act[action](number)
            if len(record.admin.history(wanted, scope=ANY_SCOPE)) > events:
                undo(record)
                assert before == look()
                record.remove(
                    wanted, actor="Ann", scope=ANY_SCOPE
                )  # an act, so that the next undo is not refused
                record.restore(wanted, actor="Ann", scope=ANY_SCOPE)
        assert [] == record.check()
