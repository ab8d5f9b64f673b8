"""A real article, where this machine has it: who says what, beside the sides that ship."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Index, Quotation
from index.domain.identifiers import ID_LENGTH, quotation_id
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.writing import write

ROOT = Path(__file__).resolve().parents[3]
COLLECTIONS = Path(os.environ.get("RECORD_COLLECTIONS") or ROOT.parent / "shared")


@pytest.fixture(scope="module")
def quotations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Quotation]]:
    """Every sentence of the article as a quotation."""
    paths = sorted((COLLECTIONS / "documents").glob("cmu-2019-10-21-*.txt"))
    if not paths:
        pytest.skip(
            f"the real article is not in {COLLECTIONS / 'documents'}: name its folder in RECORD_COLLECTIONS"
        )
    folder = tmp_path_factory.mktemp("article")
    parties = (ROOT / "corpus" / "parties.yaml").read_bytes()
    write(folder / "corpus" / "parties.yaml", parties)
    with Index.open(folder / "data", folder / "corpus", encoder=HashingEncoder()) as index:
        index.add(paths[0], {"title": "An article", "publisher": "CMU", "party": "press"})
        store = Store.open(folder / "data", model="hashed stems")
        version = store.version(1)
        store.close()
        spans = [(one.start, one.end) for one in version.split.sentences]
        digest = version.document.sha256
        ids = [quotation_id(version.key, digest, *span)[:ID_LENGTH] for span in spans]
        yield [index.quotation(wanted) for wanted in ids]


@pytest.mark.parametrize(
    ("words", "speaker", "party"),
    [
        ("that is something that we are not obligated to do", "Doug Kramer", "cloudflare"),
        ("take over efforts to identify and close down", "Doug Kramer", "cloudflare"),
        ("My colleagues and I were frustrated", "Doug Kramer", "cloudflare"),
        ("We again feel called on to clarify", "Doug Kramer", "cloudflare"),
        ("notorious markets should not be confused", "i2Coalition", "intermediaries"),
    ],
)
def test_every_quotation_has_its_speaker_apart_from_the_publisher(
    quotations: list[Quotation], words: str, speaker: str, party: str
) -> None:
    (found,) = [one for one in quotations if words in one.text]

    assert (speaker, party, "CMU", None) == (found.speaker, found.party, found.publisher, found.author)


def test_what_the_letter_says_in_the_articles_words_is_reported_of_its_side(
    quotations: list[Quotation],
) -> None:
    (found,) = [one for one in quotations if "his company works with many of its critics" in one.text]

    assert (None, "cloudflare", "cloudflare") == (found.speaker, found.reports, found.party)


def test_what_the_article_says_by_itself_is_the_presss(quotations: list[Quotation]) -> None:
    (found,) = [one for one in quotations if "annual notorious markets report, which aims" in one.text]

    assert (None, None, "press") == (found.speaker, found.reports, found.party)
