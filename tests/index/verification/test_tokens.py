"""Tokens: the bounds of words."""

import pytest

from index.verification.tokens import is_inside_word, tokenize, tokenize_with_marks


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("They can't; 12,500 non-profits.", ["They", "can't", ";", "12,500", "non-profits", "."]),
        ("no, 5 - 6", ["no", ",", "5", "-", "6"]),
        ("a你好b", ["a", "你", "好", "b"]),
        ("end. Next [1]", ["end", ".", "Next", "[", "1", "]"]),
    ],
)
def test_tokens_are_words_and_the_marks_between_them(text: str, tokens: list[str]) -> None:
    found = tokenize(text.replace("'", '"'))

    assert tokens == [token.text.replace('"', "'") for token in found]


def test_what_is_marked_as_changed_is_one_free_token() -> None:
    found = tokenize_with_marks("a [b c] ... d.", 0, 14)

    assert [("a", False), ("[b c]", True), ("...", True), ("d", False), (".", False)] == [
        (token.text, token.is_free) for token in found
    ]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("illegal", 2),
        ("websites", 7),
        ("non-legal", 4),
        ("non-legal", 3),
        ('can"t', 3),
        ("12,500", 2),
        ("1.5", 2),
    ],
)
def test_the_inside_of_a_word_is_no_border(text: str, at: int) -> None:
    assert is_inside_word(text, at)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a b", 1),
        ("end.", 3),
        ("a, b", 1),
        ("it - but", 2),
        ('"so"', 1),
        ('say "no"', 7),
        ("你好", 1),
        ("a", 0),
        ("a", 1),
    ],
)
def test_between_words_is_a_border(text: str, at: int) -> None:
    assert not is_inside_word(text, at)
