"""A quotation with its source, to be copied: as plain text, and as Markdown that displays the very words."""

import io
from dataclasses import dataclass
from functools import partial
from typing import Final

import discord
from discord import ui

from bot.markdown import escape, link, quote, to_line
from bot.strings import answers as words
from bot.ui.layout import Layout
from index import Quotation

_CHARACTERS: Final = 3900
_FENCE: Final = "```"


@dataclass(frozen=True, slots=True)
class Citation:
    """Both forms. What Discord shows of them is copied as it is."""

    plain: str
    markdown: str

    @property
    def fits(self) -> bool:
        """Whether both can be shown in one message, in code blocks that nothing in them ends."""
        return len(self.plain) + len(self.markdown) < _CHARACTERS and _FENCE not in self.plain

    def lay_out(self) -> ui.LayoutView:
        """Both in code blocks, from which they are copied with one press."""
        view = Layout()
        for heading, text in ((words.CITED_PLAIN, self.plain), (words.CITED_MARKDOWN, self.markdown)):
            view.add_item(ui.TextDisplay(f"{heading}\n{_FENCE}\n{text}\n{_FENCE}"))
        return view

    def to_file(self) -> discord.File:
        """Both in a file."""
        text = f"{self.plain}\n\n\n{self.markdown}\n"
        return discord.File(io.BytesIO(text.encode()), "citation.md")


def cite(quotation: Quotation) -> Citation:
    """The citation of a quotation."""
    named = quotation.speaker or quotation.author
    speaker, publisher = named and to_line(named), quotation.publisher and to_line(quotation.publisher)
    source = partial(
        words.citation, published=quotation.published, page=quotation.page, quotation=quotation.id
    )
    plain = source(to_line(quotation.title), speaker=speaker, publisher=publisher)
    title = link(quotation.title, quotation.link)
    linked = source(title, speaker=speaker and escape(speaker), publisher=publisher and escape(publisher))
    return Citation(
        plain="\n".join(filter(None, (f"“{quotation.text}”", f"— {plain}", quotation.link))),
        markdown=f"{quote(quotation.text, name=quotation.id)}\n— {linked}",
    )
