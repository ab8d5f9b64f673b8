"""Evaluation cases: questions with what answers them, and the result of asking each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.domain.answer import Answer, Quotation
from index.domain.document import Document
from index.domain.progress import Progress, no_progress
from index.evaluation.judged_questions import BOTH_SIDES, JudgedQuestion, locate_gold

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


Ask = Callable[[str, int], Answer]
"""A question and the most quotations wanted, to the answer."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A task, its answer, and what of the targets was found.

    `found_at` holds, for each target, the rank (from 0) of the first passage shown that holds it: of the
    quotations, or of the nearest passages where the answer is silent.
    """

    task: EvaluationCase
    answer: Answer
    found_at: tuple[int | None, ...]
    verbatim: tuple[bool, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the record holds the answer."""
        return bool(self.task.targets)

    def sides_found(self, depth: int) -> list[bool]:
        """Which of the sides (or lone targets) the first `depth` quotations give; none where it is silent."""
        return [self.answer.answered and found for found in self._sides_shown(depth)]

    def hits(self, depth: int) -> bool:
        """Whether the first `depth` quotations answer: every side where both are asked, else one target."""
        return self.answer.answered and self.shows(depth)

    def shows(self, depth: int) -> bool:
        """The same before silence: whether the first `depth` passages answer, nearest ones included."""
        found = self._sides_shown(depth)
        return all(found) if self.task.kind == BOTH_SIDES else any(found)

    def _sides_shown(self, depth: int) -> list[bool]:
        sides: dict[str, bool] = {}
        for number, (target, rank) in enumerate(zip(self.task.targets, self.found_at, strict=True)):
            name = target.side or f"target {number}"
            sides[name] = sides.get(name, False) or (rank is not None and rank < depth)
        return list(sides.values())


def run_cases(
    tasks: Sequence[EvaluationCase],
    ask: Ask,
    documents: Iterable[Document],
    *,
    depth: int,
    progress: Progress = no_progress,
) -> list[CaseResult]:
    """Ask every task for `depth` quotations, of a record that holds the documents."""
    by_id = {document.id: document for document in documents}
    outcomes = []
    for task in tasks:
        outcomes.append(_judge(task, ask(task.question, depth), by_id))
        progress(len(outcomes), len(tasks))
    return outcomes


def _judge(task: EvaluationCase, answer: Answer, documents: Mapping[str, Document]) -> CaseResult:
    shown = answer.quotations or answer.nearest
    verbatim = (documents[q.document_id].text[q.start : q.end] == q.text for q in answer.quotations)
    found_at = (_rank(shown, target, documents) for target in task.targets)
    return CaseResult(task, answer, tuple(found_at), tuple(verbatim))


def _rank(shown: Sequence[Quotation], target: GoldTarget, documents: Mapping[str, Document]) -> int | None:
    for rank, quotation in enumerate(shown):
        if target.holds(documents[quotation.document_id], quotation.start, quotation.end):
            return rank
    return None
