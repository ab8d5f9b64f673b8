"""The views of `/quote` and of the daily quotation."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from discord import ui

from bot.answers.status_flags import ShownQuotation, make_shown
from bot.answers.views import AnswerViews
from bot.markdown import escape, shorten
from bot.quotes.components import AnotherQuoteButton, SpeakerPageButton
from bot.runtime.async_index import AsyncIndex
from bot.strings import answers as answer_words
from bot.strings import quotes as words
from bot.ui.layout import plain
from bot.ui.pager import ListPage, add_row
from index import Quotation, party_key, speaker_key

_PAGED_QUOTATIONS: Final = 9
"""Quotations on a topic that *Next* can turn to: as many ids as a button can carry."""

_QUOTATIONS_PER_PAGE: Final = 3
_ID: Final = re.compile(r"[a-z2-7]{8,}")


class QuoteViews:
    """Layouts for a server (None in direct messages), made from the record."""

    def __init__(self, *, async_index: AsyncIndex, views: AnswerViews) -> None:
        self._async_index = async_index
        self._views = views
        self.parties = async_index.parties

    async def find(
        self,
        server: int | None,
        topic: str,
        *,
        party: str | None = None,
        speaker: str | None = None,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> ui.LayoutView:
        """The best quotations on a topic; if it is doubtful that they are on it, the reply says so.

        Raises UnusableQuestion.
        """
        found = await self._async_index.for_server(server).find(
            topic,
            limit=_PAGED_QUOTATIONS,
            party=party,
            speaker=speaker,
            publisher=publisher,
            since=since,
            until=until,
        )
        narrowed = words.narrowed(
            side=party and _name(self.parties.name(party)),
            speaker=speaker and _name(speaker),
            outlet=publisher and _name(publisher),
            since=since,
            until=until,
        )
        heading = f"**{escape(shorten(topic, 300))}**" + (f"\n-# {narrowed}" if narrowed else "")
        if not found.quotations and not found.nearest:
            return plain(heading, words.NOTHING_FOUND)
        if not found.answered:
            heading = f"{heading}\n{words.ONLY_NEAR}"
        return self._views.page(found.quotations or found.nearest, 0, heading)

    async def by(self, server: int | None, speaker: str, first: int = 0) -> ui.LayoutView:
        """The quotations of a speaker from number `first` on."""
        said = await self._async_index.for_server(server).by_speaker(
            speaker, first=first, limit=_QUOTATIONS_PER_PAGE
        )
        heading = f"**{escape(shorten(speaker, 200))}**"
        if not said.quotations:
            return plain(heading, words.NOTHING_SAID)
        view, count = self._lay_out(heading, said.quotations)
        page = ListPage(said.quotations[:count], said.first, _QUOTATIONS_PER_PAGE, said.total)
        view.add_item(ui.TextDisplay(f"-# {words.said_shown(*page.span)}"))
        key, neighbours = speaker_key(speaker), page.neighbours(answer_words.PREVIOUS, answer_words.NEXT)
        add_row(view, (SpeakerPageButton(label, key, number).button() for label, number in neighbours))
        return view

    async def show(self, server: int | None, given: str) -> ui.LayoutView:
        """The quotation with an id as somebody pasted it. Raises UnknownQuotation, QuotationRemoved."""
        ids = _ID.findall(given.lower())
        standing = await self._async_index.for_server(server).status(ids[-1] if ids else "")
        return self._lay_out(None, [make_shown(standing.quotation.id, standing)])[0]

    async def another(self, server: int | None, place: str, party: str | None) -> ui.LayoutView:
        """The next quotation of a place's round, with the means to see another."""
        quotation = await self._async_index.for_server(server).draw(place, party=party)
        if quotation is None:
            return plain(words.NONE_OF_SIDE if party else words.NONE_TO_SHOW)
        view, _ = self._lay_out(None, [quotation])
        view.add_item(ui.ActionRow(AnotherQuoteButton(party_key(party) if party else None).button()))
        return view

    def daily(self, quotation: Quotation) -> ui.LayoutView:
        """The quotation of a day."""
        return self._lay_out(words.DAILY, [quotation])[0]

    def _lay_out(
        self, heading: str | None, quotations: Sequence[Quotation | ShownQuotation]
    ) -> tuple[ui.LayoutView, int]:
        """A few quotations under a heading, as many as fit, and how many those are."""
        view = plain(*filter(None, [heading]))
        return view, self._views.blocks.add(view, quotations)


def _name(name: str) -> str:
    return escape(shorten(name, 100))
