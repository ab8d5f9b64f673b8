"""The view of a verification: the verdict in words, the difference, and the words of the record.

The difference is a code block of Discord's language `diff`, a run of words on each line: the signs before
the lines tell what the colours tell.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from discord import ui

from bot.answers.views import AnswerViews
from bot.markdown import escape, shorten
from bot.strings import answers as answer_words
from bot.strings import verification as words
from bot.ui.layout import plain
from bot.ui.limits import MAX_MESSAGE_CHARS
from index import DiffOp, Quotation, Verification, is_omission, reveal_all

_MAX_PASTED_CHARS: Final = 200
_MAX_MARK_CHARS: Final = 100
_MARKS: Final = 4
_QUOTATIONS_SHOWN: Final = 4
_ROOM_FOR_ONE: Final = 1200
_ROOM: Final = 1200
"""Characters of the difference; the quotation with the true wording stands below it in any case."""

_SAME: Final = 12
"""Words in a row that are the same and are shown on either side of a change."""

_WIDTH: Final = 30
"""Characters of a line in a code block that a phone shows without scrolling."""

_FENCE: Final = "```"


def make_verification_view(verification: Verification, views: AnswerViews) -> ui.LayoutView:
    """Characters of a verification that Discord shows."""
    view = plain(words.verdict(verification))
    if verification.difference and not verification.spliced:
        view.add_item(ui.TextDisplay(draw_difference(verification.difference)))
    else:
        given = words.given(escape(shorten(verification.text, _MAX_PASTED_CHARS)))
        view.add_item(ui.TextDisplay("\n".join([given, *_list_marks(verification)])))
    if verification.nearest:
        view.add_item(ui.TextDisplay(words.NEAREST))
    found = _list_found(verification)
    count = views.blocks.add(view, found[:_QUOTATIONS_SHOWN])
    told = (answer_words.more(len(found) - count), _tell_documents(verification))
    for sentence in filter(None, told):
        view.add_item(ui.TextDisplay(sentence))
    if verification.superseded:
        _add_superseded(view, verification.superseded, views)
    return view


def _tell_documents(verification: Verification) -> str:
    """The number of documents with the words, unless the source line tells it already."""
    others = verification.documents - 1
    is_told = verification.quotation is not None and len(verification.quotation.also_in) == others
    return "" if is_told else words.found_in(verification.documents)


def _list_found(verification: Verification) -> list[Quotation]:
    """Each quotation once: the same may be pasted twice."""
    found = verification.spliced or filter(None, (verification.quotation, verification.nearest))
    return list({quotation.id: quotation for quotation in found}.values())


def _add_superseded(view: ui.LayoutView, quotation: Quotation, views: AnswerViews) -> None:
    if MAX_MESSAGE_CHARS - view.content_length() < _ROOM_FOR_ONE:
        view.add_item(ui.TextDisplay(words.superseded(quotation.id)))
        return
    view.add_item(ui.TextDisplay(words.SUPERSEDED))
    views.blocks.add(view, [quotation])


def draw_difference(difference: Iterable[DiffOp]) -> str:
    """The pasted words (-) and those on the record (+) where they differ, as much as fits."""
    lines: list[str] = []
    room = _ROOM
    for line in _list_lines(tuple(difference)):
        room -= len(line) + 1
        if room < 0:
            lines.append("  …")
            break
        lines.append(line)
    return "\n".join([f"{_FENCE}diff", *lines, _FENCE, words.LEGEND])


def _list_lines(difference: tuple[DiffOp, ...]) -> Iterator[str]:
    for number, (operation, theirs, ours) in enumerate(difference):
        if operation == "equal":
            same = _shorten(ours, is_first=number == 0, is_last=number == len(difference) - 1)
            yield from wrap(same, _WIDTH, initial_indent="  ", subsequent_indent="  ")
            continue
        yield from wrap(_flatten(theirs), _WIDTH, initial_indent="- ", subsequent_indent="- ")
        yield from wrap(_flatten(ours), _WIDTH, initial_indent="+ ", subsequent_indent="+ ")


def _shorten(same: str, *, is_first: bool, is_last: bool) -> str:
    """The ends of a long run that is the same on both sides: those beside a change."""
    run = _flatten(same).split(" ")
    head, tail = 0 if is_first else _SAME, 0 if is_last else _SAME
    if len(run) <= head + tail + 1:
        return " ".join(run)
    return " ".join([*run[:head], "…", *run[len(run) - tail :]])


def _flatten(text: str) -> str:
    """On one line, without a mark that would end the code block, and with all that is hidden shown."""
    return re.sub("`(?=`)", "`\N{ZERO WIDTH SPACE}", " ".join(reveal_all(text).split()))


def _list_marks(verification: Verification) -> Iterator[str]:
    for mark, cut in verification.marked[:_MARKS]:
        shown = (escape(shorten(text, _MAX_MARK_CHARS)) for text in (mark, cut))
        yield words.describe_mark(*shown, omits=is_omission(mark))
