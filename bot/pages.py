"""What commands and buttons show: the record asked, and the answer laid out."""

from collections.abc import Sequence
from datetime import date

from discord import ui

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
        """The quotations with those ids from number `first` on, but for those no longer on the record.

        Raises UnknownQuotation where none is.
        """
        found = await self._record.quotations(server, ids)
        if not found:
            raise UnknownQuotation(f"None of the quotations {', '.join(ids)} is on the record.")
        passed = sum(wanted in found for wanted in ids[:first])
        return self._replies.page(list(found.values()), passed % len(found), heading)

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
