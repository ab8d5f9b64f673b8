"""The command that measures, on questions and collections written here."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index import Index
from index.collections.retrieval import RetrievalMetrics
from index.encoding.encoder import Vectors
from index.evaluation.evaluation import Evaluation
from index.evaluation.explanation import Explanation
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run
from tests.index.evaluation.files import write_articles, write_collection
from tests.index.writing import write

HOSTING = {
    "id": "q1",
    "question": "Does Cloudflare host the referenced websites?",
    "kind": "direct",
    "half": "tuning",
    "gold": [
        {
            "document": "Letter to the office",
            "quote": "Cloudflare does not host the referenced websites.",
        }
    ],
}
ZEBRAS = {"id": "q2", "question": "Zebra xylophone?", "kind": "far", "half": "reporting", "gold": []}


class HashingModel:
    """Stands in for a sentence-transformers model."""

    def __init__(self, *_wanted: str, **_options: Any) -> None:
        self._encoder = HashingEncoder()

    def encode(self, texts: Sequence[str], **_options: Any) -> Vectors:
        return self._encoder.encode(texts)


@pytest.fixture
def measure(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `evaluate` with that model and without a reranker."""
    monkeypatch.setitem(
        sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=HashingModel)
    )
    monkeypatch.setenv("RECORD_READER", "none")
    return lambda *arguments: run("evaluate", *arguments)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write(tmp_path / "questions.jsonl", "\n".join(map(json.dumps, (HOSTING, ZEBRAS))))


def test_judged_questions_are_asked_of_the_record_at_hand(
    measure: Run, filled: Filled, questions: Path
) -> None:
    measured = measure(str(questions), "--json").json

    assert (2, 1, 1.0, 1.0) == (
        measured["questions"],
        measured["answerable"],
        measured["hit@1"],
        measured["verbatim"],
    )
    assert {"direct": {"n": 1, "hit@1": 1.0, "hit@3": 1.0, "hit@5": 1.0}} == measured["by_kind"]


def test_the_table_shows_every_figure_with_its_interval(
    measure: Run, filled: Filled, questions: Path
) -> None:
    result = measure(str(questions))

    assert 0 == result.status
    assert "2 questions, 1 with an answer on the record." == result.out.splitlines()[0]
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert f"direct 1{' 1.000 (0.21–1.00)' * 3}" in lines
    assert "far 1 0.000 (0.00–0.79) 1.000 (0.00–1.00)" in lines
    assert "silence, recall 1 1.000 (0.21–1.00)" in lines
    assert {"0.0 to 0.1", "0.9 to 1.0"} <= {line[:10] for line in lines}


def test_a_half_of_the_questions_is_asked(measure: Run, filled: Filled, questions: Path) -> None:
    assert 1 == measure(str(questions), "--half", "tuning", "--json").json["questions"]


def test_a_sample_of_the_questions_is_asked(measure: Run, filled: Filled, questions: Path) -> None:
    assert 1 == measure(str(questions), "--sample", "1", "--json").json["questions"]


def test_a_question_is_explained_by_its_id(measure: Run, filled: Filled, questions: Path) -> None:
    explanation = Explanation.model_validate(measure(str(questions), "--explain", "q1", "--json").json)

    assert ("q1", True, True) == (explanation.id, explanation.answered, explanation.candidates[0].is_gold)


def test_a_question_is_explained_by_its_words(measure: Run, filled: Filled, questions: Path) -> None:
    result = measure(str(questions), "--explain", "Where do storks build nests?")

    assert (0, "") == (result.status, result.err)
    assert result.out.startswith("Where do storks build nests?\n")
    assert "GOLD" not in result.out


def test_a_collection_of_articles_is_measured_and_leaves_nothing(
    measure: Run, data: Path, tmp_path: Path
) -> None:
    result = measure(str(write_articles(tmp_path)), "--json")

    assert 4 == Evaluation.model_validate(_by_name(result.json)).questions
    assert not data.exists()


def test_some_articles_are_measured(measure: Run, tmp_path: Path) -> None:
    path = str(write_articles(tmp_path))

    assert [1, 4] == [
        measure(path, "--articles", titles, "--json").json["questions"]
        for titles in ("Storks", "Storks, The harbour")
    ]


def test_a_collection_of_judged_documents_is_measured_and_kept_where_data_is_named(
    measure: Run, tmp_path: Path
) -> None:
    folder, kept = str(write_collection(tmp_path)), tmp_path / "kept"

    measured = RetrievalMetrics.model_validate(measure(folder, "--data", str(kept), "--json").json)
    again = measure(folder, "--data", str(kept))

    assert (2, 3) == (measured.questions, measured.documents)
    assert again.out.startswith("coll: 2 queries, 3 documents\n")
    assert "nDCG@10, ranked - fused: " in again.out
    with Index.open(kept, encoder=HashingEncoder("sentence-transformers/all-MiniLM-L6-v2")) as index:
        assert 3 == len(index.documents())


def test_a_query_of_a_collection_is_explained(measure: Run, tmp_path: Path) -> None:
    result = measure(str(write_collection(tmp_path)), "--explain", "q2")

    assert (0, True) == (result.status, "“Mills”" in result.out)


def test_a_record_that_is_no_such_collection_is_left_alone(
    measure: Run, filled: Filled, tmp_path: Path
) -> None:
    result = measure(str(write_collection(tmp_path)), "--data", str(filled.folder))

    assert (1, "") == (result.status, result.out)
    assert "holds the record of another" in result.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--explain", "q9"], 'has no question "q9"'),
        (["--half", "none"], 'has no questions in the half "none"'),
    ],
)
def test_what_the_file_does_not_hold_is_told(
    run: Run, questions: Path, options: list[str], told: str
) -> None:
    result = run("evaluate", str(questions), *options)

    assert (1, True) == (result.status, told in result.err)


def test_an_article_that_is_not_in_the_file_is_told(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", str(write_articles(tmp_path)), "--articles", "Cranes")

    assert (1, True) == (result.status, 'no article "Cranes"' in result.err)


def test_options_of_another_form_are_wrong_usage(run: Run, questions: Path, tmp_path: Path) -> None:
    results = [
        run("evaluate", str(questions), "--articles", "Storks"),
        run("evaluate", str(write_articles(tmp_path)), "--half", "tuning"),
        run("evaluate", str(write_collection(tmp_path)), "--half", "tuning"),
        run("evaluate", str(questions), "--sample", "0"),
    ]

    assert [2] * 4 == [result.status for result in results]


def _by_name(dumped: dict[str, Any]) -> dict[str, Any]:
    """The object with its field names, which cannot contain `@`."""
    return {name.replace("@", "_"): value for name, value in dumped.items()}
