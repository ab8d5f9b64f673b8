"""Reading in a process of its own: the same text, and every limit ends in one sentence."""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import BadMetadata, EmptyDocument, OversizedDocument, UnreadableDocument
from index.reading.readers import read_in_process
from index.reading.sandbox import sandbox
from index.reading.sandbox.limits import FILE_LIMITS, MAX_WORKERS, WorkerLimits
from index.reading.sandbox.sandbox import read_in_sandbox
from tests.index.reading.made_files import SENTENCES, make_docx, make_epub, make_pdf, set_lines
from tests.index.reading.processes import list_children
from tests.strength import mostly_slow

FILES = {
    "a.txt": "One – “two”.\n\nThree 😀.".encode(),
    "a.md": b"---\ntitle: A\nabout: [S01, S02]\npublished: 2019\n---\nOne.",
    "a.html": f"<article>{''.join(f'<p>{sentence * 2}</p>' for sentence in SENTENCES)}</article>".encode(),
    "a.pdf": make_pdf([set_lines(SENTENCES), set_lines(SENTENCES[1:])]),
    "a.docx": make_docx(lambda document: document.add_paragraph("One.")),
    "a.epub": make_epub({"a.xhtml": "<p>One.</p>"}),
    "a.rtf": b"{\\rtf1 One.}",
}


@pytest.mark.parametrize("name", mostly_slow(FILES, 3))
def test_a_file_reads_the_same_as_in_this_process(name: str) -> None:
    assert read_in_process(FILES[name], name) == read_in_sandbox(FILES[name], name)


@pytest.mark.parametrize(
    ("raw", "kind", "message"),
    [
        (b"---\ntitel: A\n---\nOne.", BadMetadata, "ä\udcff.md, line 2: unknown key 'titel'."),
        (b"# A", EmptyDocument, "ä\udcff.md contains no text to quote."),
    ],
)
def test_an_error_is_told_as_it_was_raised(raw: bytes, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        read_in_sandbox(raw, "ä\udcff.md")

    assert kind is type(caught.value)
    assert str(caught.value).startswith(message)


LONG = b"One word and another one. " * 40_000


@pytest.mark.parametrize(
    ("limits", "raw", "message"),
    [
        (replace(FILE_LIMITS, output_bytes=10_000), LONG, "contains more than 0 MB of text"),
        (replace(FILE_LIMITS, memory_bytes=60_000_000), LONG * 12, "MB of memory"),
        (replace(FILE_LIMITS, blocks=2), b"One.\n\nTwo.\n\nThree.", "has more than 2 paragraphs"),
        (
            replace(FILE_LIMITS, cpu_seconds=1),
            b"|a" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n" + b"|a\n" * 2000,
            "takes longer to read than the limit (1 s)",
        ),
        (replace(FILE_LIMITS, timeout_seconds=0), LONG, "takes longer to read"),
        (replace(FILE_LIMITS, open_files=3), LONG, "could not be read"),
    ],
)
def test_a_limit_ends_the_reading_in_one_sentence(limits: WorkerLimits, raw: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_in_sandbox(raw, "a.md", limits)

    assert message in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_as_many_paragraphs_as_are_allowed_are_read() -> None:
    reading = read_in_sandbox(b"One.\n\nTwo.\n\nThree.", "a.md", replace(FILE_LIMITS, blocks=3))

    assert 3 == len(reading.blocks)


def test_nesting_without_end_is_told() -> None:
    with pytest.raises(OversizedDocument, match="is nested too deeply"):
        read_in_sandbox(make_epub({"a.xhtml": "<div>" * 3000 + "One." + "</div>" * 3000}), "a.epub")


def tell(reading: str) -> str:
    """A program that answers with a reading."""
    return f"""print('{{"reading": {{"media_type": "a", {reading}}}}}')"""


PROGRAMS = {
    "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)": "could not be read",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "could not be read",
    "1 / 0": "could not be read",
    "print('no JSON')": "could not be read",
    "print('[]')": "could not be read",
    "print('{}')": "could not be read",
    """print('{"error": "SystemExit", "message": "no"}')""": "could not be read",
    """print('{"error": "RecordError", "message": "no"}')""": "could not be read",
    """print('{"breach": "no"}')""": "could not be read",
    'print(\'{"error": "UnknownFormat", "message": 1}\')': "could not be read",
    tell('"text": "", "blocks": [{"start": 0, "end": 9}]'): "could not be read",
    tell('"text": "A", "blocks": [{"start": 1, "end": 0}]'): "could not be read",
    tell('"text": "A", "blocks": [], "pages": [[9, 1]]'): "could not be read",
    tell('"text": "AB", "blocks": [], "pages": [[1, 1], [0, 2]]'): "could not be read",
    tell('"text": 1, "blocks": []'): "could not be read",
    """import os; assert not set(os.environ) - {"LC_CTYPE"}; print('{"breach": "depth"}')""": "is nested",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_child_that_is_not_itself_any_more_is_not_believed(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_PROGRAM", program)

    with pytest.raises(UnreadableDocument, match=PROGRAMS[program]):
        read_in_sandbox(b"One.", "a.txt")


def test_the_last_words_of_a_failed_reader_are_kept_for_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PROGRAM", "1 / 0")

    with pytest.raises(UnreadableDocument) as caught:
        read_in_sandbox(b"One.", "a.txt")

    assert "ZeroDivisionError" in caught.value.__notes__[0]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_many_threads_read_and_leave_neither_process_nor_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = list_children(os.getpid())
    with ThreadPoolExecutor(6) as threads:
        texts = list(
            threads.map(lambda number: read_in_sandbox(b"No. %d." % number, "a.txt").text, range(12))
        )

    assert [f"No. {number}." for number in range(12)] == texts
    assert before == list_children(os.getpid())
    assert [] == list(tmp_path.iterdir())


CLOCK = """
import json, time
begun = time.monotonic()
time.sleep(0.3)
text = f"{begun} {time.monotonic()}"
print(json.dumps({"reading": {"media_type": "a", "text": text, "blocks": []}}))
"""


@pytest.mark.slow
def test_two_read_at_once_and_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PROGRAM", CLOCK)

    with ThreadPoolExecutor(6) as threads:
        texts = list(threads.map(lambda _: read_in_sandbox(b"One.", "a.txt").text, range(6)))

    spans = [tuple(map(float, text.split())) for text in texts]
    assert MAX_WORKERS == 2 == max(sum(begun <= start < end for begun, end in spans) for start, _ in spans)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    "limits", [replace(FILE_LIMITS, timeout_seconds=0), replace(FILE_LIMITS, memory_bytes=60_000_000)]
)
def test_a_reader_that_is_ended_leaves_neither_process_nor_file_nor_a_turn_taken(
    limits: WorkerLimits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = list_children(os.getpid())

    for _ in range(MAX_WORKERS + 1):
        with pytest.raises(UnreadableDocument):
            read_in_sandbox(LONG * 12, "a.md", limits)

    assert before == list_children(os.getpid())
    assert [] == list(tmp_path.iterdir())
    assert "One." == read_in_sandbox(b"One.", "a.txt").text
