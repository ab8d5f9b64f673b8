"""Parse units, and the mapping of their offsets to the text."""

from hypothesis import given

from index.attribution.parse_units import ParseUnit, make_parse_units
from index.errors import UnreadableDocument
from index.reading.plain_text import read_plain_text
from index.splitting.passages import split
from tests.index.texts import texts


def frame(text: str) -> list[ParseUnit]:
    try:
        reading = read_plain_text(text.encode("utf-8", "surrogatepass"), "a.txt")
    except UnreadableDocument:
        return []
    return make_parse_units(reading.text, split(reading).sentences)


def test_a_quoted_clause_is_replaced_and_a_quoted_part_of_the_sentence_stays() -> None:
    (first, second) = frame("“We shall never leave the bay,” said Holt. Lee called it “a sham”.")

    assert "“It is so,” said Holt." == first.words
    assert "Lee called it “a sham”." == second.words


def test_a_quotation_over_several_sentences_is_one_frame() -> None:
    (only,) = frame("“We waited. Nobody came. We left,” said Holt.")

    assert (0, 2, "“It is so,” said Holt.") == (only.first, only.last, only.words)


def test_a_question_and_who_asked_it_are_one_frame() -> None:
    assert ["“It is so?” Holt asked."] == [one.words for one in frame("“Will it ever be over?” Holt asked.")]


def test_an_offset_leads_back_to_the_text() -> None:
    text = "They met. “We shall never leave the bay,” said Holt, “not while I live.”"
    last = frame(text)[-1]

    start = last.words.index("Holt")
    assert "Holt" == text[last.text_offset(start) : last.text_offset(start + 4)]


@given(texts)
def test_frames_hold_all_sentences_once_and_every_offset_leads_into_them(text: str) -> None:
    frames = frame(text)

    numbers = [number for one in frames for number in range(one.first, one.last + 1)]
    assert list(range(len(numbers))) == numbers
    for one in frames:
        places = [one.text_offset(offset) for offset in range(len(one.words) + 1)]
        assert all(one.start <= place <= one.end for place in places)
