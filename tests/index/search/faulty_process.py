"""A process in which one step on the files of the search caches fails, then the next one:
`python -m tests.index.search.faulty_process DATA`. It prints nothing where all goes well.

Python tells its audit hooks of each step before it is taken; a hook that raises prevents it.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from index import ANY_SCOPE, Index
from tests.fakes import HashingEncoder
from tests.index.writing import add

QUESTION: Final = "Where do storks build their nests?"
STEPS: Final = frozenset(
    {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "tempfile.mkdtemp", "os.scandir"}
)


@contextmanager
def open_record(data: Path, *, spelling_worth_writing: int = 1000, is_new: bool = True) -> Iterator[Index]:
    """A record of six documents, one of them about storks."""
    with Index.open(data, encoder=HashingEncoder()) as record:
        record.engine.scorer._spelling._worth_writing = spelling_worth_writing
        if is_new:
            add(record, "Storks build their nests on chimneys.")
            for number in range(5):
                change(record, -1 - number)
        yield record


def change(record: Index, number: int) -> None:
    """Add a document, and remove one of those before."""
    add(record, f"Owl number {number} hunts in the night, over {number} hills.")
    owls = [document for document in record.documents(scope=ANY_SCOPE) if "Owl" in document.text]
    if len(owls) > 5:
        record.remove(owls[0].id, scope=ANY_SCOPE)


class Fault:
    """The hook. From `arm` on it counts steps below a folder, and lets one of them fail."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._number = errno.EIO
        self._left = 0
        self.has_struck = False

    def arm(self, step: int) -> None:
        self._left, self.has_struck = step, False
        self._number = errno.ENOSPC if self._number == errno.EIO else errno.EIO

    def disarm(self) -> None:
        self._left = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._left and event in STEPS and str(arguments[0]).startswith(self._folder):
            self._left -= 1
            if self._left == 0:
                self.has_struck = True
                self.strike(str(arguments[0]))

    def strike(self, path: str) -> None:
        raise OSError(self._number, os.strerror(self._number), path)


def main(data: Path) -> None:
    fault = Fault(data / "cache")
    sys.addaudithook(fault)
    with open_record(data) as record:
        record.engine.search.catch_up()
        step = 0
        while step == 0 or fault.has_struck:
            step += 1
            change(record, step)
            fault.arm(step)
            record.engine.search.catch_up()
            fault.disarm()
            _ask(record, f"step {step}, the process that met it")
            with Index.open(data, encoder=HashingEncoder()) as another:
                _look(another, f"step {step}, another one")
        step = 0
        while step == 0 or fault.has_struck:
            step += 1
            fault.arm(step)
            with Index.open(data, encoder=HashingEncoder()) as another:
                fault.disarm()
                _look(another, f"step {step} of opening")


def _ask(record: Index, where: str) -> None:
    answer = record.ask(QUESTION)
    if not answer.quotations or "Storks build" not in answer.quotations[0].text:
        print(where, [one.text for one in answer.quotations])  # noqa: T201 - what the test reads


def _look(record: Index, where: str) -> None:
    _ask(record, where)
    for fault in record.check():
        print(where, fault)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]))
