"""`/sources show` and `/sources card`: the documents on the record, for every user."""

import asyncio
from collections import Counter
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final

import discord
from discord import ui

from bot.errors import BadOption
from bot.markdown import escape, shorten
from bot.options.autocomplete import CHOICES
from bot.runtime.async_index import AsyncIndex, scope_of
from bot.runtime.thread_pool import Threads
from bot.sources.balance import BalanceChartData, make_chart_data
from bot.sources.balance_chart import MAX_ALT_CHARS, describe_chart, draw_chart
from bot.sources.list_view import list_documents
from bot.sources.views import DocumentDetails, SourceViews
from bot.strings import sources as words
from bot.ui.fuzzy_match import matches, split_words
from bot.ui.interactions import Interaction
from bot.ui.parties import find_party
from index import ANY_SCOPE, EVERYONE, Document, Index, count_record_balance, read_cited_sources
from index.errors import PurgedDocument, UnknownDocument

_MAX_TITLE_CHARS: Final = 80
"""Characters of a title that is offered to choose from."""


class SourceService:
    """Looks at documents for a server; None stands for direct messages. `corpus` lists cited sources."""

    def __init__(self, *, index: Index, async_index: AsyncIndex, corpus: Path, threads: Threads) -> None:
        self._index = index
        self._async_index = async_index
        self._corpus = corpus
        self._threads = threads
        self._views = SourceViews(index.parties)
        self._drawing = asyncio.Lock()

    async def list_titles(self, server: int | None, typed: str) -> dict[str, str]:
        """The ids of the documents that fit what was typed, by title and id, as many as Discord shows."""

        def find() -> dict[str, str]:
            titles = self._index.admin.titles(owners={EVERYONE, scope_of(server)})
            fitting = (one for one in titles.items() if matches(typed, one))
            shown = islice(fitting, CHOICES)
            return {f"{shorten(title, _MAX_TITLE_CHARS)} · {document}": document for document, title in shown}

        return await self._threads.completion.run(find)

    async def show(self, server: int | None, wanted: str) -> ui.LayoutView:
        """The details of a document, by its id or title. Raises UnknownDocument, BadOption."""
        return self._views.document(await self._threads.records.run(self._look_at, scope_of(server), wanted))

    async def documents(
        self, server: int | None, first: int, wanted: str = "", side: str | None = None
    ) -> ui.LayoutView:
        """The documents that the server may see, and that fit, from number `first` on."""
        documents = await self._async_index.for_server(server).documents(wanted=wanted, side=side)
        return list_documents(self._index.parties, documents, first, wanted=wanted, side=side)

    async def turn(self, interaction: Interaction, first: int, wanted: str, digest: str) -> None:
        """Show another page, of the party with a digest. Raises BadOption if it is not listed any more."""
        await interaction.response.defer()
        party = find_party(self._index.parties, digest)
        view = await self.documents(interaction.guild_id, first, wanted, party)
        await interaction.edit_original_response(view=view)

    async def draw_card(self, server: int | None) -> tuple[ui.LayoutView, list[discord.File]]:
        """The card and its picture, which is left out if there is nothing to draw. Raises CorpusError.

        One is drawn at a time.
        """
        figures = await self._threads.records.run(self._count, scope_of(server))
        if figures.is_empty:
            return self._views.nothing_to_draw(figures), []
        async with self._drawing:
            picture = await self._threads.records.run(draw_chart, figures)
        described = describe_chart(figures, MAX_ALT_CHARS)
        return self._views.card(figures, described), [_make_file(picture, described)]

    def _count(self, scope: str) -> BalanceChartData:
        documents = self._index.admin.list_documents(scope=scope)
        return make_chart_data(
            count_record_balance(documents, read_cited_sources(self._corpus)), self._index.parties
        )

    def _look_at(self, scope: str, wanted: str) -> DocumentDetails:
        try:
            document = self._find(scope, wanted.strip())
            beginning = self._index.quotations.opening(document.id, scope=scope)
            said = self._index.quotations.direct(document.id, scope=ANY_SCOPE)
        except PurgedDocument as error:
            raise UnknownDocument(f"The document {wanted} has been erased since.") from error
        speakers = Counter(one.quotation.speaker for one in said)
        return DocumentDetails(document, beginning, speakers)

    def _find(self, scope: str, wanted: str) -> Document:
        """The document with an id, or the only one with such a title. Raises UnknownDocument, BadOption."""
        titles = self._index.admin.titles(owners={EVERYONE, scope})
        typed = split_words(wanted)
        found = (
            [one for one in titles if one == wanted.lower()]
            or [one for one, title in titles.items() if typed and split_words(title) == typed]
            or [one for one, title in titles.items() if typed and matches(wanted, [title])]
        )
        if not found:
            raise UnknownDocument(f"No document matches “{wanted}”. Choose one from the list.")
        if len(found) > 1:
            raise BadOption(words.several(escape(shorten(wanted, _MAX_TITLE_CHARS))))
        return self._index.document(found[0], scope=scope)


def _make_file(picture: bytes, described: str) -> discord.File:
    """The picture to be sent, with its description."""
    return discord.File(BytesIO(picture), filename=words.FILE, description=described)
