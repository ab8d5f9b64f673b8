"""What users see: each reply as a layout of Discord's components.

Discord takes 40 components and 4,000 characters in one message. What is shown is counted before it is
sent; where a quotation does not fit, the next page holds it, and one that no page holds says that it is cut.
"""

from collections.abc import Sequence
from typing import Any, Final

from discord import ui

from bot import words
from bot.buttons import LONGEST_ID, ContextButton, DocumentsButton, NextButton, WiderButton
from bot.markdown import escape, quote, quote_in_context
from index import Answer, Context, Document, Kind, Quotation
from index.parties import Parties

CHARACTERS: Final = 4000
"""All texts of one message."""

LONGEST_LINK: Final = 512
"""Characters of a link button's address."""

_AT_ONCE: Final = 3
_DOCUMENTS_AT_ONCE: Final = 10
_ROOM_AROUND: Final = 200
"""Characters kept for what stands around the quotations."""

_COLOURS: Final = (0xF6821F, 0x5B8DEF, 0x3FA796, 0xB76DD1, 0xD9534F, 0xE0B13E, 0x8A94A6)
"""One for each party, in the order of the corpus folder's list."""

_NO_SIDE: Final = 0x4E5058
_FIRST_CONTEXT: Final = 2
"""Sentences on either side that *Context* shows first."""

Item = ui.Item[Any]


class Replies:
    """Layouts for one record, whose parties have names and colours."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def plain(self, *texts: str) -> ui.LayoutView:
        """The bot's own words, a paragraph each."""
        view = ui.LayoutView(timeout=None)
        for text in texts:
            view.add_item(ui.TextDisplay(text))
        return view

    def answer(self, answer: Answer, *, with_question: bool) -> ui.LayoutView:
        """The first page of an answer, or the plain word that there is none and what comes nearest."""
        question = f"**{escape(_shorten(answer.question, 300))}**"
        view = self.plain(question) if with_question else self.plain()
        if answer.answered:
            return self._fill(view, answer.quotations, 0)
        view.add_item(ui.TextDisplay(words.SILENCE))
        if answer.nearest:
            view.add_item(ui.TextDisplay(f"-# {words.NEAREST}"))
            self._add_quotations(view, answer.nearest[:_AT_ONCE])
        return view

    def page(self, quotations: Sequence[Quotation], first: int) -> ui.LayoutView:
        """The quotations from number `first` on, as many as fit."""
        return self._fill(self.plain(), quotations, first)

    def context(self, context: Context, *, by: int, may_widen: bool) -> ui.LayoutView | None:
        """A quotation in bold within its surroundings; None where that is more than Discord takes."""
        shown = quote_in_context(context.before, context.quotation.text, context.after)
        source = self._source_of(context.quotation)
        if len(shown) + len(source) > CHARACTERS:
            return None
        parts: list[Item] = [ui.TextDisplay(shown), ui.TextDisplay(source)]
        if context.more and may_widen:
            parts.append(ui.ActionRow(WiderButton(context.quotation.id, by + _FIRST_CONTEXT)))
        view = self.plain()
        view.add_item(ui.Container(*parts, accent_colour=self._colour_of(context.quotation)))
        return view

    def documents(self, documents: Sequence[Document], first: int) -> ui.LayoutView:
        """A list of documents from number `first` on, with buttons to turn its pages."""
        if not documents:
            return self.plain(words.NO_DOCUMENTS)
        shown = documents[first : first + _DOCUMENTS_AT_ONCE]
        last = first + len(shown)
        view = self.plain("\n".join(self._line_of(document) for document in shown))
        view.add_item(ui.TextDisplay(f"-# {words.documents_shown(first + 1, last, len(documents))}"))
        row: ui.ActionRow[Any] = ui.ActionRow()
        if first > 0:
            row.add_item(DocumentsButton(max(first - _DOCUMENTS_AT_ONCE, 0), words.PREVIOUS))
        if last < len(documents):
            row.add_item(DocumentsButton(last, words.NEXT))
        if row.children:
            view.add_item(row)
        return view

    def _fill(self, view: ui.LayoutView, quotations: Sequence[Quotation], first: int) -> ui.LayoutView:
        count = self._add_quotations(view, quotations[first : first + _AT_ONCE])
        last = first + count
        view.add_item(ui.TextDisplay(f"-# {words.shown(first + 1, last, len(quotations))}"))
        if count < len(quotations):
            following = last if last < len(quotations) else 0
            ids = _join_ids(quotations)
            view.add_item(ui.ActionRow(NextButton(following, ids)))
        return view

    def _add_quotations(self, view: ui.LayoutView, quotations: Sequence[Quotation]) -> int:
        """Add as many whole quotations as fit, and one in any case; return how many."""
        for number, quotation in enumerate(quotations):
            source = self._source_of(quotation)
            room = CHARACTERS - _ROOM_AROUND - view.content_length() - len(source)
            shown = quote(quotation.text)
            parts: list[Item] = [ui.TextDisplay(shown)]
            if len(shown) > room:
                if number > 0:
                    return number
                parts = [ui.TextDisplay(_cut(quotation.text, room)), ui.TextDisplay(words.CUT)]
            row: ui.ActionRow[Any] = ui.ActionRow(ContextButton(quotation.id, _FIRST_CONTEXT))
            if quotation.link and len(quotation.link) <= LONGEST_LINK:
                row.add_item(ui.Button(label=words.OPEN_SOURCE, url=quotation.link))
            parts += [ui.TextDisplay(source), row]
            view.add_item(ui.Container(*parts, accent_colour=self._colour_of(quotation)))
        return len(quotations)

    def _source_of(self, quotation: Quotation) -> str:
        """Who said it, on which side, in what, published where and when."""
        title = escape(_shorten(quotation.title, 200))
        if quotation.kind == Kind.BRIEFING:
            events = f" on events of {quotation.published}" if quotation.published else ""
            return f"**{words.BRIEFING}**{events}\n{title}\n-# {quotation.id}"
        who = escape(_shorten(quotation.speaker or words.UNATTRIBUTED, 100))
        party = self._parties.parties.get(quotation.party)
        side = f" · {escape(party.name)}" if party else ""
        author = quotation.author if quotation.author != quotation.speaker else None
        details = (author and f"by {author}", quotation.publisher, quotation.published)
        told = ", ".join(escape(_shorten(detail, 100)) for detail in details if detail)
        return f"**{who}**{side}\n{title}\n-# {' · '.join(filter(None, (told, quotation.id)))}"

    def _line_of(self, document: Document) -> str:
        title = escape(_shorten(document.title, 150))
        details = (document.kind.value, document.publisher, document.published)
        told = " · ".join(escape(_shorten(detail, 60)) for detail in details if detail)
        return f"**{title}**\n-# {told}"

    def _colour_of(self, quotation: Quotation) -> int:
        parties = list(self._parties.parties)
        if quotation.party not in parties:
            return _NO_SIDE
        return _COLOURS[parties.index(quotation.party) % len(_COLOURS)]


def _join_ids(quotations: Sequence[Quotation]) -> str:
    """The quotations' ids as a button carries them: as many as fit into its own id."""
    ids = ".".join(quotation.id for quotation in quotations)
    while len(ids) > LONGEST_ID - len("next:99:"):
        ids = ids.rpartition(".")[0]
    return ids


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _cut(text: str, room: int) -> str:
    """The longest beginning of a text whose quotation fits into the room."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(quote(text[:middle])) <= room else (low, middle - 1)
    return quote(text[:low])
