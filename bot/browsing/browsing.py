"""`/sources show` and `/sources card`: what the record holds, for whoever asks."""

import asyncio
from collections import Counter
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final

import discord
from discord import ui

from bot.browsing.figures import Figures, work_out
from bot.browsing.replies import BrowsingReplies, Seen
from bot.card import LONGEST_ALT, draw, tell
from bot.choices import CHOICES
from bot.keeping.matching import fits, split_words
from bot.markdown import shorten
from bot.quick_threads import QuickThreads
from bot.record import scope_of
from bot.words import browsing as words
from index import EVERYONE, Document, Index
from index.balance import weigh_record
from index.cited_sources import read_cited_sources
from index.errors import PurgedDocument, UnknownDocument

_TITLE: Final = 80
"""Characters of a title that is offered to choose from."""


class Browsing:
    """Looks at documents for a server; None stands for direct messages. `corpus` lists cited sources."""

    def __init__(self, *, index: Index, corpus: Path, threads: QuickThreads) -> None:
        self._index = index
        self._corpus = corpus
        self._threads = threads
        self._replies = BrowsingReplies(index.parties)
        self._drawing = asyncio.Lock()

    async def list_titles(self, server: int | None, typed: str) -> dict[str, str]:
        """The ids of the documents that fit what was typed, by title and id, as many as Discord shows."""

        def find() -> dict[str, str]:
            titles = self._index.titles(owners={EVERYONE, scope_of(server)})
            fitting = (one for one in titles.items() if fits(typed, one))
            shown = islice(fitting, CHOICES)
            return {f"{shorten(title, _TITLE)} · {document}": document for document, title in shown}

        return await self._threads.run(find)

    async def show(self, server: int | None, wanted: str) -> ui.LayoutView:
        """What is known of a document, by its id or title. Raises UnknownDocument."""
        return self._replies.document(await asyncio.to_thread(self._look_at, scope_of(server), wanted))

    async def draw_card(self, server: int | None) -> tuple[ui.LayoutView, list[discord.File]]:
        """The card and its picture, which is left out where there is nothing to draw. Raises CorpusError.

        One is drawn at a time.
        """
        figures = await asyncio.to_thread(self._count, scope_of(server))
        if figures.is_empty:
            return self._replies.nothing_to_draw(figures), []
        async with self._drawing:
            picture = await asyncio.to_thread(draw, figures)
        described = tell(figures, LONGEST_ALT)
        return self._replies.card(figures, described), [_make_file(picture, described)]

    def _count(self, scope: str) -> Figures:
        documents = self._index.list_documents(scope=scope)
        return work_out(weigh_record(documents, read_cited_sources(self._corpus)), self._index.parties)

    def _look_at(self, scope: str, wanted: str) -> Seen:
        try:
            document = self._find(scope, wanted.strip())
            beginning = self._index.beginning(document.id, scope=scope)
            said = self._index.direct_quotations(document.id)
        except PurgedDocument as error:
            raise UnknownDocument(f"The document {wanted} was erased meanwhile.") from error
        speakers = Counter(one.quotation.speaker for one in said)
        return Seen(document, beginning, speakers)

    def _find(self, scope: str, wanted: str) -> Document:
        """The document with an id, or the only one with such a title. Raises UnknownDocument."""
        titles = self._index.titles(owners={EVERYONE, scope})
        typed = split_words(wanted)
        found = (
            [one for one in titles if one == wanted.lower()]
            or [one for one, title in titles.items() if typed and split_words(title) == typed]
            or [one for one, title in titles.items() if typed and fits(wanted, [title])]
        )
        if len(found) != 1:
            raise UnknownDocument(f"Not one document is meant by {wanted}. Choose one from the list.")
        return self._index.document(found[0], scope=scope)


def _make_file(picture: bytes, described: str) -> discord.File:
    """The picture to be sent, with its description."""
    return discord.File(BytesIO(picture), filename=words.FILE, description=described)
