"""The features of windows: finite numbers for any question and any text."""

import numpy as np
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from index.answering.features import FEATURES, measure
from index.answering.forward_index import Floats
from index.answering.question import MAX_QUESTION_CHARS
from index.answering.windows import cut_windows
from index.errors import UnreadableDocument
from tests.index.answering.pools import documents, list_words, make_pool, make_query, make_version
from tests.index.texts import any_text, prose

IN_POOL = [number for number, name in enumerate(FEATURES) if name.endswith("in_pool")]
SHARES = [
    number for number, name in enumerate(FEATURES) if name.startswith(("idf_coverage", "proximity", "fused"))
]
FLAGS = [
    number
    for number, name in enumerate(FEATURES)
    if name.startswith(("holds_", "lacks_")) or name.endswith(("one_sentence", "three_sentences"))
]


def measure_all(texts: list[str], question: str) -> Floats:
    """The features of all windows of the texts, each word of the question a term."""
    pool = make_pool(*(make_version(f"{text} End.", number) for number, text in enumerate(texts)))
    terms = [(word,) for word in dict.fromkeys(list_words(question))]
    query = make_query(question, terms, [1 + n % 7 for n in range(len(terms))])
    return measure(pool, cut_windows(pool, query), query)


def column(features: Floats, name: str) -> list[float]:
    return [float(value) for value in features[:, FEATURES.index(name)]]


def test_every_feature_has_a_name_of_its_own() -> None:
    assert len(set(FEATURES)) == len(FEATURES)


questions = st.one_of(
    any_text.map(lambda text: text[:MAX_QUESTION_CHARS]),
    st.sampled_from(["7", "誰", "ما هي عاصمة فرنسا؟", "who", "a" * MAX_QUESTION_CHARS, "ab " * 333]),
    st.lists(st.sampled_from(["storks", "nests", "when", "who", "many", "why", "not", "May"])).map(" ".join),
)


@given(st.lists(st.one_of(documents, prose, any_text), min_size=1, max_size=3), questions)
def test_features_of_any_question_about_any_text_are_numbers_in_their_bounds(
    texts: list[str], question: str
) -> None:
    try:
        features = measure_all(texts, question)
    except UnreadableDocument:  # which never gets so far
        reject()

    assert (len(FEATURES), np.float32) == (features.shape[1], features.dtype)
    assert np.isfinite(features).all()
    assert ((features[:, IN_POOL] >= 0) & (features[:, IN_POOL] <= 1)).all()
    assert ((features[:, SHARES] >= 0) & (features[:, SHARES] <= 1 + 1e-6)).all()
    assert np.isin(features[:, FLAGS], (0, 1)).all()


def test_what_is_in_the_pool_reaches_from_the_worst_to_the_best() -> None:
    features = measure_all(["Storks build nests. Markets open early."], "storks nests")

    for name in ("cosine_in_pool", "max_sentence_cosine_in_pool", "bm25_in_pool"):
        assert (0, 1) == (min(column(features, name)), max(column(features, name)))


def test_of_one_window_alone_nothing_is_greater() -> None:
    pool = make_pool(make_version("Storks."))
    query = make_query("storks", [("storks",)], [1.0])

    features = measure(pool, cut_windows(pool, query), query)

    assert [[0.0] * len(IN_POOL)] == features[:, IN_POOL].tolist()


def test_a_passages_own_scores_are_those_of_all_its_windows() -> None:
    pool = make_pool(make_version("Storks. Nests."), cosine=0.25, fused=0.75)
    query = make_query("storks", [("storks",)], [1.0])

    features = measure(pool, cut_windows(pool, query), query)

    assert ([0.25] * 3, [0.75] * 3) == (column(features, "passage_cosine"), column(features, "fused"))


def test_the_shape_of_a_window_is_told() -> None:
    text = " ".join(f"Stork number {n} builds." for n in range(12))
    pool = make_pool(make_version(text))
    query = make_query("storks", [("storks",)], [1.0])
    windows = cut_windows(pool, query)

    features = measure(pool, windows, query)

    sizes = (windows.last - windows.first + 1).tolist()
    assert [size == 1 for size in sizes] == column(features, "one_sentence")
    assert [size == 3 for size in sizes] == column(features, "three_sentences")
    beginnings = [max(1 - first / 10, 0) for first in windows.first.tolist()]
    assert beginnings == pytest.approx(column(features, "first_sentences"))
    assert np.log(windows.characters) == pytest.approx(column(features, "length"))


def test_what_is_asked_is_held_or_lacking_and_the_rest_neither() -> None:
    features = measure_all(["In 2019 storks came."], "When did storks come?")

    first = dict(zip(FEATURES, features[0].tolist(), strict=True))
    second = dict(zip(FEATURES, features[1].tolist(), strict=True))
    assert (1, 0) == (first["holds_expected_date"], first["lacks_expected_date"])
    assert (0, 1) == (second["holds_expected_date"], second["lacks_expected_date"])
    assert (0, 0) == (first["holds_expected_number"], second["lacks_expected_number"])


def test_what_is_about_something_else_is_off_topic_the_more_the_less_it_is_like_the_question() -> None:
    features = measure_all(["Storks build nests. Markets open early."], "storks build nests")

    expected = [min(cosine - 0.5, 0) for cosine in column(features, "cosine")]
    assert expected == pytest.approx(column(features, "on_topic"))
    assert (0, True) == (max(expected), min(expected) < 0)
