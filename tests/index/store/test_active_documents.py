"""Documents of the same bytes, text or address are found, for the scope that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import EVERYONE, Index
from index.domain.identifiers import digest_text
from index.store.store import Store
from tests.index.writing import add


@pytest.fixture
def store(record: Index, data: Path) -> Iterator[Store]:
    """The store of the record, opened once more."""
    store = Store.open(data, model=record.engine.encoder.name)
    yield store
    store.close()


def test_a_twin_has_the_same_bytes_or_the_same_text(record: Index, store: Store) -> None:
    known = add(record, "One text.\r\n")

    for digests in ((known.original, "0"), ("0", known.sha256)):
        assert known.id == store.active.find_exact_duplicate(
            original=digests[0], text=digests[1], scope=EVERYONE
        )
    assert (
        store.active.find_exact_duplicate(original="0", text=digest_text("Another."), scope=EVERYONE) is None
    )


def test_an_address_is_found_with_or_without_its_last_stroke(record: Index, store: Store) -> None:
    known = add(record, "One text.", scope="1", url="https://example.org/a/")

    for url in ("https://example.org/a", "https://example.org/a/", "https://example.org/a/#b"):
        assert known.id == store.active.find_by_url(url, scope="1")
    assert store.active.find_by_url("https://example.org/", scope="1") is None
    assert store.active.find_by_url("https://example.org/a", scope="2") is None


def test_only_what_can_be_quoted_has_a_current_version(record: Index, store: Store) -> None:
    known = add(record, "One text.")
    first = store.active.find_current_version(known.id)

    record.ingestion.add_version(known.id, record.ingestion.read_text("Another text."), {"title": "A"})
    second = store.active.find_current_version(known.id)
    record.remove(known.id)

    assert first is not None
    assert second is not None
    assert first < second
    assert store.active.find_current_version(known.id) is None


def test_the_usual_language_is_that_of_most_documents_that_the_scope_sees(
    record: Index, store: Store
) -> None:
    assert store.active.find_usual_language(scope="1") is None
    add(record, "Ein Text.", language="de", scope="1")
    assert ("de", None) == (
        store.active.find_usual_language(scope="1"),
        store.active.find_usual_language(scope="2"),
    )
    add(record, "One text.", language="en")
    add(record, "Another text.", language="en")
    assert "en" == store.active.find_usual_language(scope="1")
