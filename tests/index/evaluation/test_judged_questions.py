import json
from pathlib import Path
from typing import Any

import pytest

from index import Index
from index.errors import BadQuestions
from index.evaluation.judged_questions import JudgedQuestion, locate_gold, read_questions
from tests.index.writing import add, write

QUESTION: dict[str, Any] = {"id": "q1", "question": "Who?", "kind": "who", "gold": []}


def write_lines(folder: Path, *lines: str) -> Path:
    return write(folder / "questions.jsonl", "\n".join(lines))


def test_blank_lines_and_further_keys_are_passed_over(tmp_path: Path) -> None:
    path = write_lines(tmp_path, "", json.dumps({**QUESTION, "facts": ["F1"], "half": "tuning"}), "")

    assert [JudgedQuestion(**QUESTION, half="tuning")] == read_questions(path)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["{"], "line 1"),
        ([json.dumps(QUESTION), json.dumps({"id": "q2"})], "line 2: question"),
        ([json.dumps({**QUESTION, "gold": [{"document": "A"}]})], "line 1: gold.0.quote"),
        ([], "has no questions"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, lines: list[str], told: str) -> None:
    with pytest.raises(BadQuestions, match=told):
        read_questions(write_lines(tmp_path, *lines))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def test_a_gold_quote_is_found_wherever_it_stands(record: Index) -> None:
    document = add(record, "We disagree. They agree with us. We disagree.", title="Letter")
    gold = [{"document": "Letter", "quote": "We disagree."}]
    question = JudgedQuestion.model_validate({**QUESTION, "gold": gold})

    expected = [[(document.id, 0, 12), (document.id, 33, 45)]]

    assert expected == locate_gold(question, {"Letter": document})


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ({"document": "Other", "quote": "We disagree."}, "no document"),
        ({"document": "Letter", "quote": "We agree."}, "is not in"),
        ({"document": "Letter", "quote": ""}, "is not in"),
    ],
)
def test_gold_that_is_not_on_the_record_is_refused(record: Index, gold: dict[str, str], told: str) -> None:
    document = add(record, "We disagree.", title="Letter")
    question = JudgedQuestion.model_validate({**QUESTION, "gold": [gold]})

    with pytest.raises(BadQuestions, match=told):
        locate_gold(question, {"Letter": document})
