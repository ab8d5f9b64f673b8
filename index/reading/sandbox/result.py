"""The result that a worker process returns to its parent, as JSON."""

from dataclasses import dataclass

from index.reading.extracted_text import ExtractedText


@dataclass(frozen=True, slots=True)
class WorkerResult:
    """One of three: `reading`; `error`; or `breach`, the limit exceeded: memory, output, blocks or depth.

    `error` is the class name of the UnreadableDocument that was raised, `message` its text.
    """

    reading: ExtractedText | None = None
    error: str | None = None
    message: str = ""
    breach: str | None = None
