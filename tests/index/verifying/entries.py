"""Entries without a store."""

from types import SimpleNamespace

from index.verifying.texts import Entry, Texts


def make_texts(*texts: str) -> Texts:
    """A state of a record of texts, one document each, in their order."""
    return Texts(live=tuple(_make_entry(number, text) for number, text in enumerate(texts)))


def _make_entry(number: int, text: str) -> Entry:
    row = SimpleNamespace(
        document_id=str(number),
        version_id=number,
        scope="everyone",
        text=text,
        kind="article",
        published=None,
    )
    return Entry(row, {})
