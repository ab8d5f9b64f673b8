import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index
from index.collections.benchmark import (
    Benchmark,
    BenchmarkFormat,
    QuestionsBenchmark,
    ReadingBenchmark,
    RetrievalBenchmark,
    detect_format,
    sample_items,
)
from index.collections.record import fill
from index.collections.retrieval import RetrievalMetrics
from index.errors import BadQuestions
from index.evaluation.evaluation import Evaluation
from tests.fakes import HashingEncoder
from tests.index.evaluation.files import STORKS, write_articles, write_collection
from tests.index.writing import add, write


def write_questions(folder: Path, count: int = 1) -> Path:
    gold = [{"document": "Storks", "quote": "Storks build their nests on chimneys."}]
    rows = [
        {
            "id": f"q{n}",
            "question": "Where do storks build their nests?",
            "kind": "direct",
            "gold": gold,
            "half": f"h{n % 2}",
        }
        for n in range(count)
    ]
    return write(folder / "questions.jsonl", "\n".join(map(json.dumps, rows)))


def run(benchmark: Benchmark, data: Path, encoder: HashingEncoder, question: str) -> tuple[Any, list[str]]:
    """The metrics on a record of a collection, and the targets of one question."""
    assert benchmark.documents is not None
    ids = fill(data, benchmark.documents, encoder)
    with Index.open(data, encoder=encoder) as index:
        task = benchmark.make_case(question, index, ids)
        return benchmark.measure(index, ids, lambda done, total: None), [one.name for one in task.targets]


def test_each_form_is_known_by_its_looks(tmp_path: Path) -> None:
    paths = (write_questions(tmp_path), write_articles(tmp_path), write_collection(tmp_path))

    assert [BenchmarkFormat.QUESTIONS, BenchmarkFormat.READING, BenchmarkFormat.RETRIEVAL] == [
        detect_format(path) for path in paths
    ]


def test_judged_questions_are_asked_of_the_record_at_hand(record: Index, tmp_path: Path) -> None:
    add(record, STORKS, title="Storks")
    benchmark = QuestionsBenchmark(write_questions(tmp_path, 4), half="h1")

    evaluation = benchmark.measure(record, {}, lambda done, total: None)

    assert (None, 2, 1.0) == (benchmark.documents, evaluation.questions, evaluation.hit_1)
    assert "q0" == benchmark.make_case("q0", record, {}).id


def test_a_half_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match='no questions in the half "none"'):
        QuestionsBenchmark(write_questions(tmp_path), half="none")


def test_articles_are_asked_about(data: Path, encoder: HashingEncoder, tmp_path: Path) -> None:
    measured, targets = run(ReadingBenchmark(write_articles(tmp_path)), data, encoder, "h1")

    assert isinstance(measured, Evaluation)
    assert (4, 3, 1.0) == (measured.questions, measured.answerable, measured.hit_3)
    assert (["answerable"], ["near-miss"]) == (list(measured.by_kind), list(measured.unanswerable))
    assert ["The harbour master"] == targets


def test_some_articles_are_a_record_of_their_own(data: Path, encoder: HashingEncoder, tmp_path: Path) -> None:
    benchmark = ReadingBenchmark(write_articles(tmp_path), titles=["Storks"])

    measured, _ = run(benchmark, data, encoder, "s1")

    assert (["Storks"], 1) == ([one.name for one in benchmark.documents], measured.questions)
    assert [True, False] == [benchmark.has_question(wanted) for wanted in ("s1", "h1")]


def test_articles_that_nothing_is_asked_about_are_refused(tmp_path: Path) -> None:
    path = write_articles(tmp_path, [{"title": "A", "paragraphs": [{"context": "One.", "qas": []}]}])

    with pytest.raises(BadQuestions, match="no questions about these articles"):
        ReadingBenchmark(path)


def test_documents_are_ranked_for_queries(data: Path, encoder: HashingEncoder, tmp_path: Path) -> None:
    measured, targets = run(RetrievalBenchmark(write_collection(tmp_path)), data, encoder, "q2")

    assert isinstance(measured, RetrievalMetrics)
    assert (2, ["Storks", "Mills"]) == (measured.questions, targets)


def test_a_sample_asks_less_of_the_same_record(data: Path, encoder: HashingEncoder, tmp_path: Path) -> None:
    benchmark = RetrievalBenchmark(write_collection(tmp_path), sample=1)

    measured, _ = run(benchmark, data, encoder, "q1")

    assert (1, 3) == (measured.questions, measured.documents)


@given(st.lists(st.integers()), st.none() | st.integers(0, 30))
def test_a_sample_is_the_same_each_time_and_in_order(items: list[int], count: int | None) -> None:
    sample = sample_items(list(enumerate(items)), count)

    assert sample == sample_items(list(enumerate(items)), count) == sorted(sample)
    assert (len(items) if count is None else min(count, len(items))) == len(sample)
