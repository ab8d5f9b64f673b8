"""The way of a question: windows weighed, candidates judged, sides heard, quotations cut."""

import time
from typing import Final

from index.answering.balancing import asks_both_sides, find_missing, hear_sides
from index.answering.confidence import Certainty, describe_certainty
from index.answering.filters import Filters
from index.answering.judging import Candidate, judge, locate
from index.answering.marking import find_answering_words
from index.answering.question import check_question
from index.answering.quotations import Quotations
from index.answering.ranking import Ranker
from index.answering.weighing import Weighed, Weighing
from index.answers import Answer, Quotation
from index.judging.reader import Reader
from index.parties import Parties

_READ: Final = 8
"""Candidates that the reader reads; more only where more quotations are asked for."""

_FLOOR: Final = 0.25
"""The probability of answering by itself that each quotation after the first must reach."""


class Answering:
    """Answers questions. Usable from several threads."""

    def __init__(
        self,
        *,
        weighing: Weighing,
        ranker: Ranker,
        reader: Reader | None,
        quotations: Quotations,
        parties: Parties,
        operating_point: float,
    ) -> None:
        self._weighing = weighing
        self._ranker = ranker
        self._reader = reader
        self._quotations = quotations
        self._contending = parties.contending
        self.reader_name = reader.name if reader else None
        self.operating_point = operating_point

    def warm_up(self) -> None:
        """Let the reader load what it reads with."""
        if self._reader is not None:
            self._reader.read("warm", ["warm"])

    def ask(
        self,
        question: str,
        filters: Filters,
        limit: int,
        *,
        both_sides: bool = False,
        floor: float = _FLOOR,
    ) -> Answer:
        """At most `limit` quotations that answer, or the nearest where none does.

        `floor` is the probability of answering by itself that each after the first must reach.
        Raises UnusableQuestion.
        """
        started = time.perf_counter()
        words = check_question(question)
        weighed = self._weighing.weigh(words, filters)
        candidates = self.judge(weighed, limit) if weighed else []
        confidence = max((one.probability for one in candidates), default=0.0)
        answered = bool(candidates) and confidence >= self.operating_point
        both_sides = both_sides or asks_both_sides(words)
        bar = _FLOOR if both_sides else self.operating_point
        shown = _choose(candidates, limit, bar, floor) if answered else candidates[:limit]
        heard = [*shown, *(one for one in candidates if one.probability >= bar)]
        asked = words if answered else ""
        quotations = tuple(self._cut(weighed, one, asked) for one in shown if weighed)
        return Answer(
            question=question,
            answered=answered,
            confidence=round(confidence, 4),
            certainty=describe_certainty(confidence, self.operating_point) if answered else Certainty.SILENT,
            quotations=quotations if answered else (),
            missing_parties=self._find_missing(heard, filters, both_sides) if answered else (),
            nearest=() if answered else quotations,
            took_ms=round(1000 * (time.perf_counter() - started), 3),
        )

    def judge(self, weighed: Weighed, limit: int) -> list[Candidate]:
        """The candidates for so many quotations, the best first."""
        return judge(
            weighed,
            max(limit, _READ),
            ranker=self._ranker,
            reader=self._reader,
            quotations=self._quotations,
            operating_point=self.operating_point,
        )

    def _find_missing(self, heard: list[Candidate], filters: Filters, both_sides: bool) -> tuple[str, ...]:
        """The contending sides without a candidate, where one of them has one or both were asked for.

        A side that only found no room is not missing, nor is anybody where one side or speaker was asked for.
        """
        if filters.party is not None or filters.speaker is not None:
            return ()
        missing = find_missing(heard, self._contending)
        return missing if both_sides or len(missing) < len(self._contending) else ()

    def _cut(self, weighed: Weighed, candidate: Candidate, question: str) -> Quotation:
        score = round(candidate.order, 4)
        cut = self._quotations.cut(candidate.version, candidate.first, candidate.last, score)
        copies = [self._quotations.cut(*locate(weighed, window), 0.0) for window in candidate.also_in]
        marked = find_answering_words(question, cut.text)
        if not copies and not marked:
            return cut
        return cut.model_copy(update={"also_in": tuple(copy.id for copy in copies), "answering": marked})


def _choose(candidates: list[Candidate], limit: int, bar: float, floor: float) -> list[Candidate]:
    """Those that answer by themselves, and the best in any case, with every side that reaches the bar."""
    quotable = [one for one in candidates if one.probability >= floor or one is candidates[0]]
    return hear_sides(quotable, limit, bar)
