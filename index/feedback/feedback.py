"""Feedback on quotations: given, explained, taken back, counted, forgotten."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from index.domain.answer import Quotation
from index.domain.feedback import FeedbackEntry, FeedbackReason, QuotationRatings, Rating
from index.domain.identifiers import user_key
from index.errors import UnknownFeedback
from index.store.feedback import FeedbackTable


class FeedbackService:
    """Usable from several threads.

    All that is given belongs to the scope in which it was given, and is shown in no other. Of the user, a
    digest is kept that no other record has for them; `identity` tells which record this is.
    """

    def __init__(self, table: FeedbackTable, identity: Callable[[], str]) -> None:
        self._table = table
        self._identity = identity

    def give(
        self,
        user: str,
        quotation: Quotation,
        verdict: Rating,
        *,
        scope: str,
        question: str | None,
        at: datetime,
    ) -> bool:
        """Keep what a user says of a quotation instead of what they said before.

        False where they said the same before: that is taken back then. The same of another question counts
        for that one from now on.
        """
        return self._table.give(
            self._key(user),
            scope,
            quotation.id,
            quotation.document_id,
            verdict,
            question=question,
            at=at,
        )

    def explain(
        self, user: str, quotation: str, *, scope: str, reason: FeedbackReason | None, text: str | None
    ) -> None:
        """Keep what a user finds wrong with a quotation. Raises UnknownFeedback where nothing is by now."""
        if not self._table.explain(self._key(user), scope, quotation, reason=reason, text=text):
            raise UnknownFeedback("You did not say, or no longer say, that this quotation is of no help.")

    def read(self, scope: str | None = None) -> list[FeedbackEntry]:
        """All that was given in a scope, None in any, the oldest first."""
        return self._table.read(scope)

    def rated(self, scope: str) -> list[QuotationRatings]:
        """The quotations with feedback of a scope: those that most find unhelpful first, then the newest."""
        given: dict[str, list[FeedbackEntry]] = {}
        for one in reversed(self.read(scope)):
            given.setdefault(one.quotation, []).append(one)
        return sorted(map(_sum_up, given.values()), key=lambda rated: -rated.unhelpful)

    def count(self, user: str) -> int:
        """How many quotations a user said something of, in every scope."""
        return self._table.count(self._key(user))

    def forget(self, user: str) -> int:
        """Forget all that a user said; return of how many quotations that was."""
        return self._table.forget(self._key(user))

    def expire(self, before: datetime) -> None:
        """Forget what was said before a moment."""
        self._table.expire(before)

    def _key(self, user: str) -> str:
        return user_key(self._identity(), user)


def _sum_up(given: Sequence[FeedbackEntry]) -> QuotationRatings:
    """What was said of one quotation, the newest first."""
    verdicts = Counter(one.verdict for one in given)
    return QuotationRatings(
        quotation=given[0].quotation,
        document=given[0].document,
        helpful=verdicts[Rating.HELPFUL],
        unhelpful=verdicts[Rating.UNHELPFUL],
        questions=tuple(dict.fromkeys(one.question for one in given if one.question)),
        reasons=dict(Counter(one.reason for one in given if one.reason).most_common()),
        texts=tuple(one.text for one in given if one.text),
    )
