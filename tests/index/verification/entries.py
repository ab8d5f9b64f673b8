"""Indexed texts without a store."""

from types import SimpleNamespace

from index.verification.text_index import IndexedText, TextIndex


def make_texts(*texts: str) -> TextIndex:
    """The index of some texts, one document each, in this order."""
    return TextIndex(live=tuple(_make_entry(number, text) for number, text in enumerate(texts)))


def _make_entry(number: int, text: str) -> IndexedText:
    row = SimpleNamespace(
        document_id=str(number),
        version_id=number,
        scope="everyone",
        text=text,
        kind="article",
        published=None,
    )
    return IndexedText(row, {})
