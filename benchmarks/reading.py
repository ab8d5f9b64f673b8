"""Measures text extraction from files that other programs wrote: `python -m benchmarks.reading`.

Each installed program writes a known text to a file, which is read as `add` reads it, and compared. *In
order* is the share of the written characters that were extracted in the same order; footnotes are matched
separately, since programs place them differently. *Added* is the share of extracted characters that were not
written. White space counts as one space, and as none in Chinese and Japanese.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import partial_ratio_alignment

from benchmarks.known_text import KnownText, read_english, write_in
from benchmarks.other_programs import (
    HEADS_AND_NOTES,
    ONE_COLUMN,
    TWO_COLUMNS,
    Maker,
    chromium,
    is_here,
    latex,
    libreoffice,
    pandoc,
    weasyprint,
)
from index.errors import RecordError
from index.reading.files import extract_text

_MARKS = re.compile(r"[|¹²³⁴⁵⁶⁷⁸⁹]")
"""Separators of table cells, and marks of footnotes."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A file to make: its name, the programs needed, and the text."""

    name: str
    programs: tuple[str, ...]
    make: Maker
    text: KnownText


def list_trials() -> Iterator[Trial]:
    """Files by five programs: columns, notes, hyphens, tables, running heads, and five languages."""
    english = read_english()
    for target in ("docx", "epub", "rtf", "html"):
        yield Trial(f"pandoc.{target}", ("pandoc",), pandoc(target), english)
    for target in ("pdf", "docx", "rtf", "epub"):
        yield Trial(f"libreoffice.{target}", ("pandoc", "soffice"), libreoffice(target), english)
    yield Trial("chromium, header and footer.pdf", ("chromium",), chromium(ONE_COLUMN), english)
    bare = "--no-pdf-header-footer"
    yield Trial("chromium, two columns.pdf", ("chromium",), chromium(TWO_COLUMNS, bare), english)
    yield Trial("weasyprint, heads and notes.pdf", ("weasyprint",), weasyprint(HEADS_AND_NOTES), english)
    yield Trial("weasyprint, two columns.pdf", ("weasyprint",), weasyprint(TWO_COLUMNS), english)
    yield Trial("latex, one column.pdf", ("pdflatex",), latex("11pt"), english)
    yield Trial("latex, two columns.pdf", ("pdflatex",), latex("twocolumn"), english)
    for language in ("zh", "ja", "ar", "he"):
        text = write_in(language)
        yield Trial(f"pandoc, {language}.docx", ("pandoc",), pandoc("docx"), text)
        yield Trial(f"libreoffice, {language}.pdf", ("pandoc", "soffice"), libreoffice("pdf"), text)
        yield Trial(f"libreoffice, {language}.rtf", ("pandoc", "soffice"), libreoffice("rtf"), text)
        yield Trial(f"chromium, {language}.pdf", ("chromium",), chromium(ONE_COLUMN, bare), text)
        yield Trial(f"weasyprint, {language}.pdf", ("weasyprint",), weasyprint(ONE_COLUMN), text)


def measure(text: KnownText, read_text: str) -> tuple[float, float]:
    """The shares of characters that are in order and that were added."""
    written, extracted = _plain(text.body, text), _plain(read_text, text)
    in_order = LCSseq.similarity(written, extracted)
    length = len(written)
    for note in (_plain(note, text) for note in text.notes):
        if match := partial_ratio_alignment(note, extracted):
            in_order += LCSseq.similarity(note, extracted[match.dest_start : match.dest_end])
        length += len(note)
    return in_order / length, max(0.0, 1 - in_order / max(len(extracted), 1))


def _plain(words: str, text: KnownText) -> str:
    gap = "" if text.language in ("zh", "ja") else " "
    return gap.join(_MARKS.sub("", words).replace("’", "'").split())


def main() -> None:
    """Make the files, read them and print the shares; exit with status 1 if one is under 99%."""
    low = 0
    print(f"{'file':36} {'in order':>9} {'added':>7}")
    for trial in list_trials():
        missing = [program for program in trial.programs if not is_here(program)]
        if missing:
            print(f"{trial.name:36} skipped: {' and '.join(missing)} not installed")
            continue
        try:
            reading = extract_text(trial.make(trial.text), trial.name)
        except (RecordError, subprocess.SubprocessError, OSError) as error:
            print(f"{trial.name:36} failed: {error}")
            low += 1
            continue
        in_order, added = measure(trial.text, reading.text)
        low += in_order < 0.99
        print(f"{trial.name:36} {in_order:9.2%} {added:7.2%}", flush=True)
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
