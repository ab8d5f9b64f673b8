"""What a reader's process answers to the process that started it, as JSON."""

from dataclasses import dataclass

from index.reading.extracted_text import ExtractedText


@dataclass(frozen=True, slots=True)
class WorkerResult:
    """One of three: a reading; a refusal; or `breach`, what ran out: memory, output, blocks or depth.

    `error` is the kind of UnreadableDocument that refused the file, with its `message`.
    """

    reading: ExtractedText | None = None
    error: str | None = None
    message: str = ""
    breach: str | None = None
