"""What an audit tells of, and where in it one is."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, Self

from index.domain.document import Event
from index.domain.server import ServerEvent

AuditEntry = Event | ServerEvent

_PLACE: Final = re.compile(r"(\d{1,18})\.(\d{1,18})")


class AuditCursor(NamedTuple):
    """A place between acts: before the event and the server's act with these ids, and all later ones.

    Ids rise with every act, so a place stays where it is while more is done. Written as `41.7`.
    """

    event: int
    server_act: int

    @classmethod
    def parse(cls, written: str) -> Self:
        """The place that is written. Raises ValueError."""
        found = _PLACE.fullmatch(written)
        if found is None:
            raise ValueError(f"{written} is no place in the audit")
        return cls(*map(int, found.groups()))

    def before(self, acts: Sequence[AuditEntry]) -> "AuditCursor":
        """The place before acts that are next before this one."""
        of_documents, of_servers = _list_ids(acts)
        return AuditCursor(min(of_documents, default=self.event), min(of_servers, default=self.server_act))

    def after(self, acts: Sequence[AuditEntry]) -> "AuditCursor":
        """The place after acts that are next after this one."""
        of_documents, of_servers = _list_ids(acts)
        return AuditCursor(
            max((number + 1 for number in of_documents), default=self.event),
            max((number + 1 for number in of_servers), default=self.server_act),
        )

    def __str__(self) -> str:
        return f"{self.event}.{self.server_act}"


def _list_ids(acts: Sequence[AuditEntry]) -> tuple[list[int], list[int]]:
    of_documents = [act.id for act in acts if isinstance(act, Event)]
    return of_documents, [act.id for act in acts if not isinstance(act, Event)]
