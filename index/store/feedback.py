"""The rows of feedback on quotations. Of who gave it they hold a digest."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from index.domain.document import ANY_SCOPE
from index.domain.feedback import FeedbackEntry, FeedbackReason, Rating
from index.store.database import Database
from index.store.events import to_stamp
from index.store.rows import with_checksum
from index.store.schema import feedback


class FeedbackTable:
    """Feedback by user, scope and quotation. It is no part of the record: its generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(
        self,
        user: str,
        scope: str,
        quotation: str,
        document: str,
        verdict: Rating,
        *,
        question: str | None,
        at: datetime,
    ) -> bool:
        """Keep a verdict instead of the one before; False if it is the same, which is deleted then.

        The same one on another question is not: it is on that one from now on.
        """
        row = {
            "user": user,
            "scope": scope,
            "quotation": quotation,
            "document": document,
            "question": question,
            "verdict": verdict.value,
            "reason": None,
            "text": None,
            "at": to_stamp(at),
        }
        is_own = _is_own(user, scope, quotation)
        with self._database.erase() as connection:
            kept = connection.execute(select(feedback).where(is_own)).mappings().first()
            connection.execute(delete(feedback).where(is_own))
            if kept is not None and kept["verdict"] == verdict and _may_be_same(kept["question"], question):
                return False
            connection.execute(insert(feedback).values(with_checksum(feedback, row)))
        return True

    def explain(
        self, user: str, scope: str, quotation: str, *, reason: FeedbackReason | None, text: str | None
    ) -> bool:
        """Keep what is wrong with a quotation beside the verdict that it is of no help; False without one."""
        is_own = _is_own(user, scope, quotation) & (feedback.c.verdict == Rating.UNHELPFUL.value)
        with self._database.erase() as connection:
            kept = connection.execute(select(feedback).where(is_own)).mappings().first()
            if kept is None:
                return False
            changed = with_checksum(feedback, {**kept, "reason": reason and reason.value, "text": text})
            connection.execute(update(feedback).where(feedback.c.id == kept["id"]).values(changed))
        return True

    def read(self, scope: str) -> list[FeedbackEntry]:
        """All that was given in a scope, ANY_SCOPE for all, the oldest first."""
        shown = [feedback.c[name] for name in FeedbackEntry.model_fields]
        query = select(*shown).order_by(feedback.c.id)
        if scope != ANY_SCOPE:
            query = query.where(feedback.c.scope == scope)
        with self._database.read() as connection:
            return [FeedbackEntry(**row) for row in connection.execute(query).mappings()]

    def count(self, user: str) -> int:
        """The amount of a user's feedback in every scope."""
        query = select(func.count()).select_from(feedback).where(feedback.c.user == user)
        with self._database.read() as connection:
            return connection.scalar(query) or 0

    def forget(self, user: str) -> int:
        """Forget all that a user gave; return how much that was."""
        with self._database.erase() as connection:
            return connection.execute(delete(feedback).where(feedback.c.user == user)).rowcount

    def expire(self, before: datetime) -> None:
        """Forget what was given before then."""
        with self._database.erase() as connection:
            connection.execute(delete(feedback).where(feedback.c.at < to_stamp(before)))


def forget_document(connection: Connection, document: str) -> None:
    """Forget what was said of a document's quotations."""
    connection.execute(delete(feedback).where(feedback.c.document == document))


def forget_scopes(connection: Connection, scopes: Collection[str]) -> None:
    """Forget what was said in scopes."""
    connection.execute(delete(feedback).where(feedback.c.scope.in_(scopes)))


def _is_own(user: str, scope: str, quotation: str) -> Any:
    return (feedback.c.user == user) & (feedback.c.scope == scope) & (feedback.c.quotation == quotation)


def _may_be_same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
