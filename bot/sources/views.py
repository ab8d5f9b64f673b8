"""The views of one document and of the card. Each fits into one message."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import discord
from discord import ui

from bot.answers.components import open_source
from bot.markdown import cut, escape, quote, shorten
from bot.sources.balance import BalanceChartData
from bot.sources.balance_chart import describe_chart
from bot.strings import answers as answer_words
from bot.strings import documents as document_words
from bot.strings import sources as words
from bot.ui.layout import Layout, plain
from bot.ui.parties import colour_of, name_party
from index import EVERYONE, Document, Kind, Parties, Quotation, author_as_speaker

_SPEAKERS: Final = 10
_MAX_OPENING_CHARS: Final = 1300
"""Characters of a beginning as it is shown. Only a long first sentence has more."""

_CHART_TEXT_CHARS: Final = 3500
"""Characters of the figures below the card."""


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """A document, how it begins, and how often who is quoted in it; None for whom nobody knows."""

    document: Document
    beginning: Quotation
    speakers: Counter[str | None]


class SourceViews:
    """Layouts for one record."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def document(self, seen: DocumentDetails) -> ui.LayoutView:
        """The details of a document, its beginning, and its speakers."""
        view = plain()
        colour = colour_of(self._parties, seen.document.party)
        view.add_item(ui.Container(*self._describe(seen), accent_colour=colour))
        return view

    def card(self, figures: BalanceChartData, described: str) -> ui.LayoutView:
        """The picture, and its figures in words below it."""
        view = Layout()
        picture = discord.MediaGalleryItem(f"attachment://{words.FILE}", description=described)
        view.add_item(ui.MediaGallery(picture))
        view.add_item(ui.TextDisplay(describe_chart(figures, _CHART_TEXT_CHARS, escape, "-# **{}**".format)))
        return view

    def nothing_to_draw(self, figures: BalanceChartData) -> ui.LayoutView:
        """The reply instead of the card if no document has a side."""
        if not figures.briefings:
            return plain(answer_words.NO_DOCUMENTS)
        return plain(words.only_briefings(figures.briefings))

    def _describe(self, seen: DocumentDetails) -> Iterator[ui.Item[Any]]:
        document = seen.document
        is_briefing = document.kind == Kind.BRIEFING
        yield ui.TextDisplay("\n".join(self._state(document)))
        yield ui.Separator()
        yield ui.TextDisplay(words.BRIEFING_BEGINS if is_briefing else words.BEGINS)
        text, name = seen.beginning.text, seen.beginning.id
        shown = quote(text, name=name)
        is_whole = len(shown) <= _MAX_OPENING_CHARS
        yield ui.TextDisplay(shown if is_whole else cut(text, _MAX_OPENING_CHARS, name=name))
        if not is_whole:
            yield ui.TextDisplay(answer_words.CUT)
        yield ui.Separator()
        yield ui.TextDisplay("\n".join(_tell_speakers(seen)))
        if button := open_source(document.url):
            yield ui.ActionRow(*button)

    def _state(self, document: Document) -> Iterator[str]:
        yield f"**{escape(shorten(document.title, 200))}**"
        day = document.published
        if document.kind == Kind.BRIEFING:
            yield f"**{answer_words.BRIEFING}**{answer_words.events(day)}"
            if document.about:
                yield words.rests_on(len(document.about))
        else:
            stated = {
                "kind": document.kind.value.capitalize(),
                "party": escape(shorten(name_party(self._parties, document.party), 60)),
                "author": _shown(document.author),
                "publisher": _shown(document.publisher),
                "published": day and answer_words.day(day),
            }
            for field, value in stated.items():
                yield document_words.field(field, value)
        yield words.added(datetime.fromisoformat(document.added))
        yield words.length(len(document.text))
        is_for_all = document.scope == EVERYONE
        yield f"-# {document_words.identified(document.id, document.version, is_for_all=is_for_all)}"


def _tell_speakers(seen: DocumentDetails) -> Iterator[str]:
    """Whose own words a text is, and who is quoted in it."""
    author = author_as_speaker(seen.document.kind, seen.document.author)
    if author:
        yield words.own_words(escape(shorten(author, 60)))
    named = [(name, number) for name, number in seen.speakers.most_common() if name is not None]
    shown = [(escape(shorten(name, 60)), number) for name, number in named[:_SPEAKERS]]
    unattributed = seen.speakers[None]
    yield words.speakers(shown, left_out=len(named) - len(shown), unattributed=unattributed)


def _shown(value: str | None) -> str | None:
    return value and escape(shorten(value, 100))
