"""Plain English in what users read: no text has a phrase of the list, and each kind of text its contractions.

What users read is every text in the code but docstrings and patterns, and the help of both programs.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest
import typer

from bot.__main__ import app as bot_app
from index.cli.app import app as index_app

FORBIDDEN: Final = (
    r"whoever",
    r"anew",
    r"meanwhile",
    r"(?:is|are) over",
    r"stands?|stood",
    r"tells?|told",
    r"nearest",
    r"beside",
    r"mend(?:ed|s)?",
    r"just now",
    r"any more",
    r"(?:no|some|every|any)body",
    r"so many",
    r"(?<!person )(?<!people )(?<!anyone )who ask(?:s|ed)",
    r"(?:only|for|of|to) who(?!,)",
    r"(?:do|does) not fit|doesn't fit",
    r"kept of|(?:is|are) kept without",
    r"(?:cannot|can't) be seen",
    r"(?:off|taken off) the record",
    r"everyone's record",
    r"the (?:newest|oldest|earliest|last added) first",
    r"a quarter of an hour",
    r"the owner of the bot",
    r"rests? on",
    r"the very",
    r"for all to see",
)
FORBIDDEN_SIGNS: Final = (r"\d %", r"\.\.\. ")
ASSISTING: Final = r"(?:can|could|do|does|did|is|are|was|were|will|would|has|have)"
LONG_FORM: Final = rf"\b{ASSISTING} ?not\b"
CONTRACTION: Final = r"\b(?:\w+n't|I'm|I'll|I've|(?:you|they|we)'(?:re|ll|ve)|(?:it|that|there|what)'s)\b"

SPOKEN: Final = Path("bot/strings")
"""The replies on Discord, which are contracted."""

SAMPLES: Final = ("Fähren und Störche",)
"""Beginnings of texts that a model is tried on; nobody reads them."""

IDENTIFIERS: Final = re.compile(r"[\w.:/-]*")
PATTERN: Final = re.compile(r"\\[bswd.(\[]|\(\?|\w\|\w")


def find_texts(path: Path) -> Iterator[str]:
    """The texts of a module but for its docstrings, identifiers and patterns, without what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        else:
            continue
        if (
            id(node) not in docstrings
            and not IDENTIFIERS.fullmatch(text)
            and not PATTERN.search(text)
            and not text.startswith(SAMPLES)
        ):
            yield text


def list_help(program: typer.Typer) -> Iterator[str]:
    group = typer.main.get_group(program)
    for command in (group, *group.commands.values()):
        yield command.help or ""
        for parameter in command.params:
            if isinstance(parameter, click.Option | click.Argument):
                yield getattr(parameter, "help", None) or ""


def find_all() -> Iterator[tuple[str, str]]:
    """Every text that users read, with where it is."""
    for folder in ("bot", "index"):
        for path in sorted(Path(folder).rglob("*.py")):
            yield from ((str(path), text) for text in find_texts(path))
    for name, program in (("python -m bot", bot_app), ("python -m index", index_app)):
        yield from ((f"{name} --help", text) for text in list_help(program))
    for path in (Path(".env.example"), Path("index/corpus/starter/parties.yaml")):
        yield str(path), path.read_text(encoding="utf-8")


def refuse(text: str) -> str | None:
    """The first forbidden phrase in a text."""
    found = re.search(rf"\b(?:{'|'.join(FORBIDDEN)})\b|{'|'.join(FORBIDDEN_SIGNS)}", text, re.IGNORECASE)
    return found[0] if found else None


@pytest.mark.slow
def test_no_text_that_users_read_has_a_forbidden_phrase() -> None:
    texts = list(find_all())

    assert len(texts) > 1000
    assert [] == [(where, refuse(text), text) for where, text in texts if refuse(text)]


def test_replies_are_contracted_and_the_command_line_is_not() -> None:
    long = [
        (path.name, text)
        for path in SPOKEN.glob("*.py")
        for text in find_texts(path)
        if re.search(LONG_FORM, text)
    ]
    contracted = [
        (str(path), text)
        for path in Path("index").rglob("*.py")
        for text in find_texts(path)
        if re.search(CONTRACTION, text)
    ]

    assert ([], []) == (long, contracted)


@pytest.mark.parametrize(
    "text",
    [
        "tell whoever runs me",
        "the newest first",
        "the last added first",
        "Only who asked",
        "95 %",
        "This preview is over: it was added.",
    ],
)
def test_a_phrase_of_the_list_is_found(text: str) -> None:
    assert refuse(text)


@pytest.mark.parametrize("text", ["Most recently added first", "the person who asked", "newest first", "95%"])
def test_plain_english_is_let_pass(text: str) -> None:
    assert refuse(text) is None
