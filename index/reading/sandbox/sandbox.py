"""Reading in a child process, so that a file which is made to do harm harms a reader and nothing else.

The child has its own limits (`limits.py`) and an empty environment, in which no token is to be found. What it
answers is JSON in a file of bounded size, and is checked here as if a stranger had written it. It ends with
the process that asked, whatever ends that one, and the files between the two have no names. On Linux every
limit holds; elsewhere the system may not know some of them, and time and the size of the answer are bounded
still.
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
_OUTCOME: Final = TypeAdapter(WorkerResult)
_TURNS: Final = BoundedSemaphore(MAX_WORKERS)
"""Readers take turns, whoever starts them: each may take a core and much memory."""

_ENVIRONMENT: Final = {"SYSTEMROOT": os.path.expandvars("%SYSTEMROOT%")} if os.name == "nt" else {}
"""Windows starts no program without that."""

_LAST: Final = 2000
"""Bytes of a failed reader's last words, kept for whoever looks into it."""


def read_in_sandbox(raw: bytes, name: str, limits: WorkerLimits = FILE_LIMITS) -> ExtractedText:
    """The text of a file's bytes, read in a process of its own.

    Threads wait for their turns. Raises UnreadableDocument, or the kind of it that says
    what is wrong: OversizedDocument where a limit is reached. Starting the process takes a tenth of a second,
    loading a reader up to half a second.
    """
    try:
        with _TURNS, TemporaryFile() as given, TemporaryFile() as answer, TemporaryFile() as complaint:
            head = {"name": name, "limits": asdict(limits), "parent": os.getpid()}
            given.writelines((json.dumps(head).encode(), b"\n", raw))
            given.seek(0)
            code = _run(given, answer, complaint, name, limits)
            written = _take(answer, limits.output + 1)
            last_words = _take(complaint, -_LAST).decode(errors="replace")
    except OSError as error:
        reason = error.strerror or "no reader can be started"
        raise UnreadableDocument(f"{name} cannot be read now: {reason}. Try again later.") from error
    return _parse(written, code, name, limits, last_words)


def _run(given: IO[bytes], answer: IO[bytes], complaint: IO[bytes], name: str, limits: WorkerLimits) -> int:
    """Let a child read; its exit code, negative where a signal ended it."""
    command = [sys.executable, "-I", "-c", _PROGRAM]
    process = Popen(  # noqa: S603 - our own program
        command, stdin=given, stdout=answer, stderr=complaint, env=_ENVIRONMENT
    )
    try:
        return process.wait(limits.waiting)
    except TimeoutExpired as error:
        raise _refuse_slow(name, limits.waiting) from error
    finally:
        process.kill()
        process.wait()


def _take(file: IO[bytes], most: int) -> bytes:
    """The first bytes of a file, or with a negative number the last."""
    length = file.seek(0, 2)
    file.seek(0 if most >= 0 else max(0, length + most))
    return file.read(abs(most))


def _parse(written: bytes, code: int, name: str, limits: WorkerLimits, last_words: str) -> ExtractedText:
    if code != 0:
        raise _explain_end(code, name, limits, last_words)
    try:
        # Not by pydantic's own parser, which knows no names of files that are not UTF-8.
        outcome = _OUTCOME.validate_python(json.loads(written))
        if outcome.breach is not None:
            raise _refuse_breach(outcome.breach, name, limits)
        if outcome.error is not None:
            raise _find_kind(outcome.error)(outcome.message)
    except (ValidationError, ValueError, KeyError, RecursionError) as error:
        raise _refuse_broken(name, limits) from error
    if outcome.reading is None or not _is_sound(outcome.reading, limits):
        raise _refuse_broken(name, limits)
    return outcome.reading


def _is_sound(reading: ExtractedText, limits: WorkerLimits) -> bool:
    """Whether blocks and pages lie in the text, in order."""
    spans = [0, *(edge for block in reading.blocks for edge in (block.start, block.end)), len(reading.text)]
    starts = [0, *(offset for offset, _ in reading.pages), len(reading.text)]
    return len(reading.blocks) <= limits.blocks and spans == sorted(spans) and starts == sorted(starts)


def _explain_end(code: int, name: str, limits: WorkerLimits, last_words: str) -> UnreadableDocument:
    has_run_out = hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU
    error = _refuse_slow(name, limits.computing) if has_run_out else _refuse_broken(name, limits)
    if last_words:
        error.add_note(last_words)
    return error


def _refuse_slow(name: str, seconds: int) -> UnreadableDocument:
    return OversizedDocument(
        f"{name} takes more than the {seconds} seconds that reading may take. "
        "Split it, or save its text in another format."
    )


def _refuse_broken(name: str, limits: WorkerLimits) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} breaks the program that reads it: it is damaged, or needs more than "
        f"{limits.memory // 1_000_000} MB of memory. Save it again, or in another format."
    )


def _refuse_breach(breach: str, name: str, limits: WorkerLimits) -> UnreadableDocument:
    reasons = {
        "memory": f"needs more than {limits.memory // 1_000_000} MB of memory to be read",
        "output": f"holds more than {limits.output // 1_000_000} MB of text",
        "blocks": f"has more than {limits.blocks:,} paragraphs",
        "depth": "is nested too deeply to be read",
    }
    return OversizedDocument(f"{name} {reasons[breach]}. Split it, or save its text in another format.")


def _find_kind(name: str) -> type[UnreadableDocument]:
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, UnreadableDocument):
        return kind
    raise KeyError(name)
