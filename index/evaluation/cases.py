"""Evaluation cases: questions with their gold targets, and the result of asking each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.domain.answer import Answer, Quotation
from index.domain.document import Document
from index.domain.progress import Progress, no_progress
from index.evaluation.judged_questions import EVERY_SIDE, JudgedQuestion, locate_gold

_MIN_COVERED_SHARE: Final = 0.6
"""Of a gold quote's characters: a quotation that contains this share counts as the answer."""

Holds = Callable[[Document, int, int], bool]
"""Whether the slice from `start` to `end` of a document's text contains an answer."""

Location = tuple[str, int, int]
"""A document's id, and half-open offsets into its text."""


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """An answer to a question. Of the targets with the same `side`, any one is enough."""

    name: str
    side: str | None
    holds: Holds


@dataclass(frozen=True, slots=True)
class EvaluationCase:
    """A question with all its answers; without targets, the record should be silent."""

    id: str
    question: str
    kind: str
    targets: tuple[GoldTarget, ...]


def make_case_from_quotes(question: JudgedQuestion, documents: Mapping[str, Document]) -> EvaluationCase:
    """The case of finding gold quotes. `documents` maps ids and titles. Raises BadQuestions."""
    locations = locate_gold(question, documents)
    targets = (
        GoldTarget(gold.quote, gold.side, _covers(own))
        for gold, own in zip(question.gold, locations, strict=True)
    )
    return EvaluationCase(question.id, question.question, question.kind, tuple(targets))


def name_documents(documents: Sequence[Document]) -> dict[str, Document]:
    """Documents by title and by id."""
    return {name: document for document in documents for name in (document.title, document.id)}


def _covers(locations: Sequence[Location]) -> Holds:
    """A test of whether a slice contains most of a quote at one of its locations."""

    def hold(document: Document, start: int, end: int) -> bool:
        return any(
            document.id == own and min(end, last) - max(start, first) >= _MIN_COVERED_SHARE * (last - first)
            for own, first, last in locations
        )

    return hold


Ask = Callable[[str, int], Answer]
"""Answers a question with at most the given number of quotations."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, its answer, and the ranks at which its targets were found.

    `found_at` is, for each target, the rank (from 0) of the first quotation that contains it or, if the
    answer is silent, of the first closest passage.
    """

    case: EvaluationCase
    answer: Answer
    found_at: tuple[int | None, ...]
    verbatim: tuple[bool, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the record contains an answer."""
        return bool(self.case.targets)

    def found_by_side(self, depth: int) -> list[bool]:
        """For each side (or target without one), whether the first `depth` quotations give it."""
        return [self.answer.answered and found for found in self._shown_by_side(depth)]

    def hits(self, depth: int) -> bool:
        """Whether the first `depth` quotations answer: all sides if both are asked, else any target."""
        return self.answer.answered and self.shows(depth)

    def shows(self, depth: int) -> bool:
        """Like `hits`, but a silent answer's closest passages count as quotations."""
        found = self._shown_by_side(depth)
        return all(found) if self.case.kind == EVERY_SIDE else any(found)

    def _shown_by_side(self, depth: int) -> list[bool]:
        shown_by_side: dict[str, bool] = {}
        for number, (target, rank) in enumerate(zip(self.case.targets, self.found_at, strict=True)):
            name = target.side or f"target {number}"
            shown_by_side[name] = shown_by_side.get(name, False) or (rank is not None and rank < depth)
        return list(shown_by_side.values())


def run_cases(
    cases: Sequence[EvaluationCase],
    ask: Ask,
    documents: Iterable[Document],
    *,
    depth: int,
    progress: Progress = no_progress,
) -> list[CaseResult]:
    """Ask every case for `depth` quotations. `documents` are all those of the record."""
    by_id = {document.id: document for document in documents}
    results = []
    for case in cases:
        results.append(_check(case, ask(case.question, depth), by_id))
        progress(len(results), len(cases))
    return results


def _check(case: EvaluationCase, answer: Answer, documents: Mapping[str, Document]) -> CaseResult:
    shown = answer.quotations or answer.nearest
    verbatim = (documents[q.document_id].text[q.start : q.end] == q.text for q in answer.quotations)
    found_at = (_rank(shown, target, documents) for target in case.targets)
    return CaseResult(case, answer, tuple(found_at), tuple(verbatim))


def _rank(shown: Sequence[Quotation], target: GoldTarget, documents: Mapping[str, Document]) -> int | None:
    for rank, quotation in enumerate(shown):
        if target.holds(documents[quotation.document_id], quotation.start, quotation.end):
            return rank
    return None
