"""Every stage of adding takes time in proportion to the text, whatever stands in it."""

from collections.abc import Callable
from itertools import count, islice

import pytest

from index import Index
from index.attribution.analysis import analyse
from index.attribution.entity_tracker import EntityTracker
from index.attribution.names import EntityType, Name
from index.attribution.parse_units import make_parse_units
from index.ingestion.near_duplicates import cut_shingles, measure_resemblance
from index.ingestion.quality_checks import find_quality_warnings
from index.reading.extracted_text import ExtractedText
from index.reading.plain_text import read_plain_text
from index.splitting.passages import split
from tests.growth import MOST, Work, find_growth
from tests.strength import mostly_slow

_SYLLABLES = (
    "ba",
    "ko",
    "li",
    "ren",
    "tor",
    "mi",
    "zan",
    "gol",
    "pe",
    "dru",
    "ha",
    "wes",
    "ny",
    "cul",
    "fa",
    "jor",
)


def make_new_name(number: int) -> str:
    """A name for each number, all of one length."""
    return "".join(_SYLLABLES[number >> shift & 15] for shift in (12, 8, 4, 0)).capitalize()


def repeat(piece: str) -> Callable[[int], str]:
    """Texts of so many characters that say the same over and over."""
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def close_what_was_never_opened(length: int) -> str:
    return repeat("‘a 'b ")(length // 2) + repeat("x” ")(length // 2)


def name_new_people(length: int) -> str:
    pieces = (f"{make_new_name(n)} {make_new_name(7 * n)} said that the gate was open. " for n in count())
    return "".join(islice(pieces, length // 40))


TEXTS = {
    "single marks, then double ones": close_what_was_never_opened,
    "new names": name_new_people,
    "possessives": repeat("‘a s’ x "),
    "opening marks": repeat("“a "),
    "straight marks": repeat('"'),
    "apostrophes": repeat("'a "),
    "dots": repeat("."),
    "brackets": repeat("[a ("),
    "brackets alone": repeat("["),
    "no full stop": repeat("the harbour said that the keeper told the town and "),
    "short sentences": repeat("He said so. "),
    "shorter sentences": repeat("I. "),
    "short paragraphs": repeat("He said so.\n\n"),
    "headings": repeat("HOLT\n\nHe said so.\n\n"),
    "one word": repeat("said "),
    "one letter": repeat("a"),
    "one capital": repeat("A"),
    "capitals": repeat("HOLT SAID THAT LEE WAS THERE. "),
    "line breaks": repeat("a\n\n\n\n"),
    "lines": repeat("a\n"),
    "list": repeat("(1) a; (2) b; "),
    "abbreviations": repeat("U.S. v. Mr. No. 5 "),
    "quotations": repeat("“A b c,” said Holt. “D e f.” "),
    "quotations alone": repeat("“A.” "),
    "addresses": repeat("https://e.org/"),
    "cookies": repeat("cookie "),
}


def read(text: str) -> ExtractedText:
    return read_plain_text(text.encode(), "a.txt")


def split_text(text: str) -> Work:
    reading = read(text)
    return lambda: split(reading)


def find_marks(text: str) -> Work:
    reading = read(text)
    sentences = split(reading).sentences
    return lambda: make_parse_units(reading.text, sentences)


def doubt(text: str) -> Work:
    return lambda: find_quality_warnings(text, language="en", usual="en")


def compare(text: str) -> Work:
    return lambda: measure_resemblance(cut_shingles(text), cut_shingles(text[1:]))


STAGES = {
    "reading": lambda text: lambda: read(text),
    "splitting": split_text,
    "marks": find_marks,
    "doubts": doubt,
    "likeness": compare,
}


@pytest.mark.parametrize("text", mostly_slow(TEXTS))
@pytest.mark.parametrize("stage", STAGES)
def test_twice_the_text_takes_about_twice_the_time(stage: str, text: str) -> None:
    assert find_growth(lambda length: STAGES[stage](TEXTS[text](length)), 8_000, floor=0.01) <= MOST


@pytest.mark.slow
@pytest.mark.parametrize("text", ["new names", "possessives", "quotations", "no full stop"])
def test_twice_the_text_takes_about_twice_the_time_to_look_for_speakers(text: str) -> None:
    def make(length: int) -> Work:
        reading = read(TEXTS[text](length))
        sentences = split(reading).sentences
        return lambda: analyse(reading.text, sentences)

    make(500)()  # the parser is loaded

    assert find_growth(make, 2_500, floor=0.01) <= MOST


@pytest.mark.slow
@pytest.mark.parametrize("text", ["single marks, then double ones", "headings"])
def test_twice_the_text_takes_about_twice_the_time_to_preview(record: Index, text: str) -> None:
    lengths = count(2_500)

    def make(length: int) -> Work:
        original = record.ingestion.read_text(
            TEXTS[text](length + next(lengths) % 97)
        )  # none is at hand already
        return lambda: record.ingestion.preview(original, scope="1001")

    make(500)()

    assert find_growth(make, 2_500, floor=0.01) <= MOST


NAMES = {
    "people": lambda new: Name(f"{new} {new[::-1]}", 0, 1, EntityType.PERSON),
    "people of one surname": lambda new: Name(f"{new} Smith", 0, 1, EntityType.PERSON),
    "women and men of one surname": lambda new: Name(new, 0, 0, EntityType.PERSON, "mrs"),
    "bodies": lambda new: Name(f"{new} Company Ltd", 0, 2, EntityType.BODY),
    "bodies of one beginning": lambda new: Name(f"Harbour Company {new}", 0, 2, EntityType.BODY),
    "single words": lambda new: Name(new, 0, 0, EntityType.UNKNOWN),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("paragraph", [1, 20, 100_000])
def test_twice_the_names_take_about_twice_the_time(kind: str, paragraph: int) -> None:
    def make(number: int) -> Work:
        names = [NAMES[kind](make_new_name(n)) for n in range(number)]

        def read_names() -> None:
            cast = EntityTracker()
            for place, name in enumerate(names):
                figure = cast.add_mention(name, (place // paragraph, place))
                assert figure is not None
                cast.note_roles(figure, ["lawyer"])
                cast.resolve(lambda one: one.gender == "f", (place // paragraph, place + 1))

        return read_names

    assert find_growth(make, 1_000, floor=0.005) <= MOST
