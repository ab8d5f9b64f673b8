"""The processes of Linux, as /proc shows them."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def list_children(parent: int) -> set[str]:
    """The processes that a process started and has not taken leave of; zombies are among them."""
    children: set[str] = set()
    for task in Path(f"/proc/{parent}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread ended since
            children.update((task / "children").read_text().split())
    return children


def is_alive(process: str) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)
