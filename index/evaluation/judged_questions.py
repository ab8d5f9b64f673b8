"""Judged questions: questions with their gold quotes, as JSON lines."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from index.domain.document import Document
from index.errors import BadQuestions

EVERY_SIDE: Final = "both-sides"
"""The kind of question whose answer needs a quotation from every side."""


class Gold(BaseModel):
    """A quote that answers, from a document named by title or id.

    Of quotes with the same `side`, any one is enough.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    quote: str
    side: str | None = None


class JudgedQuestion(BaseModel):
    """A question with all quotes of the record that answer it; without any, the record should be silent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    kind: str
    gold: tuple[Gold, ...]
    half: str | None = None


def read_questions(path: Path) -> list[JudgedQuestion]:
    """The questions of a file. Raises BadQuestions with the line of the first error."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{path} cannot be read. Name a file of questions, one a line.") from error
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(JudgedQuestion.model_validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"])) or "the line"
            raise BadQuestions(
                f"{path}, line {number}: {where}: {fault['msg']}. Please correct it."
            ) from error
    if not questions:
        raise BadQuestions(f"{path} has no questions.")
    return questions


def write_questions(path: Path, questions: Iterable[JudgedQuestion]) -> None:
    """Write a new file for `read_questions`. Raises BadQuestions if it exists or cannot be written."""
    lines = [f"{question.model_dump_json(exclude_none=True)}\n" for question in questions]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(lines)
    except FileExistsError as error:
        raise BadQuestions(f"{path} exists already. Name another file, or delete it.") from error
    except OSError as error:
        raise BadQuestions(f"{path} cannot be written ({error.strerror}). Name another file.") from error


def locate_gold(
    question: JudgedQuestion, documents: Mapping[str, Document]
) -> list[list[tuple[str, int, int]]]:
    """All occurrences of each gold quote: a list of `(document id, start, end)` for each.

    `documents` maps ids and titles to documents. Raises BadQuestions for a quote that is not on the record.
    """
    return [_locate(gold, question.id, documents) for gold in question.gold]


def _locate(gold: Gold, question: str, documents: Mapping[str, Document]) -> list[tuple[str, int, int]]:
    document = documents.get(gold.document)
    if document is None:
        raise BadQuestions(f'Question {question}: no document on the record is called "{gold.document}".')
    occurrences = []
    start = document.text.find(gold.quote)
    while start >= 0 and gold.quote:
        occurrences.append((document.id, start, start + len(gold.quote)))
        start = document.text.find(gold.quote, start + 1)
    if not occurrences:
        raise BadQuestions(f'Question {question}: "{gold.quote}" is not in "{gold.document}".')
    return occurrences
