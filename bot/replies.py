"""What users see: each reply as a layout of Discord's components.

Discord takes 40 components and 4,000 characters in one message. What is shown is counted before it is
sent; where a quotation does not fit, the next page holds it, and one that no page holds says that it is cut.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, Final

from discord import ui

from bot.buttons import (
    LONGEST_ID,
    AllSourcesButton,
    DocumentsButton,
    FollowButton,
    NextButton,
    PreviousButton,
    WiderButton,
    list_buttons,
)
from bot.flags import Shown
from bot.markdown import escape, quote, quote_in_context, shorten
from bot.sides import colour_of, name_side, shorten_side
from bot.talking.follow_up_button import make_button
from bot.words import answers as words
from bot.words import browsing as browsing_words
from bot.words import moderation as moderation_words
from bot.words import talking as talking_words
from index import Answer, Context, Document, Kind, Quotation
from index.answering.follow_ups import Asked
from index.parties import Parties

CHARACTERS: Final = 4000
"""All texts of one message."""

_AT_ONCE: Final = 3
_DOCUMENTS_AT_ONCE: Final = 10
_SHOWN_OF_QUOTATION: Final = 80
_NAMED: Final = 10
"""Silent sides that are named."""

_ROOM_AROUND: Final = 200
_ROOM: Final = CHARACTERS - _ROOM_AROUND
"""Characters for quotations and their sources; the others are kept for what stands around them."""

Item = ui.Item[Any]
Source = Quotation | Document


class Replies:
    """Layouts for one record, whose parties have names and colours."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def plain(self, *texts: str) -> ui.LayoutView:
        """The bot's own words, a paragraph each."""
        view = ui.LayoutView(timeout=None)
        for number, text in enumerate(texts):
            if number > 0:
                view.add_item(ui.Separator(visible=False))
            view.add_item(ui.TextDisplay(text))
        return view

    def answer(
        self,
        answer: Answer,
        *,
        with_question: bool,
        asked: Asked | None = None,
        follow: str | None = None,
        remark: str | None = None,
    ) -> ui.LayoutView:
        """The first page of an answer, or the plain word that there is none and what comes nearest.

        `asked` may be followed up. `follow` is the key of a question whose answer one may wait for; `remark`
        stands above all.
        """
        heading = self._head(answer.question, asked) if with_question else None
        view = self.plain(*filter(None, (remark, heading)))
        button = make_button(asked) if asked else None
        buttons: list[Item] = [button] if button else []
        if answer.answered:
            sure = words.CERTAINTY[answer.certainty]
            told = (sure, self._tell_missing(answer))
            return self._fill(view, answer.quotations, 0, buttons, *told, takes_feedback=True)
        view.add_item(ui.TextDisplay(words.SILENCE))
        if answer.nearest:
            view.add_item(ui.TextDisplay(words.NEAREST))
            self.add_quotations(view, answer.nearest[:_AT_ONCE])
        if follow is not None:
            buttons.insert(0, FollowButton(follow))
        if buttons:
            view.add_item(ui.ActionRow(*buttons))
        return view

    def news(self, answer: Answer, link: str) -> ui.LayoutView:
        """An answer for who waited for it, with a link to where they asked.

        It has no buttons that look further: in a direct message they would see everyone's documents only.
        """
        question = f"**{escape(shorten(answer.question, 300))}**"
        view = self.plain(moderation_words.NEWS, question)
        missing = self._tell_missing(answer)
        shown = answer.quotations[:_AT_ONCE]
        self.add_quotations(view, shown, looks_further=False, kept=len(missing))
        told = "\n".join(filter(None, (missing and f"-# {missing}", moderation_words.TOLD_ONCE)))
        view.add_item(ui.TextDisplay(told))
        view.add_item(ui.ActionRow(ui.Button(label=moderation_words.WHERE_ASKED, url=link)))
        return view

    def page(
        self,
        quotations: Sequence[Quotation | Shown],
        first: int,
        heading: str | None = None,
        buttons: Iterable[Item] = (),
        *,
        takes_feedback: bool = False,
    ) -> ui.LayoutView:
        """The quotations from number `first` on, as many as fit. The rest is of the page before."""
        view = self.plain(heading) if heading else self.plain()
        return self._fill(view, quotations, first, buttons, takes_feedback=takes_feedback)

    def sources(self, quotations: Sequence[Quotation]) -> ui.LayoutView:
        """Who said each quotation, and where; their words stand above already."""
        view = self.plain(talking_words.WHO)
        for number, quotation in enumerate(quotations):
            source = f"“{escape(shorten(quotation.text, _SHOWN_OF_QUOTATION))}”\n{self._source_of(quotation)}"
            if view.content_length() + len(source) > _ROOM:
                view.add_item(ui.TextDisplay(words.more(len(quotations) - number)))
                break
            view.add_item(ui.Container(ui.TextDisplay(source), accent_colour=self._colour_of(quotation)))
        return view

    def context(self, context: Context, *, may_widen: bool, flag: str = "") -> ui.LayoutView | None:
        """A quotation in bold within its surroundings; None where that is more than Discord takes."""
        shown = quote_in_context(context.before, context.quotation.text, context.after)
        source = self._source_of(context.quotation)
        if len(shown) + len(source) + len(flag) > CHARACTERS - _ROOM_AROUND:
            return None
        parts: list[Item] = [ui.TextDisplay(one) for one in (flag, shown, source) if one]
        if context.wider is not None and may_widen:
            parts.append(ui.ActionRow(WiderButton(context.quotation.id, context.wider)))
        view = self.plain(words.IN_CONTEXT)
        view.add_item(ui.Container(*parts, accent_colour=self._colour_of(context.quotation)))
        if context.more and not may_widen:
            view.add_item(ui.TextDisplay(words.NO_WIDER))
        return view

    def documents(
        self, documents: Sequence[Document], first: int, *, wanted: str = "", side: str | None = None
    ) -> ui.LayoutView:
        """A list of documents from number `first` on, with buttons to turn its pages.

        `wanted` and `side` are what it was narrowed down by.
        """
        of_side = side and escape(shorten(name_side(self._parties, side), 60))
        narrowed = browsing_words.narrowed(escape(wanted), of_side)
        if not documents:
            return self.plain(browsing_words.none_of(narrowed) if narrowed else words.NO_DOCUMENTS)
        first = min(first, (len(documents) - 1) // _DOCUMENTS_AT_ONCE * _DOCUMENTS_AT_ONCE)
        lines = [self._line_of(one) for one in documents[first : first + _DOCUMENTS_AT_ONCE]]
        lengths, room = accumulate(len(line) + 1 for line in lines), _ROOM - len(narrowed)
        fitting = [line for line, so_far in zip(lines, lengths, strict=True) if so_far <= room]
        last = first + len(fitting)
        view = self.plain("\n".join(fitting))
        shown = words.documents_shown(first + 1, last, len(documents))
        view.add_item(ui.TextDisplay(f"-# {' · '.join(filter(None, (shown, narrowed)))}"))
        looked_for = (shorten_side(side), wanted) if narrowed else ()
        row: ui.ActionRow[Any] = ui.ActionRow()
        if first > 0:
            row.add_item(DocumentsButton(max(first - _DOCUMENTS_AT_ONCE, 0), words.PREVIOUS, *looked_for))
        if last < len(documents):
            row.add_item(DocumentsButton(last, words.NEXT, *looked_for))
        if row.children:
            view.add_item(row)
        return view

    def _fill(
        self,
        view: ui.LayoutView,
        quotations: Sequence[Quotation | Shown],
        first: int,
        buttons: Iterable[Item] = (),
        *remarks: str,
        takes_feedback: bool,
    ) -> ui.LayoutView:
        quotations = quotations[: _count_carried(quotations)]
        shown = quotations[first : first + _AT_ONCE]
        kept = sum(map(len, remarks))
        count = self.add_quotations(view, shown, takes_feedback=takes_feedback, kept=kept)
        last = first + count
        told = (words.shown(first + 1, last, len(quotations)), *remarks)
        view.add_item(ui.TextDisplay(f"-# {' · '.join(filter(None, told))}"))
        row: ui.ActionRow[Any] = ui.ActionRow()
        ids = ".".join(quotation.id for quotation in quotations)
        if first > 0:
            row.add_item(PreviousButton(max(first - _AT_ONCE, 0), ids))
        if last < len(quotations):
            row.add_item(NextButton(last, ids))
        if len(quotations) > 1:
            row.add_item(AllSourcesButton())
        for button in buttons:
            row.add_item(button)
        if row.children:
            view.add_item(row)
        return view

    def add_quotations(
        self,
        view: ui.LayoutView,
        quotations: Sequence[Quotation | Shown],
        *,
        looks_further: bool = True,
        takes_feedback: bool = False,
        kept: int = 0,
    ) -> int:
        """Add as many whole quotations as fit, and one in any case; return how many.

        `kept` are characters that are kept for what stands below them.
        """
        for number, given in enumerate(quotations):
            one = given if isinstance(given, Shown) else Shown(given.id, given)
            quotation = one.quotation
            flags: list[Item] = [ui.TextDisplay(one.flag)] if one.flag else []
            source = self._source_of(quotation) if quotation else ""
            room = _ROOM - kept - view.content_length() - len(source) - len(one.flag)
            if room < 0 < number:
                return number
            if quotation is None or not one.has_words:
                view.add_item(ui.Container(*flags, *([ui.TextDisplay(source)] if source else [])))
                continue
            shown = quote(quotation.text, quotation.answering)
            parts: list[Item] = [*flags, ui.TextDisplay(shown)]
            if len(shown) > room:
                if number > 0:
                    return number
                parts = [*flags, ui.TextDisplay(cut(quotation.text, room)), ui.TextDisplay(words.CUT)]
            buttons = list_buttons(quotation, looks_further=looks_further, takes_feedback=takes_feedback)
            parts += [ui.TextDisplay(source), *([ui.ActionRow(*buttons)] if buttons else [])]
            view.add_item(ui.Container(*parts, accent_colour=self._colour_of(quotation)))
        return len(quotations)

    def _tell_missing(self, answer: Answer) -> str:
        """The sides that are silent."""
        names = [self._name_of(party) for party in answer.missing_parties]
        return words.missing(names[:_NAMED], len(names[_NAMED:]))

    def _head(self, question: str, asked: Asked | None) -> str:
        """A question, and what narrows it down."""
        heading = f"**{escape(shorten(question, 300))}**"
        if asked is None:
            return heading
        side = asked.party and self._name_of(asked.party)
        speaker = asked.speaker and escape(shorten(asked.speaker, 100))
        narrowed = talking_words.narrowed(side, speaker, asked.since, asked.until)
        return f"{heading}\n-# {narrowed}" if narrowed else heading

    def _source_of(self, quotation: Quotation) -> str:
        """Who said it, on which side, in what, published where and when, and on which page."""
        title = f"*{escape(shorten(quotation.title, 200))}*"
        details = (
            words.page(quotation.page),
            words.also_in(len(quotation.also_in)),
            words.identified(quotation.id),
        )
        if quotation.kind == Kind.BRIEFING:
            events = words.events(quotation.published)
            side = self._tell_reported(quotation.reports) if quotation.reports else ""
            told = " · ".join(filter(None, (f"**{words.BRIEFING}**{events}", side)))
            return f"{told}\n{title}\n-# {' · '.join(filter(None, details))}"
        told = _origin_of(quotation, named=quotation.speaker)
        return f"{self._said_by(quotation)}\n{title}\n-# {' · '.join(filter(None, (told, *details)))}"

    def _said_by(self, quotation: Quotation) -> str:
        """Who said the words and on which side, or whose position they give and who reports it."""
        if quotation.reports and not quotation.speaker:
            by = quotation.publisher or quotation.author
            reporter = escape(shorten(by, 100)) if by else ""
            return f"**{self._name_of(quotation.reports)}** · {words.reported_by(reporter)}"
        who = f"**{escape(shorten(quotation.speaker or words.UNATTRIBUTED, 100))}**"
        return " · ".join(filter(None, (who, self._side_of(quotation))))

    def _line_of(self, document: Document) -> str:
        title = escape(shorten(document.title, 150))
        if document.kind == Kind.BRIEFING:
            return f"**{title}**\n-# {words.BRIEFING_LISTED}{words.events(document.published)}"
        told = filter(None, (self._side_of(document), _origin_of(document)))
        return f"**{title}**\n-# {' · '.join(told)}"

    def _side_of(self, source: Source) -> str:
        party = self._parties.parties.get(source.party)
        return escape(shorten(party.name, 60)) if party else ""

    def _tell_reported(self, party: str) -> str:
        return words.reports(self._name_of(party), contends=party in self._parties.contending)

    def _name_of(self, party: str) -> str:
        return escape(shorten(self._parties.name(party), 60))

    def _colour_of(self, quotation: Quotation) -> int:
        return colour_of(self._parties, quotation.party)


def _count_carried(quotations: Sequence[Quotation | Shown]) -> int:
    """How many of the quotations' ids a button can carry in its own id, joined by dots."""
    lengths = accumulate(len(quotation.id) + 1 for quotation in quotations)
    return sum(so_far - 1 <= LONGEST_ID - len("previous:99:") for so_far in lengths)


def _origin_of(source: Source, named: str | None = None) -> str:
    """Where the words come from, without naming again who is named already."""
    author = source.author if source.author != named else None
    publisher = source.publisher if source.publisher not in (named, author) else None
    return words.origin(
        kind=source.kind.value,
        author=author and escape(shorten(author, 100)),
        publisher=publisher and escape(shorten(publisher, 100)),
        published=source.published,
    )


def cut(text: str, room: int) -> str:
    """The quotation of the longest beginning of a text that fits into the room, of whole words if it can."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(quote(text[:middle])) <= room else (low, middle - 1)
    whole_words = re.match(r".*\S(?=\s)", text[: low + 1], re.DOTALL)
    return quote(whole_words[0] if whole_words else text[:low])
