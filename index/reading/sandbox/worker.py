"""A reader's own process: limits itself, reads one file, writes what came of it as JSON, ends.

Its standard input is a line of JSON (the file's name, the limits, and the process that waits for the answer),
then the bytes of the file. Its output is an `Outcome`.
"""

import ctypes
import faulthandler
import json
import os
import signal
from contextlib import suppress
from dataclasses import asdict
from typing import Final

from index.errors import UnreadableDocument
from index.reading.readers import read_in_process
from index.reading.sandbox.limits import WorkerLimits
from index.reading.sandbox.result import WorkerResult

_PR_SET_PDEATHSIG: Final = 1
"""Of prctl(2): which signal a process gets when the one that started it ends."""


def main() -> None:
    """Read the file on the standard input. What is not foreseen ends the process with a traceback."""
    with os.fdopen(0, "rb") as given:
        head = json.loads(given.readline())
        limits = WorkerLimits(**head["limits"])
        _end_with(head["parent"], limits)
        _limit(limits)
        outcome = _read(given.read(), head["name"], limits)
        written = json.dumps(asdict(outcome), default=str).encode()
    if len(written) > limits.output:
        written = json.dumps(asdict(WorkerResult(breach="output"))).encode()
    with os.fdopen(1, "wb") as answer:
        answer.write(written)


def _read(raw: bytes, name: str, limits: WorkerLimits) -> WorkerResult:
    try:
        reading = read_in_process(raw, name)
    except UnreadableDocument as error:
        return WorkerResult(error=type(error).__name__, message=str(error))
    except MemoryError:
        return WorkerResult(breach="memory")
    except RecursionError:
        return WorkerResult(breach="depth")
    return WorkerResult(breach="blocks") if len(reading.blocks) > limits.blocks else WorkerResult(reading)


def _end_with(parent: int, limits: WorkerLimits) -> None:
    """See to it that this process does not outlive the one that waits for it, whatever ends that one.

    On Linux it ends at once; elsewhere a little after the time in which it would have been ended.
    """
    faulthandler.dump_traceback_later(limits.waiting + 1, exit=True)
    with suppress(AttributeError, TypeError, OSError):  # other systems have no prctl
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that
            os._exit(1)


def _limit(limits: WorkerLimits) -> None:
    """Set what the system lets set; where it knows no such limits, only waiting and output are bounded."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_FSIZE: limits.output,
        resource.RLIMIT_CPU: limits.computing,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_NPROC: 0,  # no further process, nor thread
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        allowed = resource.getrlimit(kind)[1]
        bound = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        # At the first bound of computing comes a signal that tells what ran out, at the second SIGKILL.
        hard = bound + 1 if kind == resource.RLIMIT_CPU and bound == most else bound
        try:
            resource.setrlimit(kind, (bound, hard))
        except (ValueError, OSError):  # macOS refuses a limit of the address space
            continue
