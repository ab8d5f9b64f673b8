"""Metadata of documents, and their validation."""

import pytest
from pydantic import ValidationError

from index.domain.document import EVERYONE, NO_PARTY, Document, Kind, Metadata, Stated, author_as_speaker


def test_a_title_is_enough() -> None:
    metadata = Metadata(title="Letter")

    assert Metadata(title="Letter", kind=Kind.ARTICLE, party=NO_PARTY, language="en", about=()) == metadata


def test_spaces_around_words_are_dropped() -> None:
    assert Metadata(title=" Letter\n", author="\tAnn ").model_dump(include={"title", "author"}) == {
        "title": "Letter",
        "author": "Ann",
    }


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": ""},
        {"title": " \t"},
        {"title": None},
        {"title": 2019},
        {"title": "x" * 1001},
        {"title": "\ud800"},
        {"title": "A", "kind": "novel"},
        {"title": "A", "kind": None},
        {"title": "A", "party": ""},
        {"title": "A", "author": " "},
        {"title": "A", "published": "last week"},
        {"title": "A", "url": "example.org"},
        {"title": "A", "url": "javascript:alert(1)"},
        {"title": "A", "url": "https://example.org/a b"},
        {"title": "A", "url": "https://example.org/" + "x" * 2000},
        {"title": "A", "language": "English"},
        {"title": "A", "language": "EN"},
        {"title": "A", "language": "e"},
        {"title": "A", "about": "S01"},
        {"title": "A", "about": [""]},
        {"title": "A", "autor": "Ann"},
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Metadata.model_validate(values)


@pytest.mark.parametrize("field", ["title", "author", "publisher", "party", "rights"])
@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2067", "\u200f", "\x00", "\x1b[2J", "\x9b", "\u00ad", "\ufeff"]
)
def test_nothing_that_cannot_be_seen_is_stated(field: str, hidden: str) -> None:
    with pytest.raises(ValidationError, match=f"an invisible character .U[+]{ord(hidden[0]):04X}"):
        Stated.model_validate({"title": "A", field: f"The {hidden}IBF"})


PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@pytest.mark.parametrize(
    "title", [PERSIAN, "\U0001f469\u200d\U0001f467", "क्\u200dष", "\u0600 1", "e\u0301 ❤\ufe0f", "A\nB"]
)
def test_what_scripts_are_spelt_with_is_stated(title: str) -> None:
    assert title == Stated(title=title).title


@pytest.mark.parametrize("url", ["https://", "https://[::1", "http://user:pw@example.org/", "https://\x00x"])
def test_what_is_on_the_record_may_be_from_before_this_was_asked_for(url: str) -> None:
    once = Metadata(title="The \u202eIBF", author="\u2067Ann", url=url)

    assert ("The \u202eIBF", "\u2067Ann", url) == (once.title, once.author, once.url)
    with pytest.raises(ValidationError):
        Stated(title="A", url=url)


@pytest.mark.parametrize("language", ["en", "pt-BR", "zh-Hant-TW", "gsw"])
def test_a_language_is_a_code(language: str) -> None:
    assert language == Metadata(title="A", language=language).language


def test_metadata_and_documents_cannot_be_changed() -> None:
    document = Document(
        title="A",
        id="a",
        version=1,
        media_type="text/plain",
        original="0",
        sha256="0",
        added="",
        text="Words.",
    )

    for name in ("title", "text"):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(document, name, "other")
    assert document.scope == EVERYONE


def test_a_document_does_not_print_its_text() -> None:
    document = Document(
        title="A",
        id="a",
        version=1,
        media_type="text/plain",
        original="0",
        sha256="0",
        added="",
        text="Words.",
    )

    assert "Words." not in repr(document)


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.STATEMENT, Kind.SUBMISSION])
def test_the_author_of_a_letter_says_its_text(kind: Kind) -> None:
    assert ("Ann", None) == (author_as_speaker(kind, "Ann"), author_as_speaker(kind, None))


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.REPORT, Kind.RULING, Kind.BRIEFING])
def test_the_author_of_anything_else_may_report_others_and_is_not_guessed(kind: Kind) -> None:
    assert author_as_speaker(kind, "Ann") is None
