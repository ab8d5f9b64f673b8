"""The replies that users see, each a layout of Discord's components."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, Final

from discord import ui

from bot.answers.components import (
    AllSourcesButton,
    FollowButton,
    NextButton,
    PreviousButton,
    WiderButton,
    make_button,
)
from bot.answers.quotation_cards import QUOTATIONS_PER_MESSAGE, QuotationCards
from bot.answers.status_flags import ShownQuotation
from bot.markdown import cut, escape, quote_in_context, shorten
from bot.strings import answers as words
from bot.strings import conversation as talking_words
from bot.strings import moderation as moderation_words
from bot.ui.attribution_line import escape_party, escape_party_in_text, format_attribution
from bot.ui.layout import plain
from bot.ui.limits import MAX_CUSTOM_ID_CHARS, TEXT_BUDGET_CHARS
from bot.ui.pager import ListPage, add_row
from bot.ui.parties import colour_of
from index import Answer, Context, FilteredQuestion, Parties, Quotation

_MAX_BEGINNING_CHARS: Final = 80
_MAX_MISSING_PARTIES: Final = 10
"""Silent sides that are named."""

Item = ui.Item[Any]


class AnswerViews:
    """Layouts for one record, whose parties have names and colours."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self.blocks = QuotationCards(parties)

    def answer(
        self,
        answer: Answer,
        *,
        with_question: bool,
        filtered_question: FilteredQuestion | None = None,
        follow: str | None = None,
        remark: str | None = None,
    ) -> ui.LayoutView:
        """The first page of an answer, or a silent reply with the nearest quotations.

        `filtered_question` may be followed up. `follow` is the key of a silent question that a user may
        follow; `remark` is shown above everything else.
        """
        heading = self.head(answer.question, filtered_question) if with_question else None
        view = plain(*filter(None, (remark, heading)))
        button = make_button(filtered_question) if filtered_question else None
        buttons: list[Item] = [button.button()] if button else []
        if answer.answered:
            return self._fill(view, answer.quotations, 0, buttons, answer=answer, takes_feedback=True)
        view.add_item(ui.TextDisplay(words.SILENCE))
        if closest := answer.nearest[:QUOTATIONS_PER_MESSAGE]:
            view.add_item(ui.TextDisplay(words.nearest(len(closest))))
            self.blocks.add(view, closest)
        if follow is not None:
            buttons.insert(0, FollowButton(follow).button())
        if buttons:
            view.add_item(ui.ActionRow(*buttons))
        return view

    def news(self, answer: Answer, link: str) -> ui.LayoutView:
        """An answer for a follower of the question, with a link to the place where they asked.

        It has no buttons that look further: in a direct message they would see everyone's documents only.
        """
        question = f"**{escape(shorten(answer.question, 300))}**"
        view = plain(moderation_words.NEWS, question)
        missing = self._tell_missing(answer)
        shown = answer.quotations[:QUOTATIONS_PER_MESSAGE]
        self.blocks.add(view, shown, below=sum(map(len, missing)), by_side=True, looks_further=False)
        view.add_item(ui.TextDisplay("\n".join([*missing, moderation_words.TOLD_ONCE])))
        view.add_item(ui.ActionRow(ui.Button(label=moderation_words.WHERE_ASKED, url=link)))
        return view

    def page(
        self,
        quotations: Sequence[Quotation | ShownQuotation],
        first: int,
        heading: str | None = None,
        buttons: Iterable[Item] = (),
        *,
        takes_feedback: bool = False,
    ) -> ui.LayoutView:
        """The quotations from number `first` on, as many as fit. The rest is of the page before."""
        view = plain(heading) if heading else plain()
        return self._fill(view, quotations, first, buttons, takes_feedback=takes_feedback)

    def sources(self, quotations: Sequence[Quotation]) -> ui.LayoutView:
        """The speaker and the place of each quotation; the words are already shown above."""
        view = plain(talking_words.WHO)
        for number, quotation in enumerate(quotations):
            said = cut(quotation.text, _MAX_BEGINNING_CHARS, name=quotation.id)
            source = f"{said}\n{format_attribution(self._parties, quotation)}"
            if view.content_length() + len(source) > TEXT_BUDGET_CHARS:
                view.add_item(ui.TextDisplay(words.more(len(quotations) - number)))
                break
            colour = colour_of(self._parties, quotation.party)
            view.add_item(ui.Container(ui.TextDisplay(source), accent_colour=colour))
        return view

    def context(self, context: Context, *, may_widen: bool, flag: str = "") -> ui.LayoutView | None:
        """A quotation in bold within its surroundings; None if that is more than Discord takes."""
        quotation = context.quotation
        shown = quote_in_context(context.before, quotation.text, context.after, name=quotation.id)
        source = format_attribution(self._parties, quotation)
        if len(shown) + len(source) + len(flag) > TEXT_BUDGET_CHARS:
            return None
        parts: list[Item] = [ui.TextDisplay(one) for one in (flag, shown, source) if one]
        if context.wider is not None and may_widen:
            parts.append(ui.ActionRow(WiderButton(context.quotation.id, context.wider).button()))
        view = plain(words.IN_CONTEXT)
        view.add_item(ui.Container(*parts, accent_colour=colour_of(self._parties, context.quotation.party)))
        if context.more and not may_widen:
            view.add_item(ui.TextDisplay(words.NO_WIDER))
        return view

    def _fill(
        self,
        view: ui.LayoutView,
        quotations: Sequence[Quotation | ShownQuotation],
        first: int,
        buttons: Iterable[Item] = (),
        *,
        answer: Answer | None = None,
        takes_feedback: bool,
    ) -> ui.LayoutView:
        quotations = quotations[: _count_carried(quotations)]
        page = ListPage(
            quotations[first : first + QUOTATIONS_PER_MESSAGE], first, QUOTATIONS_PER_MESSAGE, len(quotations)
        )
        missing = self._tell_missing(answer) if answer else []
        below = sum(map(len, missing))
        page = page.shortened(
            self.blocks.add(view, page.items, below=below, by_side=True, takes_feedback=takes_feedback)
        )
        sure = words.CERTAINTY[answer.certainty] if answer else ""
        told = (words.shown(*page.span), sure)
        view.add_item(ui.TextDisplay("\n".join([*missing, f"-# {' · '.join(filter(None, told))}"])))
        ids = [quotation.id for quotation in quotations]
        row: list[Item] = [
            kind(number, ids).button() for kind, number in page.neighbours(PreviousButton, NextButton)
        ]
        if len(quotations) > 1:
            row.append(AllSourcesButton().button())
        add_row(view, [*row, *buttons])
        return view

    def _tell_missing(self, answer: Answer) -> list[str]:
        """A line for each side that is not heard, or for so many others."""
        names = [escape_party_in_text(self._parties, party) for party in answer.missing_parties]
        others = (
            [words.missing_others(len(names) - _MAX_MISSING_PARTIES)]
            if len(names) > _MAX_MISSING_PARTIES
            else []
        )
        return [*map(words.missing, names[:_MAX_MISSING_PARTIES]), *others]

    def head(self, question: str, filtered_question: FilteredQuestion | None) -> str:
        """A question, and what narrows it down."""
        heading = f"**{escape(shorten(question, 300))}**"
        if filtered_question is None:
            return heading
        side = filtered_question.party and escape_party(self._parties, filtered_question.party)
        speaker = filtered_question.speaker and escape(shorten(filtered_question.speaker, 100))
        narrowed = talking_words.narrowed(side, speaker, filtered_question.since, filtered_question.until)
        return f"{heading}\n-# {narrowed}" if narrowed else heading


def _count_carried(quotations: Sequence[Quotation | ShownQuotation]) -> int:
    """The first of the quotations' ids, joined by dots, that fit into a button's own id."""
    lengths = accumulate(len(quotation.id) + 1 for quotation in quotations)
    return sum(so_far - 1 <= MAX_CUSTOM_ID_CHARS - len("previous:99:") for so_far in lengths)
