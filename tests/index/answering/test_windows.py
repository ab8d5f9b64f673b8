"""Windows of one to three sentences, compared with a naive computation."""

from dataclasses import fields
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.answer_types import find_contained_types
from index.answering.forward_index import MAX_WINDOW_SENTENCES
from index.answering.windows import PoolPassage, Query, Windows, cut_windows
from tests.index.answering.pools import (
    WORDS,
    documents,
    list_words,
    make_pool,
    make_query,
    make_version,
    sum_said,
)

Terms = list[tuple[str, ...]]
Place = tuple[int, int, int]


@st.composite
def split_into_terms(draw: st.DrawFn) -> Terms:
    """Words of a question, in terms of one to three stems each, none of which is in two of them."""
    unknown = st.sampled_from(("heron", "canal"))
    stems = draw(st.lists(st.sampled_from(list(map(str.lower, WORDS))) | unknown, unique=True, max_size=7))
    sizes = draw(st.lists(st.integers(1, 3), min_size=len(stems), max_size=len(stems)))
    terms: Terms = []
    while stems:
        size = sizes.pop()
        terms.append(tuple(stems[:size]))
        stems = stems[size:]
    return terms


def reckon(pool: list[PoolPassage], query: Query, terms: Terms) -> dict[Place, dict[str, Any]]:
    """Every window by its passage, first and last sentence: the slow and plain way."""
    windows = {}
    for number, candidate in enumerate(pool):
        passage = candidate.version.split.passages[candidate.number]
        numbers = range(passage.first, passage.last + 1)
        for first, last in product(numbers, numbers):
            if 0 <= last - first < MAX_WINDOW_SENTENCES:
                window = reckon_window(candidate, first, last, query, terms)
                windows[number, first, last] = window
    mean = max(sum(w["words"] for w in windows.values()) / len(windows), 1)
    for window in windows.values():
        norm = 1.2 * (1 - 0.75 + 0.75 * window.pop("words") / mean)
        counts = zip(window.pop("counts"), query.weight.tolist(), strict=True)
        window["bm25"] = sum(rarity * count * 2.2 / (count + norm) for count, rarity in counts)
    return windows


def reckon_window(
    candidate: PoolPassage, first: int, last: int, query: Query, terms: Terms
) -> dict[str, Any]:
    version, text = candidate.version, candidate.version.document.text
    passage = version.split.passages[candidate.number]
    around = version.split.sentences[passage.first : passage.last + 1]
    rest = [word for s in around for word in list_words(text[s.start : s.end])]
    own = version.split.sentences[first : last + 1]
    words = [list_words(text[sentence.start : sentence.end]) for sentence in own]
    vectors = version.sentence_vectors[first : last + 1]
    said = [word for some in words for word in some]
    title = list_words(f"{version.document.title} {passage.heading or ''}")
    held = [find_contained_types(text[sentence.start : sentence.end]) for sentence in own]
    return {
        "cosine": float(vectors.sum(axis=0) @ query.vector) / max(np.linalg.norm(vectors.sum(axis=0)), 1e-6),
        "max_sentence_cosine": float((vectors @ query.vector).max()),
        "idf_coverage": cover(said, query, terms),
        "idf_coverage_in_title": cover(title, query, terms),
        "idf_coverage_in_passage": cover(title + rest, query, terms),
        "proximity": min(1, sum(map(count_near, words, [terms] * 3)) / max(len(terms) - 1, 1)),
        "characters": own[-1].end - own[0].start,
        "contained_types": np.any(held, axis=0).tolist(),
        "content_hash": sum_said(said),
        "words": len(said),
        "counts": [sum(word in term for word in said) for term in terms],
    }


def cover(words: list[str], query: Query, terms: Terms) -> float:
    rarity = zip(query.weight.tolist(), terms, strict=True)
    held = sum(idf for idf, term in rarity if set(term) & set(words))
    return float(held / max(float(query.weight.sum()), 1e-6))


def count_near(words: list[str], terms: Terms) -> int:
    """The number of neighbours in the question of which one follows the other within three words."""
    met = [(at, n) for at, word in enumerate(words) for n, term in enumerate(terms) if word in term]
    return sum(b - a <= 3 and abs(m - n) == 1 for (a, n), (b, m) in pairwise(met))


