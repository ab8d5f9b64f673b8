"""What a server may hold."""

import threading
from pathlib import Path

import pytest

from index import Index, Quotas
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
            "This server's record holds 2 documents, and 2 are allowed. "
            "Remove one first, or ask the owner of the bot for more."
        )
        assert (expected, 2, 2) == (str(caught.value), caught.value.used, caught.value.allowed)
        assert (7, []) == (len(record.documents()), record.check())


def test_removing_one_makes_room_and_restoring_it_needs_some(data: Path) -> None:
    with open_with(data, documents=1) as record:
        first = add(record, "One.", scope="1")
        record.remove(first.id)
        second = add(record, "Two.", scope="1")

        with pytest.raises(QuotaReached):
            record.restore(first.id)

        assert [second] == record.documents()
        record.remove(second.id)
        assert [first] == [record.restore(first.id)]


def test_a_server_may_hold_so_many_characters_of_all_that_is_kept(data: Path, tmp_path: Path) -> None:
    with open_with(data, characters=20) as record:
        first = add(record, "Ten chars.", scope="1")
        record.remove(first.id)
        add(record, "Ten more..", scope="1")
        add(record, "Any number of characters of everyone's.")

        with pytest.raises(QuotaReached) as caught:
            add(record, "One.", scope="1")

        expected = (
            "This server's record holds 20 characters, this text has 4, and 20 are allowed, with older "
            "versions and removed documents. Ask the owner of the bot for more."
        )
        assert (expected, 20, 20) == (str(caught.value), caught.value.used, caught.value.allowed)


def test_a_new_version_counts_and_an_edit_does_not(data: Path, tmp_path: Path) -> None:
    with open_with(data, characters=14) as record:
        first = add(record, "Ten chars.", scope="1")
        longer = record.read(write(tmp_path / "a.txt", "Ten chars?"))

        with pytest.raises(QuotaReached):
            record.renew(first.id, longer, {"title": "A"})

        for title in ("B", "C", "D"):
            record.edit(first.id, {"title": title})
        record.renew(first.id, record.read(write(tmp_path / "a.txt", "Two.")), {"title": "A"})
        record.remove(first.id)
        assert "Ten chars." == add(record, "Ten chars.", scope="1").text  # it is kept already


def test_a_text_that_is_there_already_is_told_before_the_quota(data: Path) -> None:
    with open_with(data, documents=1) as record:
        add(record, "One.", scope="1")

        with pytest.raises(DuplicateDocument):
            add(record, "One.", scope="1")


def test_what_is_purged_counts_no_longer(data: Path) -> None:
    with open_with(data, documents=1, characters=4) as record:
        record.purge(add(record, "One.", scope="1").id, "It is to go.")

        assert "Two." == add(record, "Two.", scope="1").text


def test_a_quota_that_was_lowered_leaves_what_is_there(data: Path) -> None:
    with open_with(data) as record:
        documents = [add(record, f"Text {number}.", scope="1") for number in range(3)]
    with open_with(data, documents=1, characters=1) as record:
        assert 2 == record.edit(documents[0].id, {"title": "B"}).version
        record.remove(documents[1].id)
        with pytest.raises(QuotaReached):
            record.restore(documents[1].id)


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

        assert (3, 3, []) == (len(record.documents()), len(refused), record.check())
