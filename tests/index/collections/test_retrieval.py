from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index
from index.collections.formats import JudgedCollection, read_judged_collection
from index.collections.record import Ids, fill
from index.collections.retrieval import (
    MEASURES,
    Retriever,
    grade_by_id,
    measure_ndcg,
    measure_recall,
    measure_reciprocal_rank,
    measure_retrieval,
)
from tests.fakes import HashingEncoder
from tests.index.evaluation.files import write_collection

Filled = tuple[JudgedCollection, Ids, Index]

WAYS = ["dense", "lexical", "fused", "ranked", "judged"]


def retriever_of(index: Index) -> Retriever:
    return Retriever(
        search=index.engine.search,
        encoder=index.engine.encoder,
        scorer=index.engine.scorer,
        answerer=index.engine.answerer,
    )


def test_the_discounted_gain_is_scikit_learn_s() -> None:
    ranking, grades = ["a", "b", "c", "d", "e"], {"b": 2, "d": 1, "e": 3}
    relevance = [[grades.get(document, 0) for document in ranking]]

    from sklearn.metrics import ndcg_score  # here, not above: all who collect tests would wait for it

    expected = ndcg_score(relevance, [[5, 4, 3, 2, 1]], k=10)

    assert pytest.approx(expected) == measure_ndcg(ranking, grades)


def test_a_relevant_document_that_is_not_ranked_lowers_the_gain() -> None:
    ideal = 1 + 1 / np.log2(3)

    assert pytest.approx(1 / ideal) == measure_ndcg(["a", "x"], {"a": 1, "lost": 1})


def test_only_the_first_ten_count() -> None:
    ranking = [*"0123456789", "a"]

    assert [0.0] * 3 == [measure(ranking, {"a": 1}) for measure in MEASURES.values()]


def test_recall_is_of_all_relevant_documents_and_the_reciprocal_rank_of_the_first() -> None:
    ranking, grades = ["x", "a", "b"], {"a": 1, "b": 1, "lost": 1, "c": 1}

    assert (0.5, 0.5) == (measure_recall(ranking, grades), measure_reciprocal_rank(ranking, grades))


@given(
    st.permutations("abcdefghijkl"), st.dictionaries(st.sampled_from("abcxyz"), st.integers(1, 3), min_size=1)
)
def test_every_measure_lies_between_0_and_1(ranking: list[str], grades: dict[str, int]) -> None:
    assert all(0 <= measure(ranking, grades) <= 1 + 1e-9 for measure in MEASURES.values())


def test_documents_with_the_same_text_are_one_with_the_better_grade() -> None:
    ids = {"d1": "one", "d2": "one", "d3": "two"}

    assert {"one": 2, "two": 1, "d9": 1} == grade_by_id({"d1": 1, "d2": 2, "d3": 1, "d9": 1}, ids)


@pytest.fixture
def filled(data: Path, encoder: HashingEncoder, tmp_path: Path) -> Iterator[Filled]:
    collection = read_judged_collection(write_collection(tmp_path))
    ids = fill(data, collection.documents, encoder)
    with Index.open(data, encoder=encoder) as index:
        yield collection, ids, index


def test_every_way_ranks_each_document_once(filled: Filled) -> None:
    _, ids, index = filled

    rankings = retriever_of(index).rank("Who closed the northern quay of the harbour?")

    assert WAYS == list(rankings)
    assert [ids["d1"]] * 5 == [ranking[0] for ranking in rankings.values()]
    assert all(len(set(ranking)) == len(ranking) for ranking in rankings.values())


def test_the_figures_are_over_all_judged_queries(filled: Filled) -> None:
    collection, ids, index = filled
    told: list[tuple[int, int]] = []

    figures = measure_retrieval(
        collection, ids, retriever_of(index), lambda done, total: told.append((done, total))
    )

    assert ("coll", 3, 2, [(1, 2), (2, 2)]) == (
        figures.collection,
        figures.documents,
        figures.questions,
        told,
    )
    assert WAYS == list(figures.by_way)
    assert {"n": 2, "ndcg@10": 1.0, "recall@10": 1.0, "mrr@10": 1.0} == figures.by_way["ranked"]
    assert (1.0, 1.0) == figures.intervals["ranked.ndcg@10"]
    assert 2 == figures.compared["ranked - fused"].n


def test_a_query_that_is_too_long_to_be_asked_is_ranked(filled: Filled) -> None:
    _, ids, index = filled

    rankings = retriever_of(index).rank("Who closed the northern quay of the harbour? " * 50)

    assert [ids["d1"]] * 5 == [ranking[0] for ranking in rankings.values()]


def test_a_question_that_finds_nothing_ranks_nothing_by_windows(record: Index) -> None:
    rankings = retriever_of(record).rank("Who?")

    assert [(way, []) for way in WAYS] == list(rankings.items())
