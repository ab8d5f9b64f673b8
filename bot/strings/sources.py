"""The sentences of browsing documents."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.plural import count

# Descriptions of commands and their options.
CARD: Final = "Show a chart of the record by side, year and outlet"
FILTER: Final = "Words in the title, author or publisher"
SHOW: Final = "Show a document: its source, its beginning and the people quoted in it"
SHOW_DOCUMENT: Final = "Its title or ID"
SIDE: Final = "Only documents from this side"

BEGINS: Final = "-# Beginning of the text, word for word:"
BRIEFING_BEGINS: Final = "-# Beginning of this project's briefing, word for word:"
NOBODY_SPEAKS: Final = "No one is quoted in it."

# The card.
BY_OUTLET: Final = "By outlet"
BY_SIDE: Final = "By side"
BY_YEAR: Final = "By year"
CITED: Final = "sources behind briefings"
FILE: Final = "balance.png"
HEADING: Final = "Balance of the record"
OWN: Final = "documents on the record"

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

Counted = tuple[str, int, int]
"""A name, the number of its documents, and that of the sources behind briefings."""


def narrowed(wanted: str, side: str | None) -> str:
    """The filters of a list of documents."""
    parts = (f"side: {side}" if side else "", f"words: “{wanted}”" if wanted else "")
    return ", ".join(filter(None, parts))


def none_of(narrowed: str) -> str:
    """The reply when no document matches the filters."""
    return f"No documents match ({narrowed})."


def several(wanted: str) -> str:
    """The reply to a title that several documents have. `wanted` is escaped."""
    return f"“{wanted}” matches several documents. Choose one from the list that appears as you type."


def added(at: datetime) -> str:
    """When a document was added."""
    return f"Added: {format_dt(at, 'D')}"


def length(characters: int) -> str:
    """The length of a text."""
    return f"Length: {count(characters, 'character', 'characters')}"


def rests_on(sources: int) -> str:
    """The number of sources that a briefing is based on."""
    return f"Based on: {count(sources, 'source', 'sources')}"


def own_words(author: str) -> str:
    """The speaker of a text that is its author's own words."""
    return f"Speaker of its own words: **{author}**"


def speakers(named: Sequence[tuple[str, int]], *, left_out: int, unattributed: int) -> str:
    """The people quoted in a document, and how often."""
    told = [f"**{name}** ({number})" for name, number in named]
    if left_out:
        told.append(f"and {left_out} more")
    if unattributed:
        told.append(f"unattributed ({unattributed})")
    return f"Quoted in it: {', '.join(told)}" if told else NOBODY_SPEAKS


def balance(*, documents: int, briefings: int, cited: int) -> str:
    """The note on what the chart counts."""
    total = f"{count(documents + briefings, 'document', 'documents')} on the record."
    if not briefings:
        return total
    own = f"this project's {count(briefings, 'briefing', 'briefings')}"
    if not cited:
        return f"{total} Not counted: {own}."
    themselves = "not the briefing itself" if briefings == 1 else "not the briefings themselves"
    behind = f"{count(cited, 'source', 'sources')} behind {own} ({themselves})"
    return f"{total} Counted: the {behind}." if not documents else f"{total} Also counted: the {behind}."


def only_briefings(number: int) -> str:
    """The reply when the record has only briefings, and no list of their sources."""
    briefings = count(number, "briefing", "briefings")
    return f"There's nothing to chart: the record has {briefings} by this project and no other documents."


def key(*, documents: int, cited: int) -> str:
    """The key to figures of two numbers."""
    return (
        "Where there are two numbers, the second counts sources behind briefings."
        if documents and cited
        else ""
    )


def number(documents: int, cited: int) -> str:
    """A number; both numbers if there are both."""
    return (
        _NO_BREAK.join((f"{documents:,}", "+", f"{cited:,}"))
        if documents and cited
        else f"{documents + cited:,}"
    )


def others(more: int) -> str:
    """The number of outlets that are not shown one by one."""
    return count(more, "other", "others")


def undated(documents: int) -> str:
    """The number of documents without a date; empty for none."""
    return f"{documents:,} without a date" if documents else ""


def periods(years: int, undated: str) -> str:
    """The years that a bar of the chart covers, if more than one, and what has no date."""
    return ", ".join(filter(None, (f"each bar covers {years} years" if years > 1 else "", undated)))


def unknown_outlets(documents: int) -> str:
    """The number of documents without a publisher; empty for none."""
    return f"{documents:,} without a known outlet" if documents else ""


def list_counted(heading: str, counted: Iterable[Counted], remark: str, room: int) -> str:
    """Figures in a row, as many as fit into that many characters, and how many are left out."""
    figures = [f"{name}:{_NO_BREAK}{number(own, cited)}" for name, own, cited in counted]
    if remark:
        figures.append(remark)
    for kept in range(len(figures), 0, -1):
        more = [f"{len(figures) - kept} more"] if kept < len(figures) else []
        told = f"{heading} – {' · '.join([*figures[:kept], *more])}."
        if len(told) <= room:
            return told
    return ""
