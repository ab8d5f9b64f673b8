"""From scored windows to candidates."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index
from index.answering.candidate_scorer import ScoredWindows
from index.answering.candidates import locate, select_candidates
from index.answering.features import measure
from index.answering.question import Question
from index.answering.ranker import Ranker
from index.answering.windows import cut_windows
from index.attribution.sentence_attribution import Attribution
from index.store.rows import StoredVersion
from tests.fakes import HashingEncoder, OverlapReader
from tests.index.answering.asking import WEIGHTS, Asked, GivenReader
from tests.index.answering.pools import make_pool, make_query, make_version
from tests.index.writing import add

QUESTION = "Does the ferry carry lorries?"
LETTER = "The ferry does not carry lorries. It carries passengers and bicycles. The ferry is old."
STATEMENT = "Lorries go by ferry, and every driver knows it. The bridge carries lorries as well."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter of the ferry, a statement of the bridge, and an article that repeats the letter."""
    folder = tmp_path_factory.mktemp("judged") / "data"
    with Index.open(folder, encoder=HashingEncoder()) as record:
        ferry = {"kind": "letter", "author": "Ada Ferrier", "party": "ferry", "published": "2020"}
        add(record, LETTER, title="Letter", **ferry)
        add(record, STATEMENT, title="Statement", kind="statement", author="Bo Pontis", party="bridge")
        copy = "Ships are dear. The ferry does not carry lorries. Storks came."
        add(record, copy, title="Article", party="press", published="2019")
    return folder


@pytest.fixture
def asked(filled: Path) -> Iterator[Asked]:
    with Asked(filled) as asked:
        yield asked


def test_candidates_come_the_best_first_and_each_knows_its_place(asked: Asked) -> None:
    weighed = asked.weigh(QUESTION)
    candidates = asked.judge(QUESTION)

    orders = [one.order for one in candidates]
    assert sorted(orders, reverse=True) == orders
    for one in candidates:
        version, first, last = locate(weighed, one.window)
        assert (version.id, first, last) == (one.version.id, one.first, one.last)
        assert 0 <= one.probability <= 1
        assert one.logit is None
        assert asked.quotations.attribution(version).of(first, last) == one.attribution


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_more_candidates_than_asked_for(asked: Asked, count: int) -> None:
    assert count == len(asked.judge(QUESTION, count))


def test_what_two_documents_say_is_one_candidate_with_the_other_beside_it(asked: Asked) -> None:
    weighed = asked.weigh(QUESTION)
    best = asked.judge(QUESTION)[0]

    assert ("Article", 1, 1) == (best.version.document.title, best.first, best.last)
    [(version, first, last)] = [locate(weighed, window) for window in best.also_in]
    assert ("Letter", 0, 0) == (version.document.title, first, last)


def test_a_copy_that_the_filters_do_not_admit_is_neither_shown_nor_named(asked: Asked) -> None:
    best = asked.judge(QUESTION, party="ferry")[0]

    assert ("Letter", ()) == (best.version.document.title, best.also_in)
    assert {"ferry"} == {one.attribution.party for one in asked.judge(QUESTION, party="ferry")}


def test_somebody_quoted_in_a_copy_is_shown_by_the_words_that_are_theirs(record: Index, data: Path) -> None:
    """The copy is older and admitted by the filter, but has no known speaker there."""
    words = "The ferry does not carry lorries."
    add(record, f"{words} “It is far too old,” said Ada Ferrier.", party="press", published="2001")
    add(record, words, kind="letter", author="Ada Ferrier", party="ferry", published="2020", title="Own")
    record.engine.search.catch_up()

    with Asked(data) as asked:
        [first, *_] = asked.judge(QUESTION, 8, speaker="Ada Ferrier")
        assert ("Own", "Ada Ferrier") == (first.version.document.title, first.attribution.speaker)


