"""The replies of commands and buttons: the record is asked, and the answer laid out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import discord
from discord import ui

from bot.answers.citation import Citation, cite
from bot.answers.components import ContextButton, FeedbackButton, FollowUpButton, NextButton, PreviousButton
from bot.answers.question_lookup import find_question, heading_of
from bot.answers.status_flags import ShownQuotation, flag_message, list_quoted, make_shown
from bot.answers.views import AnswerViews
from bot.errors import BadOption
from bot.runtime.async_index import AsyncIndex
from bot.strings import conversation as talking_words
from index import Answer, FilteredQuestion, find_answer_spans
from index.errors import UnknownQuotation

_PAGED_QUOTATIONS = 9
"""Quotations of one answer that *Next* can turn to: as many ids as a button can carry."""

KeepUnanswered = Callable[[int | None, Answer], str | None]
"""Stores the question of an answer without quotations for a server; its key, None if it is not stored."""


class AnswerService:
    """Layouts for a server (None in direct messages), made from the record."""

    def __init__(
        self, *, async_index: AsyncIndex, views: AnswerViews, keep_unanswered: KeepUnanswered
    ) -> None:
        self._async_index = async_index
        self._views = views
        self._keep_unanswered = keep_unanswered

    async def answer(
        self,
        server: int | None,
        filtered_question: FilteredQuestion,
        *,
        with_question: bool,
    ) -> ui.LayoutView:
        """The first page of the answer to a question. Raises UnusableQuestion.

        A question without an answer is kept, but not one that was narrowed down: the record may answer that.
        """
        answer = await self._async_index.for_server(server).ask(
            filtered_question.question,
            limit=_PAGED_QUOTATIONS,
            party=filtered_question.party,
            speaker=filtered_question.speaker,
            since=filtered_question.since,
            until=filtered_question.until,
        )
        is_kept = not (answer.answered or filtered_question.is_narrowed)
        follow = self._keep_unanswered(server, answer) if is_kept else None
        return self._views.answer(
            answer, with_question=with_question, filtered_question=filtered_question, follow=follow
        )

    async def following(self, server: int | None, answer: discord.Message) -> ui.LayoutView:
        """The quotations that follow those of a message. Raises BadOption if there are none."""
        for button in NextButton.find_all(answer):
            return await self.quotations(server, button.ids, button.first, answer=answer, is_new=True)
        raise BadOption(talking_words.NO_MORE)

    async def sources(
        self, server: int | None, answer: discord.Message, *, on_all_pages: bool = False
    ) -> ui.LayoutView:
        """The speakers of an answer's quotations, on this page or on all. Raises UnknownQuotation."""
        turns = [*NextButton.find_all(answer), *PreviousButton.find_all(answer)]
        here = [button.quotation for button in ContextButton.find_all(answer)]
        shown = await self._find(server, turns[0].ids if turns and on_all_pages else here)
        return self._views.sources([one.quotation for one in shown if one.quotation and one.has_words])

    async def citation(self, server: int | None, wanted: str) -> Citation:
        """A quotation with its source, to be copied. Raises UnknownQuotation, QuotationRemoved."""
        return cite((await self._async_index.for_server(server).status(wanted)).quotation)

    async def quotations(
        self,
        server: int | None,
        ids: Sequence[str],
        first: int,
        *,
        answer: discord.Message | None = None,
        is_new: bool = False,
    ) -> ui.LayoutView:
        """The quotations with those ids from number `first` on, flagged where they do not stand as they did.

        They go on with an answer: what stands above it, its button *Follow up*, 👍 and 👎 stay, and the words
        that answer are bold. In a new message, the question stands above them in any case.
        Raises UnknownQuotation if none is known.
        """
        shown = await self._find(server, ids)
        buttons = [] if answer is None else FollowUpButton.find_all(answer)
        is_answer = bool(buttons) or (answer is not None and bool(FeedbackButton.find_all(answer)))
        heading = heading_of(answer)
        question = await _read_question(answer) if answer is not None and is_answer else None
        if question is not None:
            shown = [_mark(one, question) for one in shown]
            if is_new and heading is None:
                heading = self._views.head(question, next((one.narrow(question) for one in buttons), None))
        items = [button.button() for button in buttons]
        return self._views.page(shown, first % len(shown), heading, items, takes_feedback=is_answer)

    async def flag(self, server: int | None, message: discord.Message) -> ui.LayoutView | None:
        """A reply with flags at changed quotations; None if there is nothing new to flag."""
        quoted = list_quoted(message)
        return (
            flag_message(message, await self._async_index.for_server(server).statuses(quoted))
            if quoted
            else None
        )

    async def _find(self, server: int | None, ids: Sequence[str]) -> list[ShownQuotation]:
        standings = await self._async_index.for_server(server).statuses(ids)
        if not any(standings.values()):
            raise UnknownQuotation(f"None of the quotations {', '.join(ids)} is on the record.")
        return [make_shown(wanted, standing) for wanted, standing in standings.items()]

    async def context(self, server: int | None, wanted: str, by: int) -> ui.LayoutView:
        """A quotation in as much of its surroundings, up to `by` sentences, as Discord takes.

        Raises UnknownQuotation; QuotationRemoved where its source was taken off the record.
        """
        flag = make_shown(wanted, await self._async_index.for_server(server).status(wanted)).flag
        widest = await self._lay_out_context(server, wanted, by, flag, may_widen=True)
        if widest is not None:
            return widest
        fitting, least, most = None, -1, by
        while most - least > 1:
            middle = (least + most) // 2
            view = await self._lay_out_context(server, wanted, middle, flag, may_widen=False)
            fitting = view or fitting
            least, most = (least, middle) if view is None else (middle, most)
        return fitting or await self.quotations(server, [wanted], 0)

    async def _lay_out_context(
        self, server: int | None, wanted: str, by: int, flag: str, *, may_widen: bool
    ) -> ui.LayoutView | None:
        context = await self._async_index.for_server(server).context(wanted, by)
        return self._views.context(context, may_widen=may_widen, flag=flag)


async def _read_question(answer: discord.Message) -> str | None:
    """The question; None if it can no longer be read."""
    try:
        return await find_question(answer)
    except BadOption:
        return None


def _mark(shown: ShownQuotation, question: str) -> ShownQuotation:
    """A quotation with the words in bold that answer."""
    if shown.quotation is None:
        return shown
    answering = find_answer_spans(question, shown.quotation.text)
    return replace(shown, quotation=shown.quotation.model_copy(update={"answering": answering}))
