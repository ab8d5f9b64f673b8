"""Entries of the audit log, and cursors for paging through it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, Self

from index.domain.document import Event
from index.domain.server import ServerEvent

AuditEntry = Event | ServerEvent

LIBRARY_ACTOR: Final = "the library"
"""The actor of changes for which the caller names none."""

_CURSOR: Final = re.compile(r"(\d{1,18})\.(\d{1,18})")


class AuditCursor(NamedTuple):
    """A position between two entries: just before the event and the server event with these ids.

    Ids only rise, so a cursor stays valid while entries are added. Its text form is `41.7`.
    """

    event: int
    server_act: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cursor with a text form. Raises ValueError."""
        match = _CURSOR.fullmatch(text)
        if match is None:
            raise ValueError(f"{text} is not a place in the audit")
        return cls(*map(int, match.groups()))

    def before(self, entries: Sequence[AuditEntry]) -> "AuditCursor":
        """The cursor before the given entries, which directly precede this cursor."""
        of_documents, of_servers = _list_ids(entries)
        return AuditCursor(min(of_documents, default=self.event), min(of_servers, default=self.server_act))

    def after(self, entries: Sequence[AuditEntry]) -> "AuditCursor":
        """The cursor after the given entries, which directly follow this cursor."""
        of_documents, of_servers = _list_ids(entries)
        return AuditCursor(
            max((number + 1 for number in of_documents), default=self.event),
            max((number + 1 for number in of_servers), default=self.server_act),
        )

    def __str__(self) -> str:
        return f"{self.event}.{self.server_act}"


def _list_ids(entries: Sequence[AuditEntry]) -> tuple[list[int], list[int]]:
    """The ids of events of documents, and of events of servers."""
    of_documents = [entry.id for entry in entries if isinstance(entry, Event)]
    return of_documents, [entry.id for entry in entries if not isinstance(entry, Event)]
