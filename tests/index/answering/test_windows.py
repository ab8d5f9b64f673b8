"""Windows of one to three sentences, against a naive reckoning."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answering.windows import LONGEST_WINDOW, PoolPassage, Query, Windows, cut_windows
from index.documents import Document, Metadata
from index.ingestion import prepare
from index.reading.plain_text import read_plain_text
from index.store.rows import StoredVersion
from tests.fakes import HashingEncoder

ENCODER = HashingEncoder()
WORDS = ("storks", "build", "nests", "chimneys", "spring", "market", "the")


def make_version(text: str, number: int = 1, kind: str = "article") -> StoredVersion:
    """A version as the store would give it."""
    prepared = prepare(read_plain_text(text.encode("utf-8"), "a.txt"), Metadata(title="A"), "0").version
    document = Document(
        title="A",
        kind=kind,
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
    return StoredVersion(number, "abcd", document, prepared.split, ids, ENCODER.encode(sentences))


def list_words(text: str) -> list[str]:
    return text.lower().replace(".", "").split()


def ask(question: str, rarity: list[float]) -> Query:
    stems = list(dict.fromkeys(list_words(question)))
    return Query(ENCODER.encode([question])[0], stems, np.array(rarity[: len(stems)], np.float32))


def reckon(pool: list[PoolPassage], query: Query) -> dict[tuple[int, int, int], dict[str, float]]:
    """Every window by its passage, first and last sentence: the slow and plain way."""
    windows = {}
    for number, candidate in enumerate(pool):
        version, passage = candidate.version, candidate.version.split.passages[candidate.number]
        numbers = range(passage.first, passage.last + 1)
        for first, last in product(numbers, numbers):
            if 0 <= last - first < LONGEST_WINDOW:
                own = version.split.sentences[first : last + 1]
                words = [w for s in own for w in list_words(version.document.text[s.start : s.end])]
                vectors = version.sentence_vectors[first : last + 1]
                total = vectors.sum(axis=0)
                length = max(float(np.linalg.norm(total)), 1e-6)
                idf = dict(zip(query.stems, query.idf.tolist(), strict=True))
                windows[number, first, last] = {
                    "cosine": float(total @ query.vector) / length,
                    "peak": float((vectors @ query.vector).max()),
                    "covered": sum(idf[s] for s in idf if s in words) / max(sum(idf.values()), 1e-6),
                    "characters": own[-1].end - own[0].start,
                    "words": len(words),
                    **{f"count of {stem}": words.count(stem) for stem in idf},
                }
    mean = max(sum(w["words"] for w in windows.values()) / len(windows), 1)
    for window in windows.values():
        norm = 1.2 * (1 - 0.75 + 0.75 * window.pop("words") / mean)
        window["bm25"] = sum(
            rarity * window[f"count of {stem}"] * 2.2 / (window.pop(f"count of {stem}") + norm)
            for stem, rarity in zip(query.stems, query.idf.tolist(), strict=True)
        )
    return windows


def as_rows(windows: Windows) -> dict[tuple[int, int, int], dict[str, float]]:
    places = zip(windows.passage.tolist(), windows.first.tolist(), windows.last.tolist(), strict=True)
    names = ("cosine", "peak", "covered", "characters", "bm25")
    columns = [getattr(windows, name).tolist() for name in names]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    return dict(zip(places, rows, strict=True))


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(
    lambda w: f"{' '.join(w).capitalize()}."
)
paragraphs = st.lists(sentences, min_size=1, max_size=5).map(" ".join)
documents = st.lists(paragraphs, min_size=1, max_size=3).map("\n\nHead\n\n".join)


@settings(deadline=None)
@given(
    st.lists(documents, min_size=1, max_size=3),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.lists(st.floats(0.0625, 8, width=16), min_size=4, max_size=4),
)
def test_windows_are_those_of_a_naive_reckoning(texts: list[str], question: str, rarity: list[float]) -> None:
    versions = [make_version(text, number) for number, text in enumerate(texts)]
    pool = [PoolPassage(v, n, 0.5) for v in versions for n in reversed(range(len(v.split.passages)))]
    query = ask(question, rarity)

    found = as_rows(cut_windows(pool, query, list_words))

    expected = reckon(pool, query)
    assert expected.keys() == found.keys()
    for place, window in expected.items():
        assert window == pytest.approx(found[place], abs=1e-3)


def test_no_window_reaches_into_the_next_passage() -> None:
    version = make_version("One storks. Two storks.\n\nHead\n\nThree storks. Four storks.")
    pool = [PoolPassage(version, 0, 0.5), PoolPassage(version, 1, 0.5)]

    windows = as_rows(cut_windows(pool, ask("storks", [1.0]), list_words))

    assert {(0, 0, 0), (0, 1, 1), (0, 0, 1), (1, 2, 2), (1, 3, 3), (1, 2, 3)} == windows.keys()


def test_a_question_without_known_words_is_covered_by_nothing() -> None:
    pool = [PoolPassage(make_version("Storks build nests."), 0, 0.5)]

    windows = cut_windows(pool, Query(ENCODER.encode(["x"])[0], [], np.empty(0, np.float32)), list_words)

    assert ([0.0], [0.0]) == (windows.covered.tolist(), windows.bm25.tolist())
