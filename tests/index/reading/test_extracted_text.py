"""The canonical form of a text, and the offsets of its blocks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EmptyDocument
from index.reading.extracted_text import Block, ExtractedText, check_not_empty, join_blocks, normalise
from tests.index.texts import texts

parts = st.lists(st.tuples(texts, st.booleans()), max_size=6)


@given(texts)
def test_the_canonical_form_of_a_canonical_text_is_itself(text: str) -> None:
    once = normalise(text)

    assert once == normalise(once)
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)


@given(parts)
def test_joined_blocks_are_found_again_by_their_offsets(parts: list[tuple[str, bool]]) -> None:
    expected = [(normalise(words).strip(), is_heading) for words, is_heading in parts]

    text, blocks = join_blocks(parts)

    found = [(text[block.start : block.end], block.is_heading) for block in blocks]
    assert [(words, is_heading) for words, is_heading in expected if words] == found
    assert normalise(text) == text


def test_blocks_stand_apart_by_an_empty_line() -> None:
    text, blocks = join_blocks([("Head", True), ("  ", False), (" One. ", False)])

    assert ("Head\n\nOne.", (Block(0, 4, True), Block(6, 10))) == (text, blocks)


@pytest.mark.parametrize("blocks", [(), (Block(0, 4, is_heading=True),)])
def test_a_text_of_headings_alone_holds_nothing_to_quote(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(EmptyDocument, match=r"^a\.md contains no text to quote\. Check"):
        check_not_empty(ExtractedText("text/plain", "Head", blocks), "a.md")
