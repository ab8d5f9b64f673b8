"""Plain text: nothing is taken away from it."""

import pytest
from hypothesis import given

from index.errors import UnknownFormat
from index.reading.extracted_text import normalise
from index.reading.plain_text import read_plain_text
from tests.growth import count_seconds
from tests.index.texts import texts


def show(text: str | bytes) -> list[str]:
    """The blocks of a plain text, a heading after a number sign."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    reading = read_plain_text(raw, "a.txt")
    return [f"{'# ' if b.is_heading else ''}{reading.text[b.start : b.end]}" for b in reading.blocks]


LONG = "This line is longer than anybody would wrap by hand, " * 4 + "and it ends here."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("Business News\n\nOne.", ["# Business News", "One."]),
        ("What happened?\n\nOne.", ["What happened?", "One."]),
        ("“It is wrong.”\n\nOne.", ["“It is wrong.”", "One."]),
        ("Business News\n\nMore News", ["# Business News", "More News"]),
        ("It is\nwrapped by\nhand.\n\nTwo.", ["It is\nwrapped by\nhand.", "Two."]),
        (f"{LONG}\n{LONG}\nA heading\n{LONG}", [LONG, LONG, "# A heading", LONG]),
        ("   indented.   \n \t \n\tTwo.  ", ["indented.", "Two."]),
        ("\n\n\nOne.\n\n\n\n", ["One."]),
        (
            f"{'A heading of too many words ' * 4}\n\nOne.",
            [("A heading of too many words " * 4).strip(), "One."],
        ),
        ("*stars* and [brackets](x) & &amp; stay.", ["*stars* and [brackets](x) & &amp; stay."]),
        ("---\ntitle: A\n---\nOne.", ["---\ntitle: A\n---\nOne."]),
    ],
)
def test_paragraphs_and_headings_are_told_apart(written: str, shown: list[str]) -> None:
    assert shown == show(written)


def test_the_text_is_the_file() -> None:
    written = "  Two  spaces,\ta tab.\n\n\n\nThree empty lines.  \n"

    assert written == read_plain_text(written.encode(), "a.txt").text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_and_ends_of_lines_make_no_difference(end: str, encoding: str) -> None:
    written = f"Café.{end}{end}“Deux.”"

    assert "Café.\n\n“Deux.”" == read_plain_text(written.encode(encoding), "a.txt").text


def test_big_endian_utf_16_is_read_by_its_mark() -> None:
    assert ["Café."] == show(b"\xfe\xff" + "Café.".encode("utf-16-be"))


def test_characters_are_composed_once() -> None:
    assert ["Caf\u00e9 \u212b."] != show("Cafe\u0301 A\u030a.") == ["Caf\u00e9 \u00c5."]


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("Café".encode("latin-1"), "a.txt is not text in UTF-8. Save it as UTF-8 and try again."),
        ("Café “x”".encode("cp1252"), "a.txt is not text in UTF-8. Save it as UTF-8 and try again."),
        (
            "x".encode("utf-16-le") + b"\0",
            "a.txt is a binary file, not text. Give a text, Markdown or HTML file.",
        ),
        (b"a\0b", "a.txt is a binary file, not text. Give a text, Markdown or HTML file."),
        (b"\xff\xfea", "a.txt is not text in UTF-8. Save it as UTF-8 and try again."),
        (b"\xff\xfe\x00\xd8", "a.txt is not text in UTF-8. Save it as UTF-8 and try again."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a.txt is not text in UTF-8. Save it as UTF-8 and try again."),
    ],
)
def test_another_encoding_and_binary_files_are_refused_not_guessed(raw: bytes, refusal: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        read_plain_text(raw, "a.txt")

    assert refusal == str(caught.value)


@given(texts)
def test_the_blocks_of_any_text_hold_all_that_can_be_seen_of_it(text: str) -> None:
    reading = read_plain_text(text.replace("\0", "").encode("utf-8"), "a.txt")

    assert normalise(text.replace("\0", "").removeprefix("\ufeff")) == reading.text
    position = 0
    for block in reading.blocks:
        words = reading.text[block.start : block.end]
        assert position <= block.start
        assert "" == reading.text[position : block.start].strip()
        assert words and words == words.strip()
        position = block.end
    assert "" == reading.text[position:].strip()


@pytest.mark.parametrize("filler", [" ", "\t", "\u3000", "\x0b", "\n", " \n", "x\n", "x "])
def test_a_megabyte_of_nothing_to_see_takes_seconds(filler: str) -> None:
    text = f"One.\n{filler * (1_000_000 // len(filler))}\nTwo."
    start = count_seconds()

    show(text)

    assert count_seconds() - start < 5
