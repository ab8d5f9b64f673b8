"""Who said the words of a document."""

from typing import Final

from index.domain.document import Kind

_OWN_WORDS: Final = frozenset({Kind.LETTER, Kind.STATEMENT, Kind.SUBMISSION})
"""Kinds whose own text is what its author says."""


def author_as_speaker(kind: str, author: str | None) -> str | None:
    """Who says the own text of a document, where its kind tells: unattributed beats a guess."""
    return author if kind in _OWN_WORDS else None
