"""The worker process: limits itself, reads one file, writes the result as JSON and exits.

Its stdin is a line of JSON (the file's name, the limits and the parent's process id), then the bytes of the
file. Its stdout is a `WorkerResult`.
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
"""Option of prctl(2): the signal that a process receives when its parent ends."""


def main() -> None:
    """Read the file on stdin. Unexpected errors end the process with a traceback."""
    with os.fdopen(0, "rb") as stdin:
        head = json.loads(stdin.readline())
        limits = WorkerLimits(**head["limits"])
        _end_with(head["parent"], limits)
        _apply_limits(limits)
        result = _read(stdin.read(), head["name"], limits)
        output = json.dumps(asdict(result), default=str).encode()
    if len(output) > limits.output_bytes:
        output = json.dumps(asdict(WorkerResult(breach="output"))).encode()
    with os.fdopen(1, "wb") as stdout:
        stdout.write(output)


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
    """Make this process end with its parent: at once on Linux, elsewhere a second after its timeout."""
    faulthandler.dump_traceback_later(limits.timeout_seconds + 1, exit=True)
    with suppress(AttributeError, TypeError, OSError):  # only Linux has prctl
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent had already ended
            os._exit(1)


def _apply_limits(limits: WorkerLimits) -> None:
    """Set the limits that the system supports. Without any, only the timeout and the output are bounded."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limit_by_resource = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_FSIZE: limits.output_bytes,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: 0,  # no child processes, no threads
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limit_by_resource.items():
        allowed = resource.getrlimit(kind)[1]
        soft = limit if allowed == resource.RLIM_INFINITY else min(limit, allowed)
        # The soft limit of CPU time sends SIGXCPU, which the parent recognises; the hard limit sends SIGKILL.
        hard = soft + 1 if kind == resource.RLIMIT_CPU and soft == limit else soft
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError):  # macOS refuses to limit the address space
            continue
