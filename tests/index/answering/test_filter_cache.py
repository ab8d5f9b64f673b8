"""The cache of filtered documents, updated with what changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ANY_SCOPE, EVERYONE, Index
from index.answering.filter_cache import FilterCache
from index.domain.document import Kind
from index.domain.filters import Filters
from index.store.store import Store
from tests.index.writing import add

WISHES = (
    Filters(),
    Filters(scope="1"),
    Filters(scope="2"),
    Filters(scope=ANY_SCOPE),
    Filters(kind=Kind.LETTER),
    Filters(publisher="Gazette", scope="1"),
)


@pytest.fixture
def store(record: Index, data: Path) -> Iterator[Store]:
    opened = Store.open(data, model="hashed stems")
    yield opened
    opened.close()


def choose(quotable: FilterCache, store: Store) -> list[set[str] | None]:
    """The documents that each filter admits at the store's generation, also with a document that quotes."""
    record = quotable.at(store.generation())
    speaking = {document.id for document in store.documents()[:1]}
    chosen = [*map(record.choose, WISHES), record.choose(Filters(kind=Kind.RULING), speaking)]
    return [None if some is None else set(some) for some in chosen]


def test_filters_that_were_asked_before_leave_what_they_would_if_they_were_new(
    record: Index, store: Store
) -> None:
    quotable = FilterCache(store)
    assert [None] * 6 == choose(quotable, store)[:6]

    def agree() -> None:
        assert choose(FilterCache(store), store) == choose(quotable, store)

    first = add(record, "Storks build nests.", publisher="The Gazette")
    agree()
    own = add(record, "Swallows live in barns.", scope="1", kind="letter")
    agree()
    add(record, "Owls sleep by day.", scope="2")
    agree()
    record.remove(first.id, scope=ANY_SCOPE)
    agree()
    record.admin.edit(own.id, {"kind": "ruling"}, scope=ANY_SCOPE)
    agree()
    record.restore(first.id, scope=ANY_SCOPE)
    agree()
    record.admin.purge(own.id, "asked to")
    agree()


def test_a_document_of_another_server_is_left_out_from_the_moment_it_is_added(
    record: Index, store: Store
) -> None:
    quotable = FilterCache(store)
    seen = add(record, "Storks build nests.")
    assert quotable.at(store.generation()).choose(Filters(scope="2")) is None

    add(record, "Swallows live in barns.", scope="1")

    record_of_now = quotable.at(store.generation())
    assert [seen.id] == record_of_now.choose(Filters(scope="2"))
    assert [seen.id] == record_of_now.choose(Filters(scope=EVERYONE))
    assert record_of_now.choose(Filters(scope="1")) is None


def test_an_earlier_generation_is_read_anew(record: Index, store: Store) -> None:
    """This happens if the store was restored from an older copy."""
    quotable = FilterCache(store)
    add(record, "Storks build nests.")
    assert 1 == len(quotable.at(9).sources)

    gone = add(record, "Swallows live in barns.")
    record.remove(gone.id, scope=ANY_SCOPE)

    assert 1 == len(quotable.at(3).sources)
