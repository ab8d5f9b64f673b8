"""The list of documents: its pages, and its limits."""

import pytest

from bot.documents.components import MAX_FILTER_CHARS
from bot.sources.list_view import list_documents
from bot.strings import answers as words
from index import Document, Kind
from tests.bot import layouts
from tests.bot.answers.test_views import PARTIES


def document(number: int = 0, **source: object) -> Document:
    known = {
        "id": f"d{number}",
        "title": f"Letter {number}",
        "kind": Kind.LETTER,
        "version": 1,
        "media_type": "text/plain",
        "original": "0",
        "sha256": "0",
        "added": "2026-01-01T00:00:00Z",
        "text": "",
    }
    return Document.model_validate({**known, **source})


def test_an_empty_record_says_so() -> None:
    assert [words.NO_DOCUMENTS] == layouts.texts(list_documents(PARTIES, [], 0))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (0, ("Documents 1–10 of 25", [words.NEXT])),
        (10, ("Documents 11–20 of 25", [words.PREVIOUS, words.NEXT])),
        (20, ("Documents 21–25 of 25", [words.PREVIOUS])),
        (90, ("Documents 21–25 of 25", [words.PREVIOUS])),
    ],
)
def test_the_list_has_pages(first: int, expected: tuple[str, list[str]]) -> None:
    """The last number is of a page that no longer exists, since documents were removed."""
    view = list_documents(PARTIES, [document(number) for number in range(25)], first)

    assert expected == (layouts.texts(view)[-1].split("-# ")[1].split(",")[0], layouts.labels(view))


def test_a_list_of_few_documents_has_no_buttons() -> None:
    assert [] == layouts.labels(list_documents(PARTIES, [document(n) for n in range(10)], 0))


def test_the_list_tells_briefings_from_sources() -> None:
    briefing = document(kind=Kind.BRIEFING, author="On the Record", published="2021")
    letter = document(1, author="Ada", party="ferry", publisher="The Gazette", published="2019")

    told = layouts.texts(list_documents(PARTIES, [briefing, letter], 0))[0]

    assert told == (
        "**Letter 0**\n-# Briefing on events up to 2021\n"
        "**Letter 1**\n-# The Ferry · Letter by Ada, published by The Gazette, 2019"
    )


def test_a_list_of_long_titles_ends_where_the_message_is_full() -> None:
    documents = [document(n, title="_" * 900, author="*" * 900, publisher="~" * 900) for n in range(20)]

    view = list_documents(PARTIES, documents, 0)

    layouts.check_limits(view)
    shown = layouts.text(view).count("\n-# Letter")
    assert 3 < shown < 10
    assert [f"documents:{shown}:Next"] == layouts.custom_ids(view)


@pytest.mark.parametrize("length", range(85, 101))
def test_a_list_that_is_narrowed_down_by_long_words_fits_as_well(length: int) -> None:
    documents = [document(n, title="a" * 150, author="b" * length, publisher="c" * 100) for n in range(20)]

    view = list_documents(PARTIES, documents, 10, wanted="*" * MAX_FILTER_CHARS, side="x" * 900)

    layouts.check_limits(view)
    assert "\\*" * MAX_FILTER_CHARS in layouts.text(view)
