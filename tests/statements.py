"""What is asked of databases, as it is sent to them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Engine, event

from index.store.schema import versions

_NAMES: Final = [column.name for column in versions.c]
_LONG: Final = re.compile(rf"(?<!length\()\bversions\.({'|'.join(_NAMES[_NAMES.index('text') :])})\b")
"""The text, and what SQLite finds only by reading through it. Its length is counted where it lies."""


class Statements(list[str]):
    """All statements of all databases, in order."""

    def __call__(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.append(statement)

    def of_versions(self) -> list[str]:
        """Those that look at documents."""
        return [one for one in self if "versions" in one]

    def of_texts(self) -> list[str]:
        """Those that read texts."""
        return [one for one in self if _LONG.search(one)]


@contextmanager
def hear_statements() -> Iterator[Statements]:
    """The statements from now on."""
    heard = Statements()
    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
