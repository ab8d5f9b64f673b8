"""Sentences and passages of a reading: every visible character in one of each, by offset."""

from hypothesis import given
from hypothesis import strategies as st

from index.reading.extracted_text import ExtractedText, join_blocks
from index.reading.plain_text import read_plain_text
from index.splitting.passages import MAX_PASSAGE_CHARS, Passage, split
from index.splitting.sentences import MAX_SENTENCE_CHARS
from tests.index.texts import texts

readings = st.lists(st.tuples(texts, st.booleans()), max_size=8).map(
    lambda parts: ExtractedText("text/plain", *join_blocks(parts))
)


@given(readings)
def test_sentences_cover_the_paragraphs_and_no_heading(reading: ExtractedText) -> None:
    sentences = split(reading).sentences

    for number, block in enumerate(reading.blocks):
        own = [sentence for sentence in sentences if sentence.block == number]
        inside = [reading.text[s.start : s.end] for s in own]
        words = reading.text[block.start : block.end]
        assert all(block.start <= s.start < s.end <= block.end for s in own)
        expected = "" if block.is_heading else "".join(words.split())
        assert expected == "".join("".join(inside).split())


@given(readings)
def test_sentences_are_in_order_trimmed_and_apart(reading: ExtractedText) -> None:
    position = 0
    for sentence in split(reading).sentences:
        words = reading.text[sentence.start : sentence.end]
        assert position <= sentence.start
        assert words == words.strip() != ""
        assert len(words) <= MAX_SENTENCE_CHARS
        position = sentence.end


@given(readings)
def test_every_sentence_is_in_exactly_one_passage(reading: ExtractedText) -> None:
    parts = split(reading)

    numbers = [n for passage in parts.passages for n in range(passage.first, passage.last + 1)]
    assert list(range(len(parts.sentences))) == numbers


@given(readings)
def test_a_passage_is_one_sentence_or_short_enough_to_encode(reading: ExtractedText) -> None:
    parts = split(reading)

    for passage in parts.passages:
        length = parts.sentences[passage.last].end - parts.sentences[passage.first].start
        assert passage.first == passage.last or length <= MAX_PASSAGE_CHARS


@given(readings)
def test_a_passage_stands_under_the_last_heading_before_it(reading: ExtractedText) -> None:
    parts = split(reading)

    for passage in parts.passages:
        for sentence in parts.sentences[passage.first : passage.last + 1]:
            above = [b for b in reading.blocks if b.is_heading and b.end <= sentence.start]
            heading = reading.text[above[-1].start : above[-1].end] if above else None
            assert heading == passage.heading


def test_headings_divide_passages() -> None:
    text = "Before.\n\nOne\n\nFirst. Second.\n\nThird.\n\nTwo\n\nFourth."

    parts = split(read_plain_text(text.encode(), "a.txt"))

    assert (Passage(0, 0, None), Passage(1, 3, "One"), Passage(4, 4, "Two")) == parts.passages


def test_a_long_section_is_cut_into_no_more_passages_than_it_needs() -> None:
    text = " ".join(f"This is the sentence with the number {number}." for number in range(100))

    parts = split(read_plain_text(text.encode(), "a.txt"))

    assert -(-len(text) // MAX_PASSAGE_CHARS) == len(parts.passages)
