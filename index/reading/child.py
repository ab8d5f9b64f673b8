"""A reader's own process: limits itself, reads one file, writes the reading as JSON, ends.

Its standard input is a line of JSON (the file's name and the limits), then the bytes of the file. Its output
is one object: a reading; or `error` and `message`, a kind of UnreadableDocument; or `breach`, what ran out.
"""

import json
import os
from dataclasses import asdict
from typing import Any

from index.errors import UnreadableDocument
from index.reading.limits import Limits
from index.reading.readers import read_here


def main() -> None:
    """Read the file on the standard input. What is not foreseen ends the process with a traceback."""
    with os.fdopen(0, "rb") as given:
        head = json.loads(given.readline())
        limits = Limits(**head["limits"])
        _limit(limits)
        written = json.dumps(_read(given.read(), head["name"]), default=str).encode()
    if len(written) > limits.output:
        written = json.dumps({"breach": "output"}).encode()
    with os.fdopen(1, "wb") as answer:
        answer.write(written)


def _read(raw: bytes, name: str) -> dict[str, Any]:
    try:
        return asdict(read_here(raw, name))
    except UnreadableDocument as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return {"breach": "memory"}
    except RecursionError:
        return {"breach": "depth"}


def _limit(limits: Limits) -> None:
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
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):  # macOS refuses a limit of the address space
            continue
