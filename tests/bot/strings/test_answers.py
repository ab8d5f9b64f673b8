"""Sentences for users: dates, counts and figures; and that they are in one place."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.strings import answers as words

BOT = Path("bot")
ELSEWHERE = {Path("bot/settings.py"), *Path("bot/strings").iterdir()}
"""The sentences themselves, and descriptions of settings, which no user of Discord reads."""


@pytest.mark.parametrize(
    ("partial", "expected"),
    [("2019-10-04", "4 October 2019"), ("2019-10", "October 2019"), ("2019", "2019")],
)
def test_a_date_is_as_exact_as_it_is_known(partial: str, expected: str) -> None:
    assert expected == words.day(partial).replace("\N{NO-BREAK SPACE}", " ")


def test_a_date_is_never_broken_over_two_lines() -> None:
    assert [words.day("2019-10-04")] == words.day("2019-10-04").split(" ")


@pytest.mark.parametrize(
    ("first", "last", "total", "expected"),
    [
        (1, 1, 1, "1 quotation"),
        (1, 3, 3, "3 quotations"),
        (1, 3, 9, "1–3 of 9 quotations"),
        (9, 9, 9, "9 of 9 quotations"),
    ],
)
def test_it_is_said_which_quotations_are_shown(first: int, last: int, total: int, expected: str) -> None:
    assert expected == words.shown(first, last, total)


def test_an_origin_leaves_out_what_is_not_known() -> None:
    assert "Article" == words.origin(kind="article", author=None, publisher=None, published=None)


def test_without_a_connection_nothing_is_said_of_its_speed() -> None:
    for latency in (float("inf"), float("nan")):
        told = words.about(version="1", documents=2, characters=3000, newest=None, latency=latency)

        assert "Version 1\n2 documents, 3,000 characters" == told


def test_the_reply_to_an_unknown_side_lists_the_known_ones() -> None:
    told = "There's no such side. Choose one of these: The Ferry, The Bridge"

    assert f"{told}." == words.unknown_party(["The Ferry", "The Bridge"])
    assert f"{told} and 3 more." == words.unknown_party(["The Ferry", "The Bridge"], 3)
    assert "This record has no sides to choose from." == words.unknown_party([])


def test_a_question_too_soon_is_refused_with_the_limit_and_a_countdown() -> None:
    again = datetime(2026, 1, 1, tzinfo=UTC)

    for questions, seconds, limit in (
        (5, 60, "5 questions in 60 seconds"),
        (1, 1.0, "1 question in 1 second"),
    ):
        expected = f"You've reached the limit of {limit}. You can ask again <t:1767225600:R>."
        assert expected == words.too_soon(again, questions=questions, seconds=seconds)


@pytest.mark.parametrize(
    ("first", "last", "total", "expected"),
    [
        (1, 1, 1, "1 document"),
        (1, 10, 56, "Documents 1–10 of 56, oldest first"),
        (56, 56, 56, "Document 56 of 56, oldest first"),
    ],
)
def test_documents_are_counted_in_the_order_of_their_dates(
    first: int, last: int, total: int, expected: str
) -> None:
    assert expected == words.documents_shown(first, last, total)


def test_every_sentence_for_users_stands_in_words_or_is_the_message_of_an_error() -> None:
    files = [path for path in BOT.rglob("*.py") if path not in ELSEWHERE]

    assert [] == [f"{path}: {text}" for path in files for text in find_sentences(path)]


def find_sentences(path: Path) -> Iterator[str]:
    """Texts of three words or more that are neither docstrings, errors, nor for the log or the terminal."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    exempt = {id(part) for node in ast.walk(tree) if is_exempt(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in exempt and len(node.value.split()) >= 3:
            yield node.value


def is_exempt(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).startswith(("log.", "logging.", "typer.Option", "progress_bar"))
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )
