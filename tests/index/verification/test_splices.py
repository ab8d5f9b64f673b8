"""Splices: pieces of pasted words, each the longest that occurs somewhere."""

import pytest

from index.verification.splices import find_longest_pieces, find_separated_pieces
from index.verification.text_index import TextIndex
from tests.index.verification.entries import make_texts

ONE = "The keeper of the harbour has no boats at all, she says, and wants none."
TWO = "The miller of the valley has no flour this year, nor had he any last year."


@pytest.fixture
def texts() -> TextIndex:
    return make_texts(ONE, TWO)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (
            "The keeper of the harbour has no flour this year, nor had he any",
            ["The keeper of the harbour has no", "flour this year, nor had he any"],
        ),
        (
            "wants none. The miller of the valley has",
            [],  # the first piece has two words only
        ),
        ("The keeper of the valley has no boats at all", []),
        (
            "The keeper of the harbour has no boats at all, she",
            ["The keeper of the harbour has no boats at all, she"],
        ),
    ],
)
def test_without_marks_every_piece_has_to_say_something(
    texts: TextIndex, words: str, pieces: list[str]
) -> None:
    assert pieces == [words[piece.start : piece.end] for piece in find_longest_pieces(texts, words)]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("The keeper of the harbour ... nor had he any", 2),
        ("The keeper of the harbour ... nor had she any", 0),
        ("The keeper of the harbour ... any", 0),
        ("The keeper of the harbour", 0),
    ],
)
def test_with_marks_all_pieces_have_a_place_or_none(texts: TextIndex, words: str, count: int) -> None:
    assert count == len(find_separated_pieces(texts, words))
