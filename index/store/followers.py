"""The followers of unanswered questions: the only rows that name a user for having asked."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select

from index.domain.unanswered_question import FollowedQuestion
from index.errors import TooManyFollowed
from index.store.database import Database
from index.store.events import to_stamp
from index.store.rows import with_checksum
from index.store.schema import followers

MAX_FOLLOWED: Final = 10
"""Questions that one user may follow at a time."""


class FollowerTable:
    """Followed questions by user and scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, user: str, scope: str, key: str, question: str, *, place: str, at: datetime) -> bool:
        """Note that a user waits for an answer; False if that is noted already. Raises TooManyFollowed."""
        row = {
            "user": user,
            "scope": scope,
            "key": key,
            "question": question,
            "place": place,
            "at": to_stamp(at),
        }
        is_users = followers.c.user == user
        is_same = is_users & (followers.c.scope == scope) & (followers.c.key == key)
        with self._database.write() as connection:
            if _count(connection, is_same):
                return False
            if _count(connection, is_users) >= MAX_FOLLOWED:
                raise TooManyFollowed(f"You can follow at most {MAX_FOLLOWED} questions at a time.")
            connection.execute(insert(followers).values(with_checksum(followers, row)))
        return True

    def followed_by(self, user: str) -> list[FollowedQuestion]:
        """The questions that a user follows, in every scope, the oldest first."""
        return self._read(followers.c.user == user)

    def waiting(self, scopes: Collection[str] | None) -> list[FollowedQuestion]:
        """The followers in some scopes (None: in all), the oldest first."""
        return self._read(True if scopes is None else followers.c.scope.in_(scopes))

    def drop(self, waiting: int) -> None:
        """Forget that somebody waits, by the row's id."""
        with self._database.erase() as connection:
            connection.execute(delete(followers).where(followers.c.id == waiting))

    def forget(self, user: str) -> int:
        """Forget all that a user follows; return how many questions that were."""
        with self._database.erase() as connection:
            return connection.execute(delete(followers).where(followers.c.user == user)).rowcount

    def expire(self, before: datetime) -> None:
        """Forget those who wait since before then."""
        with self._database.erase() as connection:
            connection.execute(delete(followers).where(followers.c.at < to_stamp(before)))

    def _read(self, is_wanted: Any) -> list[FollowedQuestion]:
        shown = [followers.c[name] for name in FollowedQuestion.model_fields]
        with self._database.read() as connection:
            rows = connection.execute(select(*shown).where(is_wanted).order_by(followers.c.id))
            return [FollowedQuestion(**row) for row in rows.mappings()]


def _count(connection: Connection, is_wanted: Any) -> int:
    return connection.scalar(select(func.count()).select_from(followers).where(is_wanted)) or 0
