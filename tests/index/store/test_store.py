"""The store: documents in and out, twice, seen by whom, removed and back."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Index
from index.domain.document import EVERYONE
from index.domain.identifiers import digest_bytes, digest_text
from index.errors import DuplicateDocument, NewerFormat, OtherModel, ReadOnlyData, UnknownDocument
from index.store.backup_file import DATABASE_NAME
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, add, write

STORKS = "Storks build their nests on chimneys. They come back in spring."
QUESTION = "Where do storks build their nests?"


def test_a_document_comes_back_as_it_went_in(record: Index) -> None:
    added = add(
        record,
        "Storks.\r\nBuild nests.",
        title="On storks",
        kind="letter",
        author="Ann",
        publisher="The Daily",
        party="none",
        published="2019-10",
        url="https://example.org/storks",
        language="en",
        rights="MIT",
        about=["S01", "S02"],
    )

    assert added == record.document(added.id)
    assert [added] == record.documents()
    assert ("On storks", "letter", ("S01", "S02"), "2019-10") == (
        added.title,
        added.kind,
        added.about,
        added.published,
    )
    assert ("Storks.\nBuild nests.", 1, EVERYONE, "text/plain", False) == (
        added.text,
        added.version,
        added.scope,
        added.media_type,
        added.removed,
    )
    assert (digest_bytes(b"Storks.\r\nBuild nests."), digest_text(added.text)) == (
        added.original,
        added.sha256,
    )


def test_the_original_is_kept_byte_for_byte(record: Index, data: Path) -> None:
    raw = LETTER.replace("\n", "\r\n").encode("utf-8")

    added = add(record, raw, ending=".md", title=None)

    assert raw == (data / "originals" / added.original[:2] / added.original).read_bytes()


def test_documents_are_listed_by_date(record: Index) -> None:
    for published in ("2019-10-14", "2019", None, "2021-01"):
        add(record, f"Published {published}.", published=published)

    assert [None, "2019", "2019-10-14", "2021-01"] == [d.published for d in record.documents()]


def test_a_document_twice_is_refused_with_the_name_of_the_first(record: Index) -> None:
    first = add(record, STORKS, title="On storks")

    with pytest.raises(DuplicateDocument) as caught:
        add(record, STORKS, title="Storks again")

    expected = f'The same text is already on the record: "On storks" ({first.id}). Nothing was added.'
    assert (expected, first.id) == (str(caught.value), caught.value.document_id)
    assert ([first], []) == (record.documents(), record.check())


@pytest.mark.parametrize(
    ("ending", "text"),
    [(".txt", f"\ufeff{STORKS}"), (".md", STORKS), (".md", STORKS.replace("Storks", "*Storks*"))],
)
def test_what_counts_is_the_text_and_not_the_bytes(record: Index, ending: str, text: str) -> None:
    add(record, STORKS)

    with pytest.raises(DuplicateDocument):
        add(record, text, ending=ending)


def test_each_server_may_hold_a_text_and_only_everyone_holds_it_for_all(record: Index) -> None:
    add(record, STORKS, scope="1")
    add(record, STORKS, scope="2")
    add(record, STORKS)

    for scope in ("1", "2", "3", EVERYONE):
        with pytest.raises(DuplicateDocument):
            add(record, STORKS, scope=scope)


def test_a_removed_document_is_kept_and_not_quoted_until_it_is_restored(record: Index) -> None:
    added = add(record, STORKS)
    quotation = record.ask(QUESTION).quotations[0]

    removed = record.remove(added.id, actor="Ann")
    assert (True, [], [removed]) == (removed.removed, record.documents(), record.documents(removed=True))
    answer = record.ask(QUESTION)
    assert (False, ()) == (answer.answered, answer.nearest)
    assert added.text == record.document(added.id).text

    restored = record.restore(added.id, actor="Ben")
    assert (added, [added]) == (restored, record.documents())
    assert quotation.id == record.ask(QUESTION).quotations[0].id
    assert [("the library", "add"), ("Ann", "remove"), ("Ben", "restore")] == [
        (event.actor, event.action) for event in record.admin.history(added.id)
    ]
    assert [] == record.check()


def test_removing_or_restoring_twice_is_done_and_told_once(record: Index) -> None:
    added = add(record, STORKS)

    record.restore(added.id)
    for _ in range(2):
        record.remove(added.id)
    for _ in range(2):
        record.restore(added.id)

    assert ["add", "remove", "restore"] == [event.action for event in record.admin.history(added.id)]


def test_a_text_that_was_removed_may_be_added_again_as_another_document(record: Index) -> None:
    """However often: ids do not run out."""
    ids = set()
    for _ in range(60):
        added = add(record, STORKS)
        record.remove(added.id)
        ids.add(added.id)

    last = add(record, STORKS)

    assert (60, [last], False) == (len(ids), record.documents(), last.id in ids)
    assert {len(last.id)} == {len(one) for one in ids}


def test_a_document_is_not_restored_beside_another_of_the_same_text(record: Index) -> None:
    first = add(record, STORKS)
    record.remove(first.id)
    add(record, STORKS)

    with pytest.raises(DuplicateDocument):
        record.restore(first.id)


@pytest.mark.parametrize("wanted", ["aaaaaaaa", "", " ", "'; DROP TABLE documents; --", "é", "\0", "\udcff"])
def test_an_unknown_id_is_refused_everywhere(record: Index, wanted: str) -> None:
    expected = f"No document has the id {wanted}. 'python -m index sources' lists them with their ids."

    for ask in (record.document, record.remove, record.restore, record.admin.history):
        with pytest.raises(UnknownDocument) as caught:
            ask(wanted)
        assert expected == str(caught.value)


def test_another_model_is_refused(record: Index, data: Path) -> None:
    with pytest.raises(OtherModel, match="made by the model hashed stems, but another was requested"):
        Index.open(data, encoder=HashingEncoder("another"))


def test_a_newer_format_is_refused(record: Index, data: Path) -> None:
    with sqlite3.connect(data / DATABASE_NAME) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    connection.close()

    with pytest.raises(NewerFormat, match=f"{data} was made by a newer version of this program"):
        Index.open(data, encoder=HashingEncoder())


def test_a_data_folder_under_a_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a file", "") / "data"

    with pytest.raises(ReadOnlyData) as caught:
        Index.open(path, encoder=HashingEncoder())

    assert f"The data folder {path} cannot be created (Not a directory). Choose another with --data." == str(
        caught.value
    )


def test_a_refused_opening_leaves_the_folder_free(record: Index, data: Path, tmp_path: Path) -> None:
    with pytest.raises(OtherModel):
        Index.open(data, encoder=HashingEncoder("another"))

    record.close()
    data.rename(tmp_path / "moved")
    with Index.open(tmp_path / "moved", encoder=HashingEncoder()) as index:
        assert [] == index.check()


Change = tuple[str, int]
changes = st.lists(st.tuples(st.sampled_from(["add", "remove", "restore"]), st.integers(0, 3)), max_size=12)


@settings(max_examples=20)
@given(changes)
def test_after_any_changes_exactly_the_live_passages_are_those_to_be_found(changes: list[Change]) -> None:
    """What the caches are told, change by change, adds up to what the store holds."""
    with TemporaryDirectory() as folder, Index.open(folder, encoder=HashingEncoder()) as index:
        store = Store.open(Path(folder), model="hashed stems")
        ids: dict[int, str] = {}
        followed: dict[str, set[int]] = {}
        generation = 0
        for action, number in changes:
            if action == "add" and number not in ids:
                ids[number] = add(index, f"Storks number {number}.\n\nHead\n\nNests.").id
            elif action != "add" and number in ids:
                (index.remove if action == "remove" else index.restore)(ids[number])
            for change in store.changes_since(generation):
                followed[change.document_id] = {passage.id for passage in change.live}
            generation = store.generation()

        passages = sorted(passage for some in followed.values() for passage in some)
        assert sorted(store.active.passages()) == passages
        assert 2 * len(index.documents()) == len(passages)
        store.close()
