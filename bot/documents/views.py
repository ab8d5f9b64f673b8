"""The views for correcting, listing and purging documents. Each page fits into one message."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import discord
from discord import ui

from bot.documents.add_views import list_kinds, list_sides
from bot.documents.components import (
    BackButton,
    ConfirmPurgeButton,
    DocumentListButton,
    EditDocumentButton,
    FieldSelect,
    OpenAgainButton,
    QuotedWordsSelect,
    SpeakersButton,
)
from bot.markdown import escape, link, shorten, show_address
from bot.strings import add_document as adding_words
from bot.strings import answers as answer_words
from bot.strings import documents as words
from bot.strings import moderation as moderation_words
from bot.strings.add_document import NO_SIDE
from bot.ui.layout import plain
from bot.ui.pager import ListPage, add_row, paginate
from index import EVERYONE, NO_PARTY, DirectQuotation, Document, Kind, ListedDocument, Parties

ITEMS_PER_PAGE: Final = 8
"""Documents, or quotations, of one page."""

_MAX_LINE_CHARS: Final = 450
"""Characters of a document in a list, with its link: eight fit into a message. A longer link is left out."""

_COLOUR: Final = 0x5865F2


class DocumentViews:
    """Layouts for one record."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def document(
        self, document: Document, notice: str | None = None, *, again: str | None = None
    ) -> ui.LayoutView:
        """The source of a document. `again` is a form that waits to be opened again."""
        view = plain(*filter(None, [notice]))
        view.add_item(ui.Container(ui.TextDisplay("\n".join(self._state(document))), accent_colour=_COLOUR))
        if sides := list_sides(self._parties, document.party):
            view.add_item(ui.ActionRow(_choose("party", document, sides)))
        view.add_item(ui.ActionRow(_choose("kind", document, list_kinds(document.kind.value))))
        first = EditDocumentButton(document.id) if again is None else OpenAgainButton(again)
        speakers = SpeakersButton(words.SPEAKERS, document.id, 0)
        view.add_item(ui.ActionRow(first.button(), speakers.button()))
        return view

    def failed(self, sentence: str, again: str) -> ui.LayoutView:
        """Why nothing was changed, with a button that opens the form again."""
        view = plain(f"{sentence}\n-# {words.NOT_CHANGED}")
        view.add_item(ui.ActionRow(OpenAgainButton(again).button()))
        return view

    def speakers(
        self, document: Document, said: Sequence[DirectQuotation], first: int, notice: str | None = None
    ) -> ui.LayoutView:
        """A page of what stands in quotation marks in a document, and who says it."""
        page = paginate(said, first, ITEMS_PER_PAGE)
        view = plain(*filter(None, [notice]))
        back = BackButton(document.id).button()
        if not page.items:
            view.add_item(ui.TextDisplay(words.NO_WORDS))
            view.add_item(ui.ActionRow(back))
            return view
        shown = list(enumerate(page.items, page.first + 1))
        view.add_item(ui.TextDisplay(words.speakers(escape(shorten(document.title, 100)), *page.span)))
        lines = [words.said(number, _shown(one.words), _speaker_of(one)) for number, one in shown]
        view.add_item(ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=_COLOUR))
        options = [_option(number, one) for number, one in shown]
        view.add_item(ui.ActionRow(QuotedWordsSelect(document.id, page.first).select(options)))
        neighbours = page.neighbours(answer_words.PREVIOUS, answer_words.NEXT)
        row = [SpeakersButton(label, document.id, number).button() for label, number in neighbours]
        view.add_item(ui.ActionRow(*row, back))
        return view

    def listed(
        self,
        page: ListPage[ListedDocument],
        *,
        wanted: str,
        removed: bool,
        actors: Mapping[str, str | None],
    ) -> ui.LayoutView:
        """A page of a list of documents. `actors` are the users who added a server's own."""
        looked_for = escape(wanted)
        if not page.items:
            return plain(words.none_listed(wanted=looked_for, removed=removed))
        view = plain(words.listed(*page.span, wanted=looked_for, removed=removed))
        lines = (self._line(document, actors.get(document.id)) for document in page.items)
        view.add_item(ui.TextDisplay("\n".join(lines)))
        neighbours = page.neighbours(moderation_words.NEWER, moderation_words.OLDER)
        buttons = (DocumentListButton(label, removed, number, wanted) for label, number in neighbours)
        add_row(view, (button.button() for button in buttons))
        return view

    def erasure(self, document: Document, number: str, *, quotations: int, reason: str) -> ui.LayoutView:
        """The effects of a purge, and the button that confirms it."""
        told = words.to_be_erased(
            name(document),
            document.id,
            versions=document.version,
            quotations=quotations,
            reason=escape(reason),
        )
        view = plain(told)
        erase = ConfirmPurgeButton("erase", number).button(words.ERASE, discord.ButtonStyle.danger)
        cancel = ConfirmPurgeButton("cancel", number).button(words.CANCEL)
        view.add_item(ui.ActionRow(erase, cancel))
        return view

    def _state(self, document: Document) -> Iterator[str]:
        yield f"**{escape(shorten(document.title, 300))}**"
        stated = {
            "author": _escaped(document.author),
            "publisher": _escaped(document.publisher),
            "published": document.published and answer_words.day(document.published),
            "url": document.url and show_address(document.url),
            "party": self._side(document),
            "kind": document.kind.value.capitalize(),
        }
        for field, value in stated.items():
            yield words.field(field, value)
        is_for_all = document.scope == EVERYONE
        yield f"-# {words.identified(document.id, document.version, is_for_all=is_for_all)}"

    def _line(self, document: ListedDocument, actor: str | None) -> str:
        title = shorten(document.title, 80)
        kind, publisher, day = document.kind.value.capitalize(), document.publisher, document.published
        if document.kind == Kind.BRIEFING:
            kind, publisher, day = f"{kind}{answer_words.events(day)}", None, None
        details = (
            kind,
            self._side(document) if document.party != NO_PARTY else None,
            publisher and escape(shorten(publisher, 40)),
            day and answer_words.day(day),
            answer_words.identified(document.id),
            words.SHARED if document.scope == EVERYONE else _added(document, actor),
        )
        told = f"-# {' · '.join(filter(None, details))}"
        linked = f"**{link(title, document.url)}**\n{told}" if document.url else ""
        return linked if 0 < len(linked) <= _MAX_LINE_CHARS else f"**{escape(title)}**\n{told}"

    def _side(self, document: ListedDocument) -> str:
        if document.party == NO_PARTY:
            return NO_SIDE
        return escape(shorten(self._parties.name(document.party), 40))


def _choose(
    field: Literal["party", "kind"], document: Document, options: Sequence[discord.SelectOption]
) -> ui.Select[Any]:
    placeholder = {"party": adding_words.CHOOSE_PARTY, "kind": adding_words.CHOOSE_KIND}[field]
    return FieldSelect(field, document.id).select(options, placeholder)


def name(document: Document) -> str:
    """A document's title in a sentence."""
    return f"*{escape(shorten(document.title, 150))}*"


def _added(document: ListedDocument, actor: str | None) -> str:
    at = datetime.fromisoformat(document.added)
    return words.added(actor and escape(shorten(actor, 40)), at)


def _shown(quoted: str) -> str:
    return escape(shorten(quoted, 120))


def _speaker_of(said: DirectQuotation) -> str:
    return escape(shorten(said.quotation.speaker or answer_words.UNATTRIBUTED, 60))


def _option(number: int, said: DirectQuotation) -> discord.SelectOption:
    return discord.SelectOption(
        label=shorten(f"{number}. {said.words}", 100),
        value=said.quotation.id,
        description=shorten(said.quotation.speaker or answer_words.UNATTRIBUTED, 100),
    )


def _escaped(value: str | None) -> str | None:
    return value and escape(shorten(value, 200))
