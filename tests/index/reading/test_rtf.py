"""RTF files: paragraphs, rows of tables, and the notes that the library would leave out."""

import pytest

from index.errors import UnreadableDocument
from index.reading.extracted_text import ExtractedText
from index.reading.rtf import read_rtf


def show(inside: str) -> list[str]:
    reading: ExtractedText = read_rtf(f"{{\\rtf1\\ansi\\ansicpg1252 {inside}}}".encode(), "a.rtf")
    return [reading.text[block.start : block.end] for block in reading.blocks]


@pytest.mark.parametrize(
    ("inside", "blocks"),
    [
        (r"One.\par Two.", ["One.", "Two."]),
        (r"caf\'e9 \u8220?quoted\u8221? \{x\}", ["café “quoted” {x}"]),
        (r"{\fonttbl{\f0 Times;}}{\info{\title T}}One.", ["One."]),
        (r"Year\cell Sites\cell\row 2018\cell 33\cell\row After.", ["Year | Sites", "2018 | 33", "After."]),
        (
            r"One{\super\chftn}{\footnote \pard A note.} goes on.\par Two.\par",
            ["One goes on.", "A note.", "Two."],
        ),
        (r"One{\*\footnote A {\b note}.}{\footnote B.} on.\par Two.", ["One on.", "A note.", "B.", "Two."]),
        (r"One{\footnote A note.} on.", ["One on.", "A note."]),
    ],
)
def test_a_file_is_read_as_it_is_shown(inside: str, blocks: list[str]) -> None:
    assert blocks == show(inside)


def test_a_character_in_two_halves_is_one_and_a_half_is_none() -> None:
    assert ["\U0001f600 \ufffd"] == show(r"\u55357?\u56832? \u55357?")


def test_a_number_of_no_character_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="is damaged"):
        show(r"\u99999999999 One.")


@pytest.mark.parametrize(
    "raw", [b"{\\rtf1 One{\\footnote never closed", b"{\\rtf1 \\'zz One.", b"{\\rtf1}", b"{\\rtf1 }}}{{"]
)
def test_a_damaged_file_is_read_as_far_as_it_goes(raw: bytes) -> None:
    read_rtf(raw, "a.rtf")
