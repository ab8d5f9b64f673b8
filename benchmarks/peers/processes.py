"""Child processes, what they print, and what they cost."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

Figures = dict[str, float]

_SAME: Final = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "PYTHONWARNINGS": "ignore",
    "TOKENIZERS_PARALLELISM": "true",
}
"""What holds for every process: the same processor, no model hub."""


class Cost(NamedTuple):
    """What a process took: seconds on the clock, and its most megabytes of memory."""

    wall_s: float
    peak_mb: float


class Ran(NamedTuple):
    """A process that ended well: what it printed, and its cost."""

    printed: str
    cost: Cost


def run(command: Sequence[str], *, shows_progress: bool = False) -> Ran:
    """Run a command to its end. Raises SystemExit, with its last lines, where it fails.

    What it writes to stderr is kept for that, or shown as it comes. Its memory is counted from what this
    process holds when it starts it (getrusage(2)), so this one is small.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(  # noqa: S603 - this project's own programs
            command, stdout=out, stderr=None if shows_progress else err, env={**os.environ, **_SAME}
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{err.read()[-2000:]}")
        return Ran(out.read(), Cost(wall, usage.ru_maxrss / 1024))


def read_figures(printed: str) -> Figures:
    """The last line that is a JSON object of numbers: libraries may print before it. Raises SystemExit."""
    for line in reversed(printed.splitlines()):
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict) and all(isinstance(value, int | float) for value in values.values()):
            return {key: float(value) for key, value in values.items()}
    raise SystemExit(f"A program printed no figures, but: {printed[-500:] or 'nothing'}")


def run_module(python: Path | str, module: str, *arguments: str, shows_progress: bool = False) -> Figures:
    """The figures that a module of this folder prints."""
    command = [str(python), "-m", f"benchmarks.peers.{module}", *arguments]
    return read_figures(run(command, shows_progress=shows_progress).printed)
