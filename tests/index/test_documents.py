"""What a source may be described as."""

import pytest
from pydantic import ValidationError

from index.documents import EVERYONE, NO_PARTY, Document, Kind, Metadata


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
