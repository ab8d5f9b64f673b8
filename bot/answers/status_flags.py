"""Flags at quotations that were shown before and have changed since.

A reply stays on the screen when its source is taken off the record. Whoever then presses a button of it sees
the reply flagged: removed words stay where they are, and erased ones go.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.strings import answers as words
from bot.ui.limits import MAX_MESSAGE_CHARS
from bot.ui.quotation_status import describe_status
from index import Quotation, QuotationStatus

HEADING: Final = "### "
"""The beginning of a side's name above its quotations; nothing else there begins so."""

_QUOTATION_BUTTON_ID: Final = re.compile(r"(?:context|wider):([a-z2-7]+):\d+")
"""The id of a button that stands under a quotation."""

Item = ui.Item[Any]
Run = tuple[list[Item], list[Item]]
"""The line before a quotation, and the quotation's own parts."""

Standings = Mapping[str, QuotationStatus | None]


@dataclass(frozen=True, slots=True)
class ShownQuotation:
    """A quotation as it is shown: flagged, without its words, or unknown and nothing but a flag."""

    id: str
    quotation: Quotation | None
    flag: str = ""
    has_words: bool = True


def make_shown(wanted: str, standing: QuotationStatus | None) -> ShownQuotation:
    """The view of a quotation found by its id; a removed one is shown without its words."""
    if standing is None:
        return ShownQuotation(wanted, None, words.flag(words.ERASED), has_words=False)
    flag = describe_status(standing)
    return ShownQuotation(
        wanted, standing.quotation, flag and words.flag(flag), has_words=standing.removed is None
    )


def list_quoted(message: discord.Message) -> list[str]:
    """The ids of the quotations in a message, as far as a button stands under them."""
    return list(_find_ids(ui.LayoutView.from_message(message).children))


def flag_message(message: discord.Message, standings: Standings) -> ui.LayoutView | None:
    """A message with a flag at each changed quotation; None if the message has them already."""
    view = ui.LayoutView.from_message(message, timeout=None)
    before = _list_texts(view)
    for block in view.children:
        if isinstance(block, ui.Container):
            _flag_block(view, block, standings)
    view.stop()  # its buttons are told by their ids, as those of every reply: discord.py need not keep it
    return None if _list_texts(view) == before else view


def _list_texts(view: ui.LayoutView) -> list[str]:
    return [part.content for part in view.walk_children() if isinstance(part, ui.TextDisplay)]


def _find_ids(parts: Iterable[Item]) -> dict[str, None]:
    """The ids under quotations, in order."""
    below = (child for part in parts for child in _walk(part) if isinstance(child, ui.Button))
    matches = (_QUOTATION_BUTTON_ID.fullmatch(button.custom_id or "") for button in below)
    return {found[1]: None for found in matches if found}


def _walk(part: Item) -> Iterator[Item]:
    return part.walk_children() if isinstance(part, ui.Container | ui.ActionRow) else iter(())


def _flag_block(view: ui.LayoutView, block: ui.Container[Any], standings: Standings) -> None:
    """Flag the quotations of a block, each in the first way that fits into the message."""
    runs = _split(block)
    for number, (head, whole) in enumerate(runs):
        for wanted in _find_ids(whole):
            if wanted not in standings:
                continue
            for way in _list_ways([one for one in whole if not _is_flag(one)], standings[wanted]):
                runs[number] = head, way
                _refill(block, runs)
                if view.content_length() <= MAX_MESSAGE_CHARS:
                    break


def _split(block: ui.Container[Any]) -> list[Run]:
    """The quotations of a block, each after the line or heading before it."""
    runs: list[Run] = [([], [])]
    for part in block.children:
        if isinstance(part, ui.Separator) and runs[-1][1]:
            runs.append(([], []))
        runs[-1][_is_quotations_own(part)].append(part)
    return runs


def _refill(block: ui.Container[Any], runs: Iterable[Run]) -> None:
    block.clear_items()
    for part in (part for head, whole in runs for part in (*head, *whole)):
        block.add_item(part)


def _list_ways(whole: list[Item], standing: QuotationStatus | None) -> Iterator[list[Item]]:
    if standing is None:
        yield [ui.TextDisplay(words.flag(words.ERASED))]
        return
    flags = [describe_status(standing), describe_status(standing, with_reason=False)]
    for flag in flags:
        yield [*([ui.TextDisplay(words.flag(flag))] if flag else []), *whole]
    yield [ui.TextDisplay(words.flag(flags[-1])), *(one for one in whole if not _is_quoted(one))]


def _is_quotations_own(part: Item) -> bool:
    is_heading = isinstance(part, ui.TextDisplay) and part.content.startswith(HEADING)
    return not (is_heading or isinstance(part, ui.Separator))


def _is_flag(part: Item) -> bool:
    return isinstance(part, ui.TextDisplay) and part.content.startswith(words.FLAG)


def _is_quoted(part: Item) -> bool:
    return isinstance(part, ui.TextDisplay) and part.content.startswith("> ")
