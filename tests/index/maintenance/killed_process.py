"""Processes that are killed before one file operation of a backup or of restoring it, then before the next:
`python -m tests.index.maintenance.killed_process DATA BACKUP`. It prints what is left behind.

DATA is a record of one document, "Later", and BACKUP that of another, "First". Whatever is killed,
and whoever looks at what it left, has a process of its own.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from index import ANY_SCOPE, Index, restore_backup
from tests.fakes import HashingEncoder
from tests.index.maintenance.test_purger import find_word
from tests.index.search.faulty_process import Fault


class Kill(Fault):
    def strike(self, path: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def run(work: Callable[[], object], *, below: Path | None = None, step: int = 0) -> bool:
    """Run it in a process of its own, killed at a step below a folder; return whether it was killed."""
    child = os.fork()
    if not child:
        try:
            if below:
                fault = Kill(below)
                sys.addaudithook(fault)
                fault.arm(step)
            work()
        except BaseException as error:  # noqa: BLE001 - a forked process must not go on with its parent's work
            tell(error)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def tell(*found: object) -> None:
    print(*found, flush=True)  # noqa: T201 - what the test reads


def restore_and_look(data: Path, backup: Path) -> None:
    """After a kill there is one record or the other, sound, and no word of either once all is purged."""
    broken = data.parent / "broken"
    for step in count(1):
        shutil.rmtree(broken, ignore_errors=True)
        shutil.copytree(data, broken)
        was_killed = run(lambda: restore_backup(backup, broken), below=broken, step=step)
        run(lambda step=step: _look_and_purge(broken, f"restoring, step {step}"))
        if not was_killed:
            return


def _look_and_purge(data: Path, where: str) -> None:
    with Index.open(data, encoder=HashingEncoder()) as record:
        titles, faults = [document.title for document in record.documents()], record.check()
        if titles not in (["First"], ["Later"]) or faults:
            tell(where, titles, faults)
        for document in record.documents(scope=ANY_SCOPE):
            record.admin.purge(document.id, "It is to go.")
    kept = list(data.glob("replaced-*"))
    if len(kept) != (titles == ["First"]):
        tell(where, titles, kept)
    for folder in kept:
        shutil.rmtree(folder)
    if left := find_word(data, "referenced websites") + find_word(data, "notorious"):
        tell(where, left)


def back_up_and_look(data: Path, folder: Path) -> None:
    """After a kill the next backup to the same folder leaves nothing there but backups."""

    def back_up(name: str) -> None:
        with Index.open(data, encoder=HashingEncoder()) as record:
            record.backup(folder / name)

    for step in count(1):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        was_killed = run(lambda: back_up("killed.zip"), below=folder, step=step)
        run(lambda: back_up("next.zip"))
        if left := {path.name for path in folder.iterdir()} - {"killed.zip"} ^ {"next.zip"}:
            tell("backing up, step", step, left)
        if not was_killed:
            return


if __name__ == "__main__":
    restore_and_look(Path(sys.argv[1]), Path(sys.argv[2]))
    back_up_and_look(Path(sys.argv[1]), Path(sys.argv[1]).parent / "backups")
