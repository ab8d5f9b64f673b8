"""The list of documents, a page at a time."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

from discord import ui

from bot.buttons import DocumentsButton
from bot.markdown import escape, shorten
from bot.room import ROOM
from bot.sides import name_side, shorten_side
from bot.source_lines import tell_document
from bot.words import answers as words
from bot.words import browsing as browsing_words
from index import ListedDocument
from index.parties import Parties

_AT_ONCE: Final = 10


def list_documents(
    parties: Parties,
    documents: Sequence[ListedDocument],
    first: int,
    *,
    wanted: str = "",
    side: str | None = None,
) -> ui.LayoutView:
    """The documents from number `first` on, with buttons to turn the pages.

    `wanted` and `side` are what they were narrowed down by.
    """
    view = ui.LayoutView(timeout=None)
    of_side = side and escape(shorten(name_side(parties, side), 60))
    narrowed = browsing_words.narrowed(escape(wanted), of_side)
    if not documents:
        none = browsing_words.none_of(narrowed) if narrowed else words.NO_DOCUMENTS
        return view.add_item(ui.TextDisplay(none))
    first = min(first, (len(documents) - 1) // _AT_ONCE * _AT_ONCE)
    lines = [tell_document(parties, one) for one in documents[first : first + _AT_ONCE]]
    lengths, room = accumulate(len(line) + 1 for line in lines), ROOM - len(narrowed)
    fitting = [line for line, so_far in zip(lines, lengths, strict=True) if so_far <= room]
    last = first + len(fitting)
    view.add_item(ui.TextDisplay("\n".join(fitting)))
    shown = words.documents_shown(first + 1, last, len(documents))
    view.add_item(ui.TextDisplay(f"-# {' · '.join(filter(None, (shown, narrowed)))}"))
    looked_for = (shorten_side(side), wanted) if narrowed else ()
    row: ui.ActionRow[Any] = ui.ActionRow()
    if first > 0:
        row.add_item(DocumentsButton(max(first - _AT_ONCE, 0), words.PREVIOUS, *looked_for))
    if last < len(documents):
        row.add_item(DocumentsButton(last, words.NEXT, *looked_for))
    return view.add_item(row) if row.children else view
