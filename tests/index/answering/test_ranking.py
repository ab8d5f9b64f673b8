"""The order of windows, and the choice among those that overlap."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.answering.ranking import choose, rank
from index.answering.windows import PoolPassage, Windows
from tests.index.answering.test_windows import make_version

TWELVE = make_version("One is. Two is. Three is. Four is.\n\nHead\n\nFive is. Six is. Seven is. Eight is.")


def make_windows(places: list[tuple[int, int, int]], **columns: list[float]) -> Windows:
    """Windows by passage, first and last sentence; what is not given is 0 for all of them."""
    passage, first, last = (np.array(part, np.int64) for part in zip(*places, strict=True))
    zeros = [0.0] * len(places)
    names = ("cosine", "peak", "bm25", "covered", "characters")
    values: dict[str, Any] = {name: np.array(columns.get(name, zeros), np.float32) for name in names}
    return Windows(passage=passage, first=first, last=last, **values)


def test_each_sign_of_an_answer_raises_a_window() -> None:
    pool = [PoolPassage(TWELVE, 0, 0.5)]

    for sign in ("cosine", "peak", "bm25", "covered"):
        windows = make_windows([(0, 0, 0), (0, 1, 1)], **{sign: [0.1, 0.2]})
        assert [1, 0] == np.argsort(-rank(pool, windows)).tolist()


def test_a_better_passage_raises_its_windows() -> None:
    pool = [PoolPassage(TWELVE, 0, 0.2), PoolPassage(TWELVE, 1, 0.9)]

    assert 1 == rank(pool, make_windows([(0, 0, 0), (1, 4, 4)])).argmax()


def test_a_source_goes_before_a_briefing_where_it_answers_and_not_where_it_does_not() -> None:
    briefing = make_version("A briefing tells of it.", 2, "briefing")
    pool = [PoolPassage(briefing, 0, 0.5), PoolPassage(TWELVE, 0, 0.5)]
    places = [(0, 0, 0), (1, 0, 0)]

    answering = rank(pool, make_windows(places, cosine=[0.9, 0.8], covered=[1.0, 1.0]))
    silent = rank(pool, make_windows(places, cosine=[0.3, 0.2], covered=[0.2, 0.2]))

    assert (1, 0) == (int(answering.argmax()), int(silent.argmax()))


runs = st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 2))


@given(st.lists(st.tuples(runs, st.floats(0, 4)), min_size=1, max_size=20))
def test_the_best_are_chosen_and_none_shares_a_sentence_with_a_better_one(
    scored: list[tuple[tuple[int, int, int], float]],
) -> None:
    pool = [PoolPassage(TWELVE, 0, 0.5), PoolPassage(TWELVE, 1, 0.5)]
    places = [(p, 4 * p + a, 4 * p + min(a + length, 3)) for (p, a, length), _ in scored]
    scores = np.array([score for _, score in scored], np.float32)
    windows = make_windows(places)

    chosen = list(choose(windows, scores, pool))

    taken: set[int] = set()
    expected = []
    for number in sorted(range(len(places)), key=lambda n: -scores[n]):
        sentences = set(range(places[number][1], places[number][2] + 1))
        if not sentences & taken:
            taken |= sentences
            expected.append(number)
    assert expected == chosen


def test_the_same_sentences_of_two_documents_do_not_overlap() -> None:
    other = make_version("One is. Two is.", 2)
    pool = [PoolPassage(TWELVE, 0, 0.5), PoolPassage(other, 0, 0.5)]

    chosen = choose(make_windows([(0, 0, 1), (1, 0, 1)]), np.array([1, 2], np.float32), pool)

    assert [1, 0] == list(chosen)
