"""What a server may hold."""

import threading
from pathlib import Path

import pytest

from index import ANY_SCOPE, Document, Index, Quotas
from index.errors import DuplicateDocument, QuotaReached
from tests.fakes import HashingEncoder
from tests.index.writing import add, write


def open_with(data: Path, **quotas: int) -> Index:
    return Index.open(data, encoder=HashingEncoder(), quotas=Quotas(**quotas))


def test_a_server_may_hold_so_many_documents_and_everyone_any_number(data: Path) -> None:
    with open_with(data, documents=2) as record:
        for scope in ("1", "2", "everyone"):
            for number in range(2):
                add(record, f"Text {number} of {scope}.", scope=scope)
        add(record, "Text 2 of everyone.")

        with pytest.raises(QuotaReached) as caught:
            add(record, "Text 2 of 1.", scope="1")

        expected = (
            "This server has reached its limit: 2 of 2 documents, including removed ones. "
            "Ask the bot's owner for a higher limit, or to erase removed documents."
        )
        assert (expected, 2, 2) == (str(caught.value), caught.value.used, caught.value.allowed)
        assert (7, []) == (len(record.documents(scope=ANY_SCOPE)), record.check())


def test_removing_one_makes_no_room_until_it_is_purged(data: Path) -> None:
    """As it is kept, and can be restored at any time."""
    with open_with(data, documents=1) as record:
        first = add(record, "One.", scope="1")
        record.remove(first.id, scope=ANY_SCOPE)
        with pytest.raises(QuotaReached):
            add(record, "Two.", scope="1")

        assert [first] == [record.restore(first.id, scope=ANY_SCOPE)]
        record.admin.purge(first.id, "It is to go.")
        assert "Two." == add(record, "Two.", scope="1").text


def list_originals(data: Path) -> list[Path]:
    return sorted((data / "originals").glob("*/*"))


def add_large(record: Index, number: int, **source: str) -> Document:
    """A file of ten thousand bytes of which nine characters are read."""
    return add(record, f"<!-- {'x' * 10_000} -->\n\nPage {number:03}.", ending=".md", scope="1", **source)


def test_what_is_refused_leaves_no_original(data: Path) -> None:
    with open_with(data, documents=2) as record:
        for number in range(2):
            add_large(record, number)
        for number in range(2, 6):
            with pytest.raises(QuotaReached):
                add_large(record, number)
        with pytest.raises(DuplicateDocument):
            add(record, "Page 001.", scope="1")

        assert 2 == len(list_originals(data))


def test_what_is_refused_for_want_of_room_is_not_encoded_first(data: Path) -> None:
    with open_with(data, documents=0) as record:
        with pytest.raises(QuotaReached):
            add(record, "It is a long text.", scope="1")

        encoder = record.engine.encoder
        assert isinstance(encoder, HashingEncoder)
        assert [] == encoder.texts


def test_whoever_removes_and_adds_in_turn_is_refused_in_the_end(data: Path) -> None:
    with open_with(data, bytes=45_000) as record:
        with pytest.raises(QuotaReached) as caught:
            for number in range(9):
                record.remove(add_large(record, number).id, scope=ANY_SCOPE)

        expected = (
            "This would take 0.0 MB, which is too much for this server: it has used 0.0 MB of 0.0 MB, "
            "including older versions and removed documents. "
            "Ask the bot's owner for a higher limit, or to erase removed documents."
        )
        assert (expected, 45_000) == (str(caught.value), caught.value.allowed)
        assert 4 == len(list_originals(data))
        record.admin.purge(record.documents(removed=True, scope=ANY_SCOPE)[0].id, "It is to go.")
        assert "Page 010." == add_large(record, 10).text


def test_each_edit_takes_what_its_text_takes(data: Path) -> None:
    with open_with(data, bytes=10_500) as record:
        document = add(record, "Storks are there. " * 55, scope="1")  # 989 bytes, and as many in its file

        with pytest.raises(QuotaReached):
            for number in range(99):
                record.admin.edit(document.id, {"title": f"Title {number}"}, scope=ANY_SCOPE)

        assert 9 == record.document(document.id, scope=ANY_SCOPE).version
        assert [] == record.check()


def test_an_original_that_two_documents_share_counts_once_in_a_server(data: Path) -> None:
    with open_with(data, bytes=20_300) as record:
        first = add_large(record, 1)
        record.remove(first.id, scope=ANY_SCOPE)
        add_large(record, 1)
        with pytest.raises(QuotaReached):
            for number in range(2, 4):
                add_large(record, number)