def test_a_reader_reads_the_best_and_orders_them_anew(filled: Path) -> None:
    reader = OverlapReader()
    with Asked(filled, reader=reader) as asked:
        before = asked.weigh("Does the fery carry lorries?")
        candidates = asked.judge("Does the fery carry lorries?", 5)

    texts = [cut(one.version, one.first, one.last) for one in candidates]
    assert [QUESTION] == reader.questions
    assert sorted(texts) == sorted(reader.windows)
    assert reader.score(QUESTION, texts).tolist() == pytest.approx([one.logit for one in candidates])
    logits = [one.logit for one in candidates]
    assert sorted(logits, key=lambda logit: -(logit or 0)) == logits
    assert len(before.scores) > len(candidates)


def test_a_reader_goes_before_the_ranking(filled: Path) -> None:
    """With the weights of these tests it does: the reranker gives the first window a low logit."""

    class ContraryReader(OverlapReader):
        def score(self, question: str, windows: Any) -> Any:
            return -super().score(question, windows)

    with Asked(filled) as plain, Asked(filled, reader=ContraryReader()) as contrary:
        first = plain.judge(QUESTION, 4)[0]
        last = contrary.judge(QUESTION, 4)[-1]

    assert (first.version.id, first.first, first.last) == (last.version.id, last.first, last.last)


@pytest.mark.parametrize(("logit", "first"), [(1.0, "Letter"), (-2.0, "Briefing")])
def test_a_source_goes_before_a_briefing_where_it_answers_and_not_where_it_does_not(
    record: Index, data: Path, logit: float, first: str
) -> None:
    told, said = "The ferry may carry lorries, it was told.", "The ferry may carry lorries."
    add(record, told, title="Briefing", kind="briefing")
    add(record, said, title="Letter", kind="letter")
    record.engine.search.catch_up()

    with Asked(data, reader=GivenReader({told: 1.5, said: logit})) as asked:
        candidates = asked.judge(QUESTION)

    assert first == candidates[0].version.document.title


class NoSides:
    """No quotation has a known speaker."""

    def attribution(self, version: StoredVersion) -> "NoSides":
        return self

    def of(self, first: int, last: int) -> Attribution:
        return Attribution(None, None, "none")

    def parties_in(self, first: int, last: int) -> frozenset[str]:
        return frozenset()


sentences = st.sampled_from(["Storks came.", "Boats left.", "Fog fell.", "Ann slept.", "Nobody ate."])
stories = st.lists(sentences, min_size=1, max_size=5).map(" ".join)


@given(
    st.lists(st.tuples(stories, st.sampled_from(["2019", "2020", None])), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
    st.integers(1, 9),
)
def test_no_two_candidates_share_a_sentence_whatever_is_said_twice(
    told: list[tuple[str, str | None]], chance: Any, count: int
) -> None:
    pool = make_pool(*(make_version(text, n, published=date) for n, (text, date) in enumerate(told)))
    query = make_query("storks", [("storks",)], [1.0])
    windows = cut_windows(pool, query)
    scores = np.array([chance.random() for _ in windows.passage], np.float32)
    question = Question("storks", "storks", (("storks",),))
    weighed = ScoredWindows(question, pool, windows, measure(pool, windows, query), scores)

    candidates = select_candidates(
        weighed,
        count,
        ranker=Ranker(WEIGHTS),
        reranker=None,
        quotations=NoSides(),  # type: ignore[arg-type]
        operating_point=0.5,
    )

    assert 1 <= len(candidates) <= count
    for one, other in combinations(candidates, 2):
        is_apart = one.last < other.first or other.last < one.first
        assert one.version.id != other.version.id or is_apart
    for one in candidates:
        said = [cut(*locate(weighed, window)) for window in (one.window, *one.also_in)]
        assert 1 == len(set(said))
        assert len(said) == len({locate(weighed, w)[0].id for w in (one.window, *one.also_in)})


def cut(version: StoredVersion, first: int, last: int) -> str:
    own = version.split.sentences[first : last + 1]
    return version.document.text[own[0].start : own[-1].end]
