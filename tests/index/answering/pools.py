"""Pools of candidate passages made without a store, for tests of windows."""

import re
from typing import Any

import numpy as np
from hypothesis import strategies as st

from index.answering.answer_types import find_expected_types
from index.answering.features import ANSWER_TYPES
from index.answering.forward_index import STOP_WORDS, ForwardIndex, hash_stems
from index.answering.windows import PoolPassage, Query, Windows
from index.domain.document import Document, Metadata
from index.ingestion.pipeline import prepare
from index.reading.plain_text import read_plain_text
from index.store.rows import StoredVersion
from tests.fakes import HashingEncoder

ENCODER = HashingEncoder()
WORDS = ("storks", "build", "nests", "chimneys", "spring", "market", "not", "the", "May", "in", "Ghent")

_sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(
    lambda words: f"{' '.join(words).capitalize()}."
)
_paragraphs = st.lists(_sentences, min_size=1, max_size=5).map(" ".join)

documents = st.lists(_paragraphs, min_size=1, max_size=3).map("\n\nStorks Head\n\n".join)
"""Texts of several passages, all but the first under a heading."""


def make_version(text: str, number: int = 1, **metadata: Any) -> StoredVersion:
    """A version as the store would give it."""
    known = Metadata.model_validate({"title": "A market", **metadata})
    prepared = prepare(read_plain_text(text.encode("utf-8"), "a.txt"), known, "0").version
    document = Document(
        **known.model_dump(),
        id=f"document{number}",
        version=1,
        media_type="text/plain",
        original="0",
        sha256="0",
        added="",
        text=prepared.text,
    )
    sentences = [prepared.text[s.start : s.end] for s in prepared.split.sentences]
    ids = tuple(100 * number + n for n in range(len(prepared.split.passages)))
    return StoredVersion(number, "abcd", False, document, prepared.split, ids, ENCODER.encode(sentences))


def list_words(text: str) -> list[str]:
    """The stems of these tests: words in lower case, as they are."""
    return re.findall(r"\w+", text.lower())


def sum_said(stems: list[str]) -> int:
    """The sum of the hashes of all but stop words, in 64 bits."""
    return int(np.array([hash(stem) for stem in stems if stem not in STOP_WORDS], np.int64).sum())


def make_pool(*versions: StoredVersion, cosine: float = 0.5, fused: float = 0.5) -> list[PoolPassage]:
    """All passages of the versions, those of each in reverse, since a pool has no order."""
    by_id = {version.id: version for version in versions}
    forward = ForwardIndex(by_id.__getitem__, list_words)
    return [
        PoolPassage(version, number, cosine, fused, forward.entry(version.id, number))
        for version in versions
        for number in reversed(range(len(version.split.passages)))
    ]


def make_query(question: str, terms: list[tuple[str, ...]], rarity: list[float]) -> Query:
    """A question of terms, each of one or more stems, with their IDF."""
    return Query(
        vector=ENCODER.encode([question])[0],
        stems=hash_stems([stem for term in terms for stem in term]),
        term_of=np.repeat(np.arange(len(terms)), [len(term) for term in terms]),
        weight=np.array(rarity, np.float32),
        expected_types=find_expected_types(question),
    )


def make_windows(places: list[tuple[int, int, int]]) -> Windows:
    """Windows with a passage, a first and a last sentence; all other fields are 0."""
    passage, first, last = (np.array(part, np.int64) for part in zip(*places, strict=True))
    names = (
        "cosine",
        "max_sentence_cosine",
        "bm25",
        "idf_coverage",
        "idf_coverage_in_passage",
        "idf_coverage_in_title",
        "proximity",
    )
    return Windows(
        passage=passage,
        first=first,
        last=last,
        **{name: np.zeros(len(places), np.float32) for name in names},
        characters=np.zeros(len(places), np.int64),
        content_hash=np.zeros(len(places), np.int64),
        contained_types=np.zeros((len(places), len(ANSWER_TYPES)), np.bool_),
    )