def test_an_original_that_a_crash_left_is_found_and_deleted(data: Path) -> None:
    with open_with(data) as record:
        kept = add(record, "One.", scope="1")
        left = record._store.originals.keep(b"of no document")
        aside = data / "originals" / left[:2] / ".writing-abc"
        aside.write_bytes(b"half writ")

        with record._store.intake.hold():
            assert [] == record.admin.clear_leftovers()  # it may be about to become a document's
        assert {left, aside.name} == set(record.admin.clear_leftovers())

        assert [kept.original] == [path.name for path in list_originals(data)]
        assert [] == record.check()


def test_a_file_of_the_corpus_folder_that_is_skipped_leaves_no_original(
    data: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    for name in "ab":
        write(tmp_path / f"corpus/report/{name}.md", f"---\ntitle: {name}\n---\nThe same text.")

    with Index.open(data, tmp_path / "corpus", encoder=encoder) as record:
        assert 1 == len(record.sync_report.skipped)
        assert [record.documents(scope=ANY_SCOPE)[0].original] == [path.name for path in list_originals(data)]


def test_a_server_may_hold_so_many_characters_of_all_that_is_kept(data: Path, tmp_path: Path) -> None:
    with open_with(data, characters=20) as record:
        first = add(record, "Ten chars.", scope="1")
        record.remove(first.id, scope=ANY_SCOPE)
        add(record, "Ten more..", scope="1")
        add(record, "Any number of characters of everyone's.")

        with pytest.raises(QuotaReached) as caught:
            add(record, "One.", scope="1")

        expected = (
            "This text has 4 characters, which is too many for this server: it has used 20 of 20, including "
            "older versions and removed documents. "
            "Ask the bot's owner for a higher limit, or to erase removed documents."
        )
        assert (expected, 20, 20) == (str(caught.value), caught.value.used, caught.value.allowed)


def test_a_new_version_counts_and_an_edit_does_not(data: Path, tmp_path: Path) -> None:
    with open_with(data, characters=14) as record:
        first = add(record, "Ten chars.", scope="1")
        longer = record.ingestion.read(write(tmp_path / "a.txt", "Ten chars?"))

        with pytest.raises(QuotaReached):
            record.ingestion.add_version(first.id, longer, {"title": "A"}, scope=ANY_SCOPE)

        for title in ("B", "C", "D"):
            record.admin.edit(first.id, {"title": title}, scope=ANY_SCOPE)
        record.ingestion.add_version(
            first.id,
            record.ingestion.read(write(tmp_path / "a.txt", "Two.")),
            {"title": "A"},
            scope=ANY_SCOPE,
        )
        record.remove(first.id, scope=ANY_SCOPE)
        assert "Ten chars." == add(record, "Ten chars.", scope="1").text  # it is kept already


def test_a_text_that_is_there_already_is_told_before_the_quota(data: Path) -> None:
    with open_with(data, documents=1) as record:
        add(record, "One.", scope="1")

        with pytest.raises(DuplicateDocument):
            add(record, "One.", scope="1")


def test_what_is_purged_counts_no_longer(data: Path) -> None:
    with open_with(data, documents=1, characters=4) as record:
        record.admin.purge(add(record, "One.", scope="1").id, "It is to go.")

        assert "Two." == add(record, "Two.", scope="1").text


def test_a_quota_that_was_lowered_leaves_what_is_there(data: Path) -> None:
    with open_with(data) as record:
        documents = [add(record, f"Text {number}.", scope="1") for number in range(3)]
    with open_with(data, documents=1, characters=1) as record:
        assert 2 == record.admin.edit(documents[0].id, {"title": "B"}, scope=ANY_SCOPE).version
        record.remove(documents[1].id, scope=ANY_SCOPE)
        assert not record.restore(documents[1].id, scope=ANY_SCOPE).removed


def test_those_who_add_at_once_do_not_exceed_it_together(data: Path) -> None:
    with open_with(data, documents=3) as record:
        together = threading.Barrier(6)
        refused: list[int] = []

        def add_one(number: int) -> None:
            together.wait()
            try:
                add(record, f"Text {number}.", scope="1")
            except QuotaReached:
                refused.append(number)

        threads = [threading.Thread(target=add_one, args=[number]) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (3, 3, []) == (len(record.documents(scope=ANY_SCOPE)), len(refused), record.check())
        assert 3 == len(list_originals(data))
