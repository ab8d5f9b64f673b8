"""Quotations in a reply: a block each, or one for each side where several speak.

Discord takes 40 components and 4,000 characters in one message. What is shown is counted before it is
sent; where a quotation does not fit, the next page holds it, and one that no page holds says that it is cut.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from discord import ui

from bot.answers.components import list_buttons
from bot.answers.status_flags import HEADING, ShownQuotation
from bot.markdown import cut, quote
from bot.strings import answers as words
from bot.ui.attribution_line import escape_party, format_attribution
from bot.ui.limits import TEXT_BUDGET_CHARS
from bot.ui.parties import colour_of
from index import Parties, Quotation

QUOTATIONS_PER_MESSAGE: Final = 3
"""Quotations in a message: with as many sides, and a flag at each, it has 40 components."""

_SEVERAL: Final = 2

Item = ui.Item[Any]
ListButtons = Callable[[Quotation], list[Item]]


class QuotationCards:
    """Adds quotations to layouts for one record, whose parties have names and colours."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def add(
        self,
        view: ui.LayoutView,
        quotations: Sequence[Quotation | ShownQuotation],
        *,
        below: int = 0,
        by_side: bool = False,
        looks_further: bool = True,
        takes_feedback: bool = False,
    ) -> int:
        """Add as many whole quotations as fit, and one in any case; return how many.

        `by_side` puts those of one side together, under its name, where several sides speak. `below` is
        how many characters are still to come.
        """
        given = [
            one if isinstance(one, ShownQuotation) else ShownQuotation(one.id, one) for one in quotations
        ]
        heads = [self._head(one) if by_side else "" for one in given]
        room = TEXT_BUDGET_CHARS - view.content_length() - below - sum(map(len, set(heads)))
        buttons = partial(list_buttons, looks_further=looks_further, takes_feedback=takes_feedback)
        laid_out = list(self._fit(given, room, buttons))
        for block in self._gather(given[: len(laid_out)], heads, laid_out):
            view.add_item(block)
        return len(laid_out)

    def _gather(
        self, shown: Sequence[ShownQuotation], heads: Sequence[str], laid_out: Sequence[list[Item]]
    ) -> Iterable[Item]:
        """A block for each side, in the order in which they come; for each quotation if one side speaks."""
        heads = heads[: len(shown)]
        is_one_side = len(set(filter(None, heads))) < _SEVERAL
        blocks: dict[str | int, ui.Container[Any]] = {}
        for number, (one, head, parts) in enumerate(zip(shown, heads, laid_out, strict=True)):
            key = number if is_one_side or not head else head
            if key in blocks:
                blocks[key].add_item(ui.Separator())
            else:
                above: list[Item] = [ui.TextDisplay(head)] if key == head else []
                blocks[key] = ui.Container(*above, accent_colour=self._colour_of(one))
            for part in parts:
                blocks[key].add_item(part)
        return blocks.values()

    def _fit(self, shown: Sequence[ShownQuotation], room: int, buttons: ListButtons) -> Iterator[list[Item]]:
        """The parts of each quotation, as long as they fit; the first is cut if need be."""
        for number, one in enumerate(shown):
            parts = self._lay_out(one, room, buttons, may_cut=number == 0)
            if parts is None:
                return
            yield parts
            room -= sum(len(part.content) for part in parts if isinstance(part, ui.TextDisplay))

    def _lay_out(
        self, one: ShownQuotation, room: int, buttons: ListButtons, *, may_cut: bool
    ) -> list[Item] | None:
        quotation = one.quotation
        source = format_attribution(self._parties, quotation) if quotation else ""
        room -= len(one.flag) + len(source)
        if room < 0 and not may_cut:
            return None
        if quotation is None or not one.has_words:
            return [ui.TextDisplay(text) for text in (one.flag, source) if text]
        texts = [quote(quotation.text, quotation.answering, name=quotation.id)]
        if len(texts[0]) > room:
            if not may_cut:
                return None
            texts = [cut(quotation.text, room, name=quotation.id), words.CUT]
        row = buttons(quotation)
        parts: list[Item] = [ui.TextDisplay(text) for text in (one.flag, *texts, source) if text]
        return [*parts, ui.ActionRow(*row)] if row else parts

    def _head(self, one: ShownQuotation) -> str:
        """The line above the quotations of a side; empty for those of no side."""
        quotation = one.quotation
        if quotation is None or not one.has_words or quotation.party not in self._parties.parties:
            return ""
        return HEADING + escape_party(self._parties, quotation.party)

    def _colour_of(self, one: ShownQuotation) -> int | None:
        if one.quotation is None or not one.has_words:
            return None
        return colour_of(self._parties, one.quotation.party)