def as_rows(windows: Windows) -> dict[Place, dict[str, Any]]:
    names = [column.name for column in fields(windows)]
    columns = [getattr(windows, name).tolist() for name in names]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    return {(row.pop("passage"), row.pop("first"), row.pop("last")): row for row in rows}


@given(
    st.lists(documents, min_size=1, max_size=3),
    split_into_terms(),
    st.lists(st.floats(0.0625, 8, width=16), min_size=7, max_size=7),
)
def test_windows_are_those_of_a_naive_reckoning(texts: list[str], terms: Terms, rarity: list[float]) -> None:
    pool = make_pool(*(make_version(text, number) for number, text in enumerate(texts)))
    question = "When do " + " ".join(stem for term in terms for stem in term)
    query = make_query(question, terms, rarity[: len(terms)])

    found = as_rows(cut_windows(pool, query))

    expected = reckon(pool, query, terms)
    assert expected.keys() == found.keys()
    for place, window in expected.items():
        for exact in ("contained_types", "content_hash"):
            assert window.pop(exact) == found[place].pop(exact)
        assert window == pytest.approx(found[place], abs=1e-3)


def test_no_window_reaches_into_the_next_passage() -> None:
    pool = make_pool(make_version("One storks. Two storks.\n\nHead\n\nThree storks. Four storks."))

    windows = as_rows(cut_windows(pool, make_query("storks", [("storks",)], [1.0])))

    assert {(1, 0, 0), (1, 1, 1), (1, 0, 1), (0, 2, 2), (0, 3, 3), (0, 2, 3)} == windows.keys()


@pytest.mark.parametrize("terms", [[], [("herons",), ("canals", "ditches")]])
def test_a_question_of_unknown_words_is_covered_by_nothing(terms: Terms) -> None:
    pool = make_pool(make_version("Storks build nests. They do."))

    windows = cut_windows(pool, make_query("x", terms, [2.0] * len(terms)))

    for name in ("bm25", "idf_coverage", "idf_coverage_in_passage", "idf_coverage_in_title", "proximity"):
        assert [0, 0, 0] == getattr(windows, name).tolist()


def test_any_stem_of_a_term_meets_it_and_it_counts_once() -> None:
    pool = make_pool(
        make_version("CF is a firm. Cloudflare is a firm. It is CF or Cloudflare.", title="A firm")
    )

    windows = cut_windows(pool, make_query("CF?", [("cf", "cloudflare"), ("firm",)], [3.0, 1.0]))

    assert [1, 1, 0.75] == windows.idf_coverage[:3].tolist()
    assert [0.25] * 3 == windows.idf_coverage_in_title[:3].tolist()


@pytest.mark.parametrize(
    ("sentence", "near"),
    [
        ("Storks build nests.", 1),
        ("Nests storks build.", 0.5),
        ("Storks never build big old grey nests.", 0.5),
        ("Storks nests.", 0),
        ("Storks, build.", 0.5),
    ],
)
def test_words_of_the_question_that_stand_together_are_near(sentence: str, near: float) -> None:
    query = make_query("storks build nests", [("storks",), ("build",), ("nests",)], [1.0] * 3)

    assert [near] == cut_windows(make_pool(make_version(sentence)), query).proximity.tolist()


def test_words_at_the_ends_of_two_sentences_are_not_near() -> None:
    pool = make_pool(make_version("There are storks. Build there."))

    windows = cut_windows(pool, make_query("storks build", [("storks",), ("build",)], [1.0, 1.0]))

    assert [0, 0, 0] == windows.proximity.tolist()


def test_windows_that_are_kept_stay_in_order_with_all_that_is_known_of_them() -> None:
    pool = make_pool(make_version("One storks. Two nests. In May 2019 storks."))
    windows = cut_windows(pool, make_query("storks nests", [("storks",), ("nests",)], [1.0, 2.0]))
    kept = np.array([True, False, True, False, True, False])

    rows = as_rows(windows)
    assert [rows[0, 0, 0], rows[0, 2, 2], rows[0, 1, 2]] == list(as_rows(windows.select(kept)).values())
