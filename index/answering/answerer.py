"""Answers a question: score windows, rerank candidates, diversify by party, cut quotations."""

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
"""Candidates that the reranker scores; more only if more quotations are requested."""

_MIN_PROBABILITY_OF_OTHERS: Final = 0.25
"""The least probability of answering for every quotation after the first."""


class Answerer:
    """Answers questions from one record. Usable from several threads."""

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
        """Load the reranker's model."""
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
        """The answer with at most `limit` quotations, or as many of the nearest if none answers.

        `floor` is the least probability of answering for every quotation after the first. With `both_sides`,
        missing parties are named even if none of them answers. Raises UnusableQuestion.
        """
        started = time.perf_counter()
        words = check_question(question)
        scored = self._scorer.score(words, filters)
        candidates = self.rank(scored, limit) if scored else []
        confidence = max((candidate.probability for candidate in candidates), default=0.0)
        answered = bool(candidates) and confidence >= self.operating_point
        both_sides = both_sides or asks_both_sides(words)
        threshold = _MIN_PROBABILITY_OF_OTHERS if both_sides else self.operating_point
        shown = _select(candidates, limit, threshold, floor) if answered else candidates[:limit]
        present = [*shown, *(other for other in candidates if other.probability >= threshold)]
        question_words = words if answered else ""
        quotations = tuple(self._cut(scored, candidate, question_words) for candidate in shown if scored)
        return Answer(
            question=question,
            answered=answered,
            confidence=round(confidence, 4),
            certainty=describe_certainty(confidence, self.operating_point) if answered else Certainty.SILENT,
            quotations=quotations if answered else (),
            missing_parties=self._find_missing(present, filters, both_sides) if answered else (),
            nearest=() if answered else quotations,
            took_ms=round(1000 * (time.perf_counter() - started), 3),
        )

    def rank(self, scored: ScoredWindows, limit: int) -> list[Candidate]:
        """The candidates for `limit` quotations, best first."""
        return select_candidates(
            scored,
            max(limit, _RERANKED),
            ranker=self._ranker,
            reranker=self._reranker,
            quotations=self._quotations,
            operating_point=self.operating_point,
        )

    def _find_missing(self, present: list[Candidate], filters: Filters, both_sides: bool) -> tuple[str, ...]:
        """The contending parties without a candidate, if another has one or both sides were asked for.

        A party left out only by the limit is not missing. With a filter for a party or speaker, none is.
        """
        if filters.party is not None or filters.speaker is not None:
            return ()
        missing = find_missing_parties(present, self._contending)
        return missing if both_sides or len(missing) < len(self._contending) else ()

    def _cut(self, scored: ScoredWindows, candidate: Candidate, question: str) -> Quotation:
        score = round(candidate.order, 4)
        cut = self._quotations.cut(candidate.version, candidate.first, candidate.last, score)
        copies = [self._quotations.cut(*locate(scored, window), 0.0) for window in candidate.also_in]
        spans = find_answer_spans(question, cut.text)
        if not copies and not spans:
            return cut
        return cut.model_copy(update={"also_in": tuple(copy.id for copy in copies), "answering": spans})


def _select(candidates: list[Candidate], limit: int, threshold: float, floor: float) -> list[Candidate]:
    """The best candidate and those that reach the floor, with every party that reaches the threshold."""
    quotable = [c for c in candidates if c.probability >= floor or c is candidates[0]]
    return diversify_by_party(quotable, limit, threshold)
