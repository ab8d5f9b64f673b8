"""The same wording in several documents is shown once."""

import re
import time
from collections.abc import Sequence
from functools import partial
from itertools import islice
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from index.answering.duplicates import DuplicateGroup, group_duplicates, normalise_words
from index.answering.forward_index import list_window_bounds
from index.splitting.sentences import split_sentences
from tests.index.answering.pools import sum_said


def cut(text: str, spans: Sequence[Any], first: int, last: int) -> str:
    return text[spans[first].start : spans[last].end]


class Pool:
    """Documents of one passage each, and all their windows."""

    def __init__(self, *documents: tuple[str, str, str | None]) -> None:
        self.passages: list[Any] = []
        rows, said = [], []
        for number, (text, kind, published) in enumerate(documents):
            spans = [SimpleNamespace(start=start, end=end) for start, end in split_sentences(text)]
            document = SimpleNamespace(id=f"d{number}", text=text, kind=kind, published=published)
            split = SimpleNamespace(sentences=spans, passages=[SimpleNamespace(first=0)])
            version = SimpleNamespace(id=number, document=document, split=split)
            version.slice = partial(cut, text, spans)
            stems = [re.findall(r"\w+", text[span.start : span.end].lower()) for span in spans]
            self.passages.append(SimpleNamespace(version=version, number=0))
            for first, last in zip(*list_window_bounds(len(spans)), strict=True):
                rows.append((number, int(first), int(last)))
                said.append(sum_said([stem for some in stems[first : last + 1] for stem in some]))
        self.rows = rows
        passage, first, last = np.array(rows, np.int64).T
        self.windows: Any = SimpleNamespace(
            passage=passage, first=first, last=last, content_hash=np.array(said)
        )

    def find(self, document: int, first: int, last: int) -> int:
        """The number of a window."""
        return next(n for n, row in enumerate(self.rows) if row == (document, first, last))

    def group(self, *chosen: tuple[int, int, int]) -> list[tuple[tuple[int, ...], ...]]:
        """The groups of chosen windows: the one shown first."""
        numbers = [self.find(*window) for window in chosen]
        groups = group_duplicates(numbers, self.windows, self.passages)
        return [tuple(self.rows[n] for n in (group.shown, *group.also_in)) for group in groups]


def article(text: str, published: str | None = None) -> tuple[str, str, str | None]:
    return text, "article", published


WORDS = "The keeper said that it isn't her harbour."
COPY = "Keeper said that it isn’t her harbour."


def test_the_earliest_source_is_shown_before_copies_and_briefings() -> None:
    pool = Pool((WORDS, "briefing", "2001"), article(COPY), article(WORDS, "2021"), article(WORDS, "2020-03"))

    groups = pool.group((0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0))

    assert [((3, 0, 0), (2, 0, 0), (1, 0, 0), (0, 0, 0))] == groups


def test_copies_are_found_in_all_of_the_pool() -> None:
    pool = Pool(article(WORDS), article("Something else entirely was said of it."), article(WORDS))

    assert [((0, 0, 0), (2, 0, 0)), ((1, 0, 0),)] == pool.group((0, 0, 0), (1, 0, 0))


def test_a_part_of_a_copy_is_left_out_and_more_than_a_copy_is_not() -> None:
    text = f"{WORDS} It belongs to the town. Nobody minds."
    pool = Pool(article(text), article(text), article(f"{WORDS} Storks nest there."))

    assert [((0, 0, 1), (1, 0, 1)), ((2, 0, 0),)] == pool.group((0, 0, 1), (1, 0, 0), (1, 1, 1), (2, 0, 0))
    assert [((0, 0, 0), (1, 0, 0), (2, 0, 0)), ((1, 0, 2), (0, 0, 2))] == pool.group((0, 0, 0), (1, 0, 2))


def test_the_same_words_twice_in_one_document_are_no_other_document() -> None:
    pool = Pool(article(f"{WORDS} Nobody minds. {WORDS}"))

    assert [((0, 0, 0),)] == pool.group((0, 0, 0), (0, 2, 2))


@pytest.mark.parametrize(
    "other",
    [
        "The keeper said that it is her harbour.",
        "The keeper said that it isn't his harbour.",
        "The harbour said that it isn't her keeper.",
        "The keeper never said that it isn't her harbour.",
    ],
)
def test_one_word_more_or_less_is_another_statement(other: str) -> None:
    pool = Pool(article(WORDS), article(other))

    assert [((0, 0, 0),), ((1, 0, 0),)] == pool.group((0, 0, 0), (1, 0, 0))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It paid $5.", "It paid €5."),
        ("It rose 5 %.", "It rose 5."),
        ("It was sued.", "It sued."),
        ("They may block it.", "They must block it."),
        ("Sold to Ann.", "Sold by Ann."),
        ("The court rejected it.", "The court accepted it."),
    ],
)
def test_what_changes_the_meaning_is_kept(one: str, other: str) -> None:
    assert normalise_words(one) != normalise_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We co-operate,” she had said.", '"We cooperate", she said.'),
        ("The U.S. list", "the U.S. list"),
        ("That the", "that the"),
    ],
)
def test_what_does_not_is_not(one: str, other: str) -> None:
    assert normalise_words(one) == normalise_words(other)


def test_nothing_is_compared_that_is_not_asked_for() -> None:
    def choose() -> Any:
        yield 0
        raise AssertionError("read too far")

    pool = Pool(article(WORDS))

    assert [DuplicateGroup(0, ())] == list(islice(group_duplicates(choose(), pool.windows, pool.passages), 1))


def test_a_pool_of_fifty_passages_takes_no_time() -> None:
    chance = np.random.default_rng(1)
    words = [f"w{n}" for n in range(500)]
    sentences = [" ".join(chance.choice(words, 20)).capitalize() + "." for _ in range(200)]
    pool = Pool(*(article(" ".join(chance.choice(sentences, 8)), "2020") for _ in range(50)))
    chosen = chance.permutation(len(pool.rows))[:50].tolist()

    took = []
    for _ in range(20):
        started = time.process_time()
        list(islice(group_duplicates(chosen, pool.windows, pool.passages), 5))
        took.append(time.process_time() - started)

    assert min(took) < 0.005
