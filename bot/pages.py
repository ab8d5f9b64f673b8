"""What commands and buttons show: the record asked, and the answer laid out."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.buttons import ContextButton, NextButton, heading_of
from bot.errors import BadOption
from bot.record import Record
from bot.replies import Replies
from bot.talking.follow_up_button import FollowUpButton
from bot.unanswered.unanswered import Unanswered
from bot.words import talking as talking_words
from index import Quotation
from index.answering.follow_ups import Asked
from index.errors import UnknownQuotation

_KEPT = 9
"""Quotations of one answer that *Next* can turn to: as many ids as a button can carry."""


class Pages:
    """Layouts for a server (None in direct messages), made from the record."""

    def __init__(self, *, record: Record, replies: Replies, unanswered: Unanswered) -> None:
        self._record = record
        self._replies = replies
        self._unanswered = unanswered

    async def answer(
        self,
        server: int | None,
        asked: Asked,
        *,
        with_question: bool,
    ) -> ui.LayoutView:
        """The first page of the answer to a question. Raises UnusableQuestion.

        A question without an answer is kept, but not one that was narrowed down: the record may answer that.
        """
        answer = await self._record.ask(
            server,
            asked.question,
            limit=_KEPT,
            party=asked.party,
            speaker=asked.speaker,
            since=asked.since,
            until=asked.until,
        )
        is_kept = not (answer.answered or asked.is_narrowed)
        follow = self._unanswered.keep(server, answer) if is_kept else None
        return self._replies.answer(answer, with_question=with_question, asked=asked, follow=follow)

    async def following(self, server: int | None, answer: discord.Message) -> ui.LayoutView:
        """The quotations that follow those of a message. Raises BadOption where there are none."""
        for button in NextButton.find_all(answer):
            if button.first > 0:
                return await self.quotations(server, button.ids, button.first, answer=answer)
        raise BadOption(talking_words.NO_MORE)

    async def sources(self, server: int | None, answer: discord.Message) -> ui.LayoutView:
        """Who said what a message quotes. Raises UnknownQuotation."""
        found = await self._find(server, [button.quotation for button in ContextButton.find_all(answer)])
        return self._replies.sources(found.values())

    async def quotations(
        self, server: int | None, ids: Sequence[str], first: int, *, answer: discord.Message | None = None
    ) -> ui.LayoutView:
        """The quotations with those ids from number `first` on, but for those no longer on the record.

        They go on with an answer: what stands above it, and its button *Follow up*, stay.
        Raises UnknownQuotation where none is left.
        """
        found = await self._find(server, ids)
        passed = sum(wanted in found for wanted in ids[:first])
        buttons = [] if answer is None else FollowUpButton.find_all(answer)
        return self._replies.page(list(found.values()), passed % len(found), heading_of(answer), buttons)

    async def _find(self, server: int | None, ids: Sequence[str]) -> dict[str, Quotation]:
        found = await self._record.quotations(server, ids)
        if not found:
            raise UnknownQuotation(f"None of the quotations {', '.join(ids)} is on the record.")
        return found

    async def context(self, server: int | None, wanted: str, by: int) -> ui.LayoutView:
        """A quotation in as much of its surroundings, up to `by` sentences, as Discord takes."""
        for width in range(by, -1, -1):
            context = await self._record.context(server, wanted, width)
            view = self._replies.context(context, by=width, may_widen=width == by)
            if view is not None:
                return view
        return await self.quotations(server, [wanted], 0)

    async def documents(self, server: int | None, first: int) -> ui.LayoutView:
        """The documents that the server may see, from number `first` on."""
        return self._replies.documents(await self._record.documents(server), first)
