"""The list of documents, a page at a time."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from discord import ui

from bot.markdown import escape, shorten
from bot.sources.components import DocumentsButton
from bot.strings import answers as words
from bot.strings import sources as browsing_words
from bot.ui.attribution_line import format_document
from bot.ui.layout import Layout
from bot.ui.limits import TEXT_BUDGET_CHARS
from bot.ui.pager import add_row, paginate
from bot.ui.parties import name_party, party_digest
from index import ListedDocument, Parties

_DOCUMENTS_PER_PAGE: Final = 10


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
    view = Layout()
    of_side = side and escape(shorten(name_party(parties, side), 60))
    narrowed = browsing_words.narrowed(escape(wanted), of_side)
    if not documents:
        none = browsing_words.none_of(narrowed) if narrowed else words.NO_DOCUMENTS
        return view.add_item(ui.TextDisplay(none))
    page = paginate(documents, first, _DOCUMENTS_PER_PAGE)
    lines = [format_document(parties, document) for document in page.items]
    lengths, room = accumulate(len(line) + 1 for line in lines), TEXT_BUDGET_CHARS - len(narrowed)
    page = page.shortened(sum(length <= room for length in lengths))
    view.add_item(ui.TextDisplay("\n".join(lines[: len(page.items)])))
    shown = words.documents_shown(*page.span)
    view.add_item(ui.TextDisplay(f"-# {' · '.join(filter(None, (shown, narrowed)))}"))
    looked_for = (party_digest(side), wanted) if narrowed else ()
    neighbours = page.neighbours(words.PREVIOUS, words.NEXT)
    add_row(view, (DocumentsButton(label, number, *looked_for).button() for label, number in neighbours))
    return view
