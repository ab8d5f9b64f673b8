"""Metadata that files state, without the placeholders of programs."""

import pytest

from index.reading.extracted_text import join_blocks
from index.reading.file_metadata import find_metadata

TEXT, BLOCKS = join_blocks([("A heading", True), ("One.", False)])


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"title": " The\n list "}, {"title": "The list"}),
        ({"title": None, "author": "Ann Archer"}, {"title": "A heading", "author": "Ann Archer"}),
        ({"title": "Microsoft Word - list.doc", "author": "Unknown Author"}, {"title": "A heading"}),
        ({"title": "list.indd"}, {"title": "A heading"}),
        ({"title": "Untitled 2"}, {"title": "A heading"}),
        ({"title": "Unknown document"}, {"title": "A heading"}),
        ({"title": "Unknown hosts of the web"}, {"title": "Unknown hosts of the web"}),
        ({"title": "The\u202e\x00 l\u00adist\ufeff", "author": "\u2067"}, {"title": "The list"}),
        ({"title": "x" * 301}, {"title": "A heading"}),
        ({"title": "The list", "language": "english!"}, {"title": "The list"}),
        ({"title": "The list", "language": "pt-BR"}, {"title": "The list", "language": "pt-BR"}),
    ],
)
def test_only_what_is_a_source_is_found(stated: dict[str, str | None], found: dict[str, str]) -> None:
    assert found == find_metadata(stated, TEXT, BLOCKS)


def test_a_text_without_a_heading_has_no_title() -> None:
    assert {} == find_metadata({}, *join_blocks([("One.", False)]))


def test_a_heading_that_becomes_a_title_holds_nothing_that_cannot_be_seen() -> None:
    assert {"title": "Notice of FBI"} == find_metadata({}, *join_blocks([("Notice of\u202e FBI", True)]))
