"""Runs child processes and measures their time and memory."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

Figures = dict[str, float]

_ENVIRONMENT: Final = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "PYTHONWARNINGS": "ignore",
    "TOKENIZERS_PARALLELISM": "true",
}
"""Environment of every process: CPU only, no model hub."""


class Cost(NamedTuple):
    """Wall time in seconds and peak memory in megabytes of a process."""

    wall_s: float
    peak_mb: float


class Ran(NamedTuple):
    """The output and cost of a process that succeeded."""

    printed: str
    cost: Cost


def run(command: Sequence[str], *, shows_progress: bool = False) -> Ran:
    """Run a command. Raises SystemExit with the end of its stderr if it fails.

    `shows_progress` passes stderr through instead. A child's peak memory includes that of this process when
    it starts the child (getrusage(2)), so this one must stay small.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(  # noqa: S603 - this project's own programs
            command, stdout=out, stderr=None if shows_progress else err, env={**os.environ, **_ENVIRONMENT}
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
    """The last line that is a JSON object of numbers, since libraries may print more. Raises SystemExit."""
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
