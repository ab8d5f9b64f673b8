"""The rows of questions that the record could not answer, without their askers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from index.domain.unanswered_question import QuestionState
from index.encoding.encoder import Vectors
from index.store.database import Database
from index.store.events import record_server_event, to_stamp
from index.store.rows import pack_vector, unpack_vectors, with_checksum
from index.store.schema import unanswered


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it is kept. Times are ISO 8601 in UTC."""

    key: str
    question: str
    nearest: str | None
    last_asked: str
    times: int


class UnansweredTable:
    """Questions by scope and key. They are no part of the record: its generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self,
        scope: str,
        key: str,
        question: str,
        vector: Vectors,
        *,
        nearest: str | None,
        at: datetime,
        at_most: int,
    ) -> None:
        """Keep a question, or count it once more; of the scope's, no more than the `at_most` asked last.

        One that was thought answered is open again; one that was dismissed stays so. `vector` has shape
        `(dimension,)`.
        """
        moment = to_stamp(at)
        with self._database.erase() as connection:
            kept = _find(connection, scope, key)
            if kept is None:
                row = {
                    "scope": scope,
                    "key": key,
                    "question": question,
                    "vector": pack_vector(vector),
                    "nearest": nearest,
                    "first_asked": moment,
                    "last_asked": moment,
                    "times": 1,
                    "state": QuestionState.OPEN.value,
                }
                connection.execute(insert(unanswered).values(with_checksum(unanswered, row)))
            else:
                reopened = (
                    QuestionState.OPEN
                    if kept["state"] == QuestionState.ANSWERED
                    else QuestionState(kept["state"])
                )
                _change(
                    connection,
                    kept,
                    nearest=nearest,
                    last_asked=max(moment, kept["last_asked"]),
                    times=kept["times"] + 1,
                    state=reopened.value,
                )
            _trim(connection, scope, at_most)

    def read_open(self, scope: str) -> tuple[list[QuestionRow], Vectors]:
        """The open questions of a scope, the first kept first, and their vectors, shape `(n, dimension)`."""
        is_wanted = (unanswered.c.scope == scope) & (unanswered.c.state == QuestionState.OPEN.value)
        with self._database.read() as connection:
            rows = connection.execute(select(unanswered).where(is_wanted).order_by(unanswered.c.id)).all()
        kept = [QuestionRow(r.key, r.question, r.nearest, r.last_asked, r.times) for r in rows]
        return kept, unpack_vectors([row.vector for row in rows])

    def question(self, scope: str, key: str) -> str | None:
        """A question by its key, whatever became of it."""
        with self._database.read() as connection:
            kept = _find(connection, scope, key)
        return None if kept is None else str(kept["question"])

    def settle(self, scope: str, keys: Iterable[str], state: QuestionState, *, actor: str) -> None:
        """State what became of open questions, and note who stated it."""
        with self._database.write() as connection:
            for key in keys:
                kept = _find(connection, scope, key)
                if kept is None or kept["state"] == state:
                    continue
                _change(connection, kept, state=state.value)
                record_server_event(
                    connection,
                    actor=actor,
                    scope=scope,
                    action="dismiss" if state is QuestionState.DISMISSED else "answer",
                    subject=key,
                    before=f'"{kept["state"]}"',
                    after=f'"{state.value}"',
                )

    def expire(self, before: datetime) -> None:
        """Forget the questions that nobody asked since."""
        with self._database.erase() as connection:
            connection.execute(delete(unanswered).where(unanswered.c.last_asked < to_stamp(before)))


def _find(connection: Connection, scope: str, key: str) -> dict[str, Any] | None:
    is_wanted = (unanswered.c.scope == scope) & (unanswered.c.key == key)
    row = connection.execute(select(unanswered).where(is_wanted)).mappings().first()
    return None if row is None else dict(row)


def _change(connection: Connection, kept: Mapping[str, Any], **values: Any) -> None:
    changed = with_checksum(unanswered, {**kept, **values})
    connection.execute(update(unanswered).where(unanswered.c.id == kept["id"]).values(changed))


def _trim(connection: Connection, scope: str, at_most: int) -> None:
    newest_first = (unanswered.c.last_asked.desc(), unanswered.c.id.desc())
    is_own = unanswered.c.scope == scope
    surplus = connection.scalars(
        select(unanswered.c.id).where(is_own).order_by(*newest_first).offset(at_most)
    ).all()
    if surplus:
        connection.execute(delete(unanswered).where(unanswered.c.id.in_(surplus)))
