"""What commands and buttons show: the record asked, and the answer laid out."""

from collections.abc import Sequence
from datetime import date

import discord
from discord import ui

from bot.errors import QuotationRemoved
from bot.flags import flag_message, list_quoted, show, tell_flag
from bot.record import Record
from bot.replies import Replies
from bot.unanswered.unanswered import Unanswered
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
        question: str,
        *,
        with_question: bool,
        party: str | None = None,
        speaker: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> ui.LayoutView:
        """The first page of the answer to a question. Raises UnusableQuestion.

        A question without an answer is kept, but not one that was narrowed down: the record may answer that.
        """
        answer = await self._record.ask(
            server,
            question,
            limit=_KEPT,
            party=party,
            speaker=speaker,
            since=since,
            until=until,
        )
        is_narrowed = any(option is not None for option in (party, speaker, since, until))
        is_kept = not (answer.answered or is_narrowed)
        follow = self._unanswered.keep(server, answer) if is_kept else None
        return self._replies.answer(answer, with_question=with_question, follow=follow)

    async def quotations(
        self, server: int | None, ids: Sequence[str], first: int, *, heading: str | None = None
    ) -> ui.LayoutView:
        """The quotations with those ids from number `first` on, flagged where they do not stand as they did.

        Raises UnknownQuotation where none is known.
        """
        standings = await self._record.standings(server, ids)
        if not any(standings.values()):
            raise UnknownQuotation(f"None of the quotations {', '.join(ids)} is on the record.")
        shown = [show(wanted, standing) for wanted, standing in standings.items()]
        return self._replies.page(shown, first % len(shown), heading)

    async def flag(self, server: int | None, message: discord.Message) -> ui.LayoutView | None:
        """A reply with flags at what does not stand as it did; None where there is nothing new to flag."""
        quoted = list_quoted(message)
        return flag_message(message, await self._record.standings(server, quoted)) if quoted else None

    async def context(self, server: int | None, wanted: str, by: int) -> ui.LayoutView:
        """A quotation in as much of its surroundings, up to `by` sentences, as Discord takes.

        Raises UnknownQuotation; QuotationRemoved where its source was taken off the record.
        """
        standing = (await self._record.standings(server, [wanted]))[wanted]
        if standing is not None and standing.removed is not None:
            raise QuotationRemoved(tell_flag(standing))
        flag = "" if standing is None else show(wanted, standing).flag
        for width in range(by, -1, -1):
            context = await self._record.context(server, wanted, width)
            view = self._replies.context(context, by=width, may_widen=width == by, flag=flag)
            if view is not None:
                return view
        return await self.quotations(server, [wanted], 0)

    async def documents(self, server: int | None, first: int) -> ui.LayoutView:
        """The documents that the server may see, from number `first` on."""
        return self._replies.documents(await self._record.documents(server), first)
