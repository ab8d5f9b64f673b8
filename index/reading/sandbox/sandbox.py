"""Reads files in a sandboxed worker process, so that a malicious file can harm nothing else.

The worker has limits of its own (`limits.py`) and an empty environment, which holds no token. Its result is
JSON in a file of bounded size, and is validated here as untrusted input. The worker ends with its parent,
however that ends, and the files between the two are unnamed. Linux enforces every limit; other systems may
lack some, but time and output are always bounded.
"""

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Final

from pydantic import TypeAdapter, ValidationError

import index
from index import errors
from index.errors import OversizedDocument, UnreadableDocument
from index.reading.extracted_text import ExtractedText
from index.reading.sandbox.limits import FILE_LIMITS, MAX_WORKERS, WorkerLimits
from index.reading.sandbox.result import WorkerResult

_ROOT: Final = str(Path(index.__file__).parent.parent)
_PROGRAM: Final = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); from index.reading.sandbox.worker import main; main()"
)
_RESULT: Final = TypeAdapter(WorkerResult)
_WORKER_SLOTS: Final = BoundedSemaphore(MAX_WORKERS)
"""Shared by all threads of the process."""

_ENVIRONMENT: Final = {"SYSTEMROOT": os.path.expandvars("%SYSTEMROOT%")} if os.name == "nt" else {}
"""Empty, but for the variable that Windows needs to start a program."""

_STDERR_BYTES: Final = 2000
"""The end of a failed worker's stderr that is attached to the error, for debugging."""


def read_in_sandbox(raw: bytes, name: str, limits: WorkerLimits = FILE_LIMITS) -> ExtractedText:
    """The text of a file's bytes, extracted in a worker process.

    Blocks until one of `MAX_WORKERS` is free. Raises UnreadableDocument or a subclass: OversizedDocument if
    a limit is exceeded. Starting the worker takes 0.1 s, importing a reader up to 0.5 s.
    """
    try:
        with _WORKER_SLOTS, TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
            head = {"name": name, "limits": asdict(limits), "parent": os.getpid()}
            stdin.writelines((json.dumps(head).encode(), b"\n", raw))
            stdin.seek(0)
            code = _run(stdin, stdout, stderr, name, limits)
            output = _take(stdout, limits.output_bytes + 1)
            stderr_tail = _take(stderr, -_STDERR_BYTES).decode(errors="replace")
    except OSError as error:
        reason = error.strerror or "no process can be started"
        raise UnreadableDocument(f"{name} cannot be read now: {reason}. Try again later.") from error
    return _parse(output, code, name, limits, stderr_tail)


def _run(stdin: IO[bytes], stdout: IO[bytes], stderr: IO[bytes], name: str, limits: WorkerLimits) -> int:
    """Run a worker; its exit code, negative if a signal ended it."""
    command = [sys.executable, "-I", "-c", _PROGRAM]
    process = Popen(  # noqa: S603 - our own program
        command, stdin=stdin, stdout=stdout, stderr=stderr, env=_ENVIRONMENT
    )
    try:
        return process.wait(limits.timeout_seconds)
    except TimeoutExpired as error:
        raise _refuse_slow(name, limits.timeout_seconds) from error
    finally:
        process.kill()
        process.wait()


def _take(file: IO[bytes], size: int) -> bytes:
    """The first `size` bytes of a file, or with a negative `size` the last."""
    length = file.seek(0, 2)
    file.seek(0 if size >= 0 else max(0, length + size))
    return file.read(abs(size))


def _parse(output: bytes, code: int, name: str, limits: WorkerLimits, stderr_tail: str) -> ExtractedText:
    if code != 0:
        raise _explain_exit(code, name, limits, stderr_tail)
    try:
        # Not with `validate_json`, which rejects the surrogates in file names that are not UTF-8.
        result = _RESULT.validate_python(json.loads(output))
        if result.breach is not None:
            raise _refuse_breach(result.breach, name, limits)
        if result.error is not None:
            raise _find_error_class(result.error)(result.message)
    except (ValidationError, ValueError, KeyError, RecursionError) as error:
        raise _refuse_broken(name, limits) from error
    if result.reading is None or not _is_sound(result.reading, limits):
        raise _refuse_broken(name, limits)
    return result.reading


def _is_sound(reading: ExtractedText, limits: WorkerLimits) -> bool:
    """Whether blocks and pages lie within the text, in order."""
    spans = [0, *(edge for block in reading.blocks for edge in (block.start, block.end)), len(reading.text)]
    starts = [0, *(offset for offset, _ in reading.pages), len(reading.text)]
    return len(reading.blocks) <= limits.blocks and spans == sorted(spans) and starts == sorted(starts)


def _explain_exit(code: int, name: str, limits: WorkerLimits, stderr_tail: str) -> UnreadableDocument:
    exceeded_cpu_time = hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU
    error = _refuse_slow(name, limits.cpu_seconds) if exceeded_cpu_time else _refuse_broken(name, limits)
    if stderr_tail:
        error.add_note(stderr_tail)
    return error


def _refuse_slow(name: str, seconds: int) -> UnreadableDocument:
    return OversizedDocument(
        f"{name} takes longer to read than the limit ({seconds:g} s). "
        "Split it, or save its text in another format."
    )


def _refuse_broken(name: str, limits: WorkerLimits) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} could not be read: it is damaged, or needs more than "
        f"{limits.memory_bytes // 1_000_000} MB of memory. Save it again, or in another format."
    )


def _refuse_breach(breach: str, name: str, limits: WorkerLimits) -> UnreadableDocument:
    reasons = {
        "memory": f"needs more than {limits.memory_bytes // 1_000_000} MB of memory to be read",
        "output": f"contains more than {limits.output_bytes // 1_000_000} MB of text",
        "blocks": f"has more than {limits.blocks:,} paragraphs",
        "depth": "is nested too deeply to be read",
    }
    return OversizedDocument(f"{name} {reasons[breach]}. Split it, or save its text in another format.")


def _find_error_class(name: str) -> type[UnreadableDocument]:
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, UnreadableDocument):
        return kind
    raise KeyError(name)
