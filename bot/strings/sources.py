"""Every sentence that users read while they browse the documents on the record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.add_document import count

# What Discord shows beside a command and its options.
CARD: Final = "How the record is balanced: sides, years and outlets, in a picture and in words"
FILTER: Final = "Words of the title, the author or the publisher"
SHOW: Final = "One document: where it comes from, how it begins, and who speaks in it"
SHOW_DOCUMENT: Final = "Its title or its ID"
SIDE: Final = "Only documents of this side"

BEGINS: Final = "-# How it begins, word for word:"
BRIEFING_BEGINS: Final = "-# How this project's briefing begins, word for word:"
NOBODY_SPEAKS: Final = "Nobody is quoted in it."

# The card.
BY_OUTLET: Final = "By outlet"
BY_SIDE: Final = "By side"
BY_YEAR: Final = "By year"
CITED: Final = "sources behind briefings"
FILE: Final = "balance.png"
HEADING: Final = "The balance of the record"
OWN: Final = "documents on the record"

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

Counted = tuple[str, int, int]
"""What is counted, its documents, and the sources that briefings rest on."""


def narrowed(wanted: str, side: str | None) -> str:
    """What a list of documents is narrowed down by."""
    parts = (f"side: {side}" if side else "", f"that fit “{wanted}”" if wanted else "")
    return ", ".join(filter(None, parts))


def none_of(narrowed: str) -> str:
    """Where no document is what is looked for."""
    return f"There are no such documents on the record ({narrowed})."


def added(at: datetime) -> str:
    """When a document was added."""
    return f"Added: {format_dt(at, 'D')}"


def length(characters: int) -> str:
    """How long a text is."""
    return f"Length: {count(characters, 'character', 'characters')}"


def rests_on(sources: int) -> str:
    """Above what is known of a briefing: how many sources it is about."""
    return f"Rests on: {count(sources, 'listed source', 'listed sources')}"


def own_words(author: str) -> str:
    """For a text that is its author's own words."""
    return f"Its own text is said by **{author}**."


def speakers(named: Sequence[tuple[str, int]], *, left_out: int, unattributed: int) -> str:
    """Who is quoted in a document, and how often."""
    told = [f"**{name}** ({number})" for name, number in named]
    if left_out:
        told.append(f"and {left_out} more")
    if unattributed:
        told.append(f"unattributed ({unattributed})")
    return f"Quoted in it: {', '.join(told)}" if told else NOBODY_SPEAKS


def balance(*, documents: int, briefings: int, cited: int) -> str:
    """What the card counts, and what it does not: briefings, which are this project's own words."""
    told = f"{count(documents + briefings, 'document', 'documents')} on the record"
    if not briefings:
        return f"{told}."
    told += f". Briefings of this project are not counted ({briefings:,})"
    return f"{told}; the sources behind them are ({cited:,})." if cited else f"{told}."


def only_briefings(number: int) -> str:
    """Where nothing that is on the record stands on a side."""
    briefings = count(number, "briefing", "briefings")
    return f"There is nothing to weigh: the record holds {briefings} of this project, and no sources."


def key(*, documents: int, cited: int) -> str:
    """How a figure of two numbers is read."""
    return "Of two numbers, the second counts sources behind briefings." if documents and cited else ""


def number(documents: int, cited: int) -> str:
    """How many; both numbers where there are both."""
    return (
        _NO_BREAK.join((f"{documents:,}", "+", f"{cited:,}"))
        if documents and cited
        else f"{documents + cited:,}"
    )


def others(more: int) -> str:
    """For outlets that are not shown one by one."""
    return count(more, "other", "others")


def undated(documents: int) -> str:
    """For what has no date; nothing where all has."""
    return f"{documents:,} without a date" if documents else ""


def periods(years: int, undated: str) -> str:
    """What a bar of the picture counts, where it is more than a year, and what is in none."""
    return ", ".join(filter(None, (f"a bar for {years} years" if years > 1 else "", undated)))


def unknown_outlets(documents: int) -> str:
    """For what names no publisher; nothing where all does."""
    return f"{documents:,} of unknown outlet" if documents else ""


def list_counted(heading: str, counted: Iterable[Counted], remark: str, room: int) -> str:
    """Figures in a row, as many as fit into the room, with how many are left out."""
    figures = [f"{name}:{_NO_BREAK}{number(own, cited)}" for name, own, cited in counted]
    if remark:
        figures.append(remark)
    for kept in range(len(figures), 0, -1):
        more = [f"{len(figures) - kept} more"] if kept < len(figures) else []
        told = f"{heading} – {' · '.join([*figures[:kept], *more])}."
        if len(told) <= room:
            return told
    return ""
