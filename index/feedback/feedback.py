"""Feedback on quotations: given, explained, withdrawn, counted and deleted."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from index.domain.answer import Quotation
from index.domain.document import EVERYONE
from index.domain.feedback import FeedbackEntry, FeedbackReason, QuotationRatings, Rating
from index.domain.identifiers import user_key
from index.errors import UnknownFeedback
from index.store.feedback import FeedbackTable


class FeedbackService:
    """The feedback of one record. Usable from several threads.

    Feedback belongs to the scope in which it was given and is shown in no other. Users are stored only as a
    digest that differs between records; `identity` returns the identity of this record.
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
        """Store a user's rating of a quotation in place of their earlier one.

        The same rating again withdraws it, and the result is False. For another question, it is instead moved
        to that question.
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
        """Add the reason for an unhelpful rating. Raises UnknownFeedback if the user has no such rating."""
        if not self._table.explain(self._key(user), scope, quotation, reason=reason, text=text):
            raise UnknownFeedback("You have not marked this quotation 👎.")

    def read(self, scope: str = EVERYONE) -> list[FeedbackEntry]:
        """All feedback in a scope, ANY_SCOPE for all, oldest first."""
        return self._table.read(scope)

    def rated(self, scope: str) -> list[QuotationRatings]:
        """The rated quotations of a scope: most unhelpful ratings first, then newest first."""
        entries: dict[str, list[FeedbackEntry]] = {}
        for entry in reversed(self.read(scope)):
            entries.setdefault(entry.quotation, []).append(entry)
        return sorted(map(_sum_up, entries.values()), key=lambda ratings: -ratings.unhelpful)

    def count(self, user: str) -> int:
        """The number of quotations that a user rated, in all scopes."""
        return self._table.count(self._key(user))

    def forget(self, user: str) -> int:
        """Delete all feedback of a user; return the number of quotations."""
        return self._table.forget(self._key(user))

    def expire(self, before: datetime) -> None:
        """Delete the feedback that was given before a time."""
        self._table.expire(before)

    def _key(self, user: str) -> str:
        return user_key(self._identity(), user)


def _sum_up(entries: Sequence[FeedbackEntry]) -> QuotationRatings:
    """Sum up the feedback on one quotation, given newest first."""
    verdicts = Counter(entry.verdict for entry in entries)
    return QuotationRatings(
        quotation=entries[0].quotation,
        document=entries[0].document,
        helpful=verdicts[Rating.HELPFUL],
        unhelpful=verdicts[Rating.UNHELPFUL],
        questions=tuple(dict.fromkeys(entry.question for entry in entries if entry.question)),
        reasons=dict(Counter(entry.reason for entry in entries if entry.reason).most_common()),
        texts=tuple(entry.text for entry in entries if entry.text),
    )
