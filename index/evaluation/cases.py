"""Tasks: questions from whatever form of file, with what answers them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.domain.document import Document
from index.evaluation.judged_questions import JudgedQuestion, locate_gold

_COVERED: Final = 0.6
"""The share of a gold quote's characters that a quotation must hold."""

Holds = Callable[[Document, int, int], bool]
"""Whether the words from `start` to `end` of a document hold an answer."""

Place = tuple[str, int, int]
"""A document's id, and the start and the end of words in it."""


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """What answers a question. Of the targets of one `side` any one is enough; a target may have no side."""

    name: str
    side: str | None
    holds: Holds


@dataclass(frozen=True, slots=True)
class EvaluationCase:
    """A question to be asked and all that answers it: no targets where the record must stay silent."""

    id: str
    question: str
    kind: str
    targets: tuple[GoldTarget, ...]


def make_case_from_quotes(question: JudgedQuestion, documents: Mapping[str, Document]) -> EvaluationCase:
    """The task of finding gold quotes; `documents` maps ids and titles. Raises BadQuestions."""
    places = locate_gold(question, documents)
    targets = (
        GoldTarget(gold.quote, gold.side, _cover(own))
        for gold, own in zip(question.gold, places, strict=True)
    )
    return EvaluationCase(question.id, question.question, question.kind, tuple(targets))


def name_documents(documents: Sequence[Document]) -> dict[str, Document]:
    """Documents by their titles and by their ids."""
    return {name: document for document in documents for name in (document.title, document.id)}


def _cover(places: Sequence[Place]) -> Holds:
    """Holds most of a quote that stands in these places."""

    def hold(document: Document, start: int, end: int) -> bool:
        return any(
            document.id == own and min(end, last) - max(start, first) >= _COVERED * (last - first)
            for own, first, last in places
        )

    return hold
