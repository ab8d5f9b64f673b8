"""Flags: what is said at a quotation that was shown once and does not stand as it did.

A reply stays on the screen when its source is taken off the record. Whoever then presses a button of it sees
the reply flagged: removed words stay where they are, and erased ones go.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import discord
from discord import ui

from bot.markdown import escape, shorten
from bot.words import answers as words
from index import Quotation, Standing

_LONGEST_REASON: Final = 150
_CHARACTERS: Final = 4000
"""What Discord takes in one message."""

_QUOTED: Final = re.compile(r"(?:context|wider):([a-z2-7]+):\d+")
"""The id of a button that stands under a quotation."""

Standings = Mapping[str, Standing | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation as it is shown: flagged, without its words, or unknown and nothing but a flag."""

    id: str
    quotation: Quotation | None
    flag: str = ""
    has_words: bool = True


def show(wanted: str, standing: Standing | None) -> Shown:
    """How a quotation that was found by its id is shown anew: a removed one without its words."""
    if standing is None:
        return Shown(wanted, None, words.flag(words.ERASED), has_words=False)
    flag = tell_flag(standing)
    return Shown(wanted, standing.quotation, flag and words.flag(flag), has_words=standing.removed is None)


def tell_flag(standing: Standing, *, with_reason: bool = True) -> str:
    """What there is to say of a quotation; nothing where it stands."""
    if standing.removed is not None:
        reason = escape(shorten(standing.reason or "", _LONGEST_REASON)) if with_reason else ""
        return words.taken_off(datetime.fromisoformat(standing.removed), reason)
    return words.SUPERSEDED if standing.superseded else ""


def list_quoted(message: discord.Message) -> list[str]:
    """The ids of the quotations in a message, as far as a button stands under them."""
    view = ui.LayoutView.from_message(message)
    return [wanted for part in view.children if (wanted := _find_id(part)) is not None]


def flag_message(message: discord.Message, standings: Standings) -> ui.LayoutView | None:
    """A message with a flag at each quotation that does not stand; None where it is so already."""
    view = ui.LayoutView.from_message(message, timeout=None)
    before = _list_texts(view)
    for part in view.children:
        wanted = _find_id(part)
        if wanted is not None and wanted in standings and isinstance(part, ui.Container):
            _flag(view, part, standings[wanted])
    view.stop()  # its buttons are told by their ids, as those of every reply: discord.py need not keep it
    return None if _list_texts(view) == before else view


def _list_texts(view: ui.LayoutView) -> list[str]:
    return [part.content for part in view.walk_children() if isinstance(part, ui.TextDisplay)]


def _find_id(part: ui.Item[Any]) -> str | None:
    if not isinstance(part, ui.Container):
        return None
    ids = (child.custom_id or "" for child in part.walk_children() if isinstance(child, ui.Button))
    return next((found[1] for found in map(_QUOTED.fullmatch, ids) if found), None)


def _flag(view: ui.LayoutView, part: ui.Container[Any], standing: Standing | None) -> None:
    """Flag a part in the first way that fits into the message."""
    whole = [child for child in part.children if not _is_flag(child)]
    for parts in _list_ways(whole, standing):
        part.clear_items()
        for one in parts:
            part.add_item(one)
        if view.content_length() <= _CHARACTERS:
            return


def _list_ways(whole: list[ui.Item[Any]], standing: Standing | None) -> Iterator[list[ui.Item[Any]]]:
    if standing is None:
        yield [ui.TextDisplay(words.flag(words.ERASED))]
        return
    flags = [tell_flag(standing), tell_flag(standing, with_reason=False)]
    for flag in flags:
        yield [*([ui.TextDisplay(words.flag(flag))] if flag else []), *whole]
    yield [ui.TextDisplay(words.flag(flags[-1])), *(one for one in whole if not _is_quoted(one))]


def _is_flag(part: ui.Item[Any]) -> bool:
    return isinstance(part, ui.TextDisplay) and part.content.startswith(words.FLAG)


def _is_quoted(part: ui.Item[Any]) -> bool:
    return isinstance(part, ui.TextDisplay) and part.content.startswith("> ")
