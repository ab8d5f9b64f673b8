"""Files and pages are read first, and are on the record only after they were added."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Index
from index.domain.document import Metadata
from index.errors import BadMetadata, PrivateAddress, UnknownDocument
from index.fetching.fetcher import Fetcher
from tests.fakes import HashingEncoder
from tests.index.crawler.conftest import make_article
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import Site, answer
from tests.index.writing import LETTER, add, write


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.answers["/storks"] = answer(make_article("storks"))
        yield site


@pytest.fixture
def connected(data: Path, encoder: HashingEncoder) -> Iterator[Index]:
    """A record that may fetch from this machine."""
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True)
    with Index.open(data, encoder=encoder, fetcher=fetcher) as index:
        yield index


def test_a_page_is_read_before_it_is_added(connected: Index, site: Site) -> None:
    original = connected.ingestion.read(site.link("/storks"))

    assert "storks" in original.reading.text
    assert [] == connected.documents()
    added = connected.add(original, {"kind": "letter"})
    assert (original.reading.text, site.link("/storks")) == (added.text, added.url)


def test_a_link_is_added_in_one_act(connected: Index, site: Site) -> None:
    assert site.link("/storks") == connected.add(site.link("/storks")).url


def test_a_record_reaches_no_private_address_unless_it_is_given_what_does(record: Index, site: Site) -> None:
    with pytest.raises(PrivateAddress):
        record.ingestion.read(site.link("/storks"))

    assert [] == site.requests


def test_a_renewed_document_has_another_version_and_keeps_the_old(record: Index, tmp_path: Path) -> None:
    document = add(record, "The first text.", title="A", url="https://example.org/")
    original = record.ingestion.read(write(tmp_path / "a.txt", "The second text."))

    renewed = record.ingestion.add_version(document.id, original, Metadata(title="B"), actor="Jane Roe")

    assert (document.id, 2, "B", "The second text.") == (
        renewed.id,
        renewed.version,
        renewed.title,
        renewed.text,
    )
    assert ["add", "edit"] == [event.action for event in record.admin.history(document.id)]
    assert "Jane Roe" == record.admin.history(document.id)[1].actor
    assert [] == record.check()


def test_a_document_is_renewed_by_another_source_of_the_same_text(record: Index, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One text.")
    document = record.add(path, {"title": "A"})
    for title in ("B", "C"):
        record.ingestion.add_version(document.id, record.ingestion.read(path), {"title": title})

    assert ("C", 3) == (record.document(document.id).title, record.document(document.id).version)


def test_what_does_not_fit_renews_nothing(record: Index, tmp_path: Path) -> None:
    original = record.ingestion.read(write(tmp_path / "a.md", LETTER))

    with pytest.raises(UnknownDocument):
        record.ingestion.add_version("aaaaaaaa", original)
    with pytest.raises(BadMetadata):
        record.ingestion.add_version("aaaaaaaa", original, {"published": "2019-13"})
