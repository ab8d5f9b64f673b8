"""The way of a question: windows weighed, candidates judged, sides heard, quotations cut."""

import time
from typing import Final

from index.answering.candidate_scorer import CandidateScorer, ScoredWindows
from index.answering.candidates import Candidate, locate, select_candidates
from index.answering.diversification import asks_both_sides, diversify_by_party, find_missing_parties
from index.answering.highlighting import find_answer_spans
from index.answering.question import check_question
from index.answering.quotations import Quotations
from index.answering.ranker import Ranker
from index.domain.answer import Answer, Certainty, Quotation, describe_certainty
from index.domain.filters import Filters
from index.domain.party import Parties
from index.reranking.reranker import Reranker

_RERANKED: Final = 8
"""Candidates that the reader reads; more only where more quotations are asked for."""

_MIN_PROBABILITY_OF_OTHERS: Final = 0.25
"""The probability of answering by itself that each quotation after the first must reach."""


class Answerer:
    """Answers questions. Usable from several threads."""

    def __init__(
        self,
        *,
        scorer: CandidateScorer,
        ranker: Ranker,
        reranker: Reranker | None,
        quotations: Quotations,
        parties: Parties,
        operating_point: float,
    ) -> None:
        self._scorer = scorer
        self._ranker = ranker
        self._reranker = reranker
        self._quotations = quotations
        self._contending = parties.contending
        self.reader_name = reranker.name if reranker else None
        self.operating_point = operating_point

    def warm_up(self) -> None:
        """Let the reader load what it reads with."""
        if self._reranker is not None:
            self._reranker.score("warm", ["warm"])

    def ask(
        self,
        question: str,
        filters: Filters,
        limit: int,
        *,
        both_sides: bool = False,
        floor: float = _MIN_PROBABILITY_OF_OTHERS,
    ) -> Answer:
        """At most `limit` quotations that answer, or the nearest where none does.

        `floor` is the probability of answering by itself that each after the first must reach.
        Raises UnusableQuestion.
        """
        started = time.perf_counter()
        words = check_question(question)
        weighed = self._scorer.score(words, filters)
        candidates = self.rank(weighed, limit) if weighed else []
        confidence = max((one.probability for one in candidates), default=0.0)
        answered = bool(candidates) and confidence >= self.operating_point
        both_sides = both_sides or asks_both_sides(words)
        bar = _MIN_PROBABILITY_OF_OTHERS if both_sides else self.operating_point
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

    def rank(self, weighed: ScoredWindows, limit: int) -> list[Candidate]:
        """The candidates for so many quotations, the best first."""
        return select_candidates(
            weighed,
            max(limit, _RERANKED),
            ranker=self._ranker,
            reranker=self._reranker,
            quotations=self._quotations,
            operating_point=self.operating_point,
        )

    def _find_missing(self, heard: list[Candidate], filters: Filters, both_sides: bool) -> tuple[str, ...]:
        """The contending sides without a candidate, where one of them has one or both were asked for.

        A side that only found no room is not missing, nor is anybody where one side or speaker was asked for.
        """
        if filters.party is not None or filters.speaker is not None:
            return ()
        missing = find_missing_parties(heard, self._contending)
        return missing if both_sides or len(missing) < len(self._contending) else ()

    def _cut(self, weighed: ScoredWindows, candidate: Candidate, question: str) -> Quotation:
        score = round(candidate.order, 4)
        cut = self._quotations.cut(candidate.version, candidate.first, candidate.last, score)
        copies = [self._quotations.cut(*locate(weighed, window), 0.0) for window in candidate.also_in]
        marked = find_answer_spans(question, cut.text)
        if not copies and not marked:
            return cut
        return cut.model_copy(update={"also_in": tuple(copy.id for copy in copies), "answering": marked})


def _choose(candidates: list[Candidate], limit: int, bar: float, floor: float) -> list[Candidate]:
    """Those that answer by themselves, and the best in any case, with every side that reaches the bar."""
    quotable = [one for one in candidates if one.probability >= floor or one is candidates[0]]
    return diversify_by_party(quotable, limit, bar)
