"""The judged questions keep to the shipped corpus and to the shape that measuring needs."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from index.corpus.folder import list_files
from index.reading.files import extract_text

CORPUS = Path("corpus")
QUESTIONS = Path("tests/data/questions.jsonl")


@cache
def read_texts() -> dict[str, str]:
    """The text of each document by its title."""
    readings = [extract_text(file.raw, file.path, is_trusted=True) for file in list_files(CORPUS)]
    return {reading.found["title"]: reading.text for reading in readings}


def read_questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


ALL = read_questions()
ANSWERABLE = [question for question in ALL if question["answerable"]]
UNANSWERABLE = [question for question in ALL if not question["answerable"]]


def test_no_two_documents_have_the_same_title() -> None:
    assert len(read_texts()) == len(list_files(CORPUS))


def test_no_two_questions_have_the_same_id() -> None:
    ids = [question["id"] for question in ALL]

    assert sorted(set(ids)) == sorted(ids)


def test_there_are_at_least_300_answerable_and_100_unanswerable_questions() -> None:
    assert (len(ANSWERABLE) >= 300, len(UNANSWERABLE) >= 100) == (True, True)


def test_every_question_is_in_a_half() -> None:
    assert {question["half"] for question in ALL} == {"tuning", "reporting"}


def test_every_answerable_question_has_gold() -> None:
    assert [question["id"] for question in ANSWERABLE if not question["gold"]] == []


def test_every_answerable_question_names_the_facts_it_asks() -> None:
    assert [question["id"] for question in ANSWERABLE if not question["facts"]] == []


def test_no_unanswerable_question_has_gold() -> None:
    assert [question["id"] for question in UNANSWERABLE if question["gold"]] == []


def test_every_gold_quote_stands_in_the_document_of_its_title() -> None:
    marked = [(question["id"], gold) for question in ALL for gold in question["gold"]]

    assert [(id, g) for id, g in marked if g["quote"] not in read_texts().get(g["document"], "")] == []


def test_no_gold_quote_is_marked_twice_for_one_side_of_a_question() -> None:
    marked = [
        (question["id"], gold["document"], gold["quote"], gold.get("side"))
        for question in ALL
        for gold in question["gold"]
    ]

    assert sorted(set(marked), key=str) == sorted(marked, key=str)


def test_only_a_both_sides_question_has_gold_of_sides() -> None:
    wrong = [q["id"] for q in ANSWERABLE for g in q["gold"] if ("side" in g) != (q["kind"] == "both-sides")]

    assert wrong == []
