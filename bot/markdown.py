"""A quotation as Discord's Markdown, and the way back.

Discord takes a backslash before any character that is neither a letter, a digit nor white space as that
character itself. So every character that would mean something to Discord gets one, and what is displayed is
the quoted text: no link, mention, heading, list, spoiler or emoji comes of it. A control, or a character that
would turn the letters around it, is displayed by its number, as <U+202E>.

Every quotation is read back before it leaves this module: Markdown that would not display exactly its text is
replaced by a plainer form that does.
"""

import logging
import re
from collections.abc import Sequence
from typing import Final

from index import is_web_address, reveal

log = logging.getLogger(__name__)

_ANYWHERE: Final = re.compile(r"[\\*_~`|<\[@]|:(?=[\w/+-])|&(?=#?\w+;)")
"""Emphasis, code, spoilers, mentions and links; emoji by name (`:+1:` too), and addresses; and what other
programs than Discord, into which a quotation is copied, would take for an entity."""

_LINE_ENDS: Final = "\n\r\u2028\u2029"
"""The line ends of JavaScript, in which Discord reads Markdown."""

_AT_LINE_START: Final = re.compile(rf"((?:\A|(?<=[{_LINE_ENDS}]))[ \t]*(?:\d+(?=[.)]))?)([>#+\-.)])")
"""Quotations, headings and lists, numbered ones too."""

_NUMBERED: Final = r"\<U\+{:04X}>"
"""The visible form of a hidden character. Text that looks the same has no backslash inside."""

_WRITTEN: Final = re.compile(r"\\(?:<U\\\+([0-9A-F]{4})>|([^0-9A-Za-z\s]))|\*\*")
"""A hidden character, an escaped one, or a mark of bold: in one pass, as bold may begin within words that
look like a hidden character.
"""

_QUOTE_MARK: Final = "> "
_ANY_MARK: Final = re.compile(r"[^0-9A-Za-z\s]")
_NEUTRAL: Final = ","
"""Stands for an escaped character or a mark of bold in Markdown that is searched for unescaped marks."""

_ENTITY: Final = re.compile(r"(&#?\w+);")
_ENTITY_ENCODED: Final = r"\1%3B"
_ENCODED: Final = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})
"""Characters with a meaning in the brackets around an address, percent-encoded."""

_MAX_ADDRESS_CHARS: Final = 300
"""Characters."""


def escape(text: str) -> str:
    """The text with a backslash before every character that would mean something to Discord."""
    return reveal(_AT_LINE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", text)), _NUMBERED)


def shorten(text: str, length: int) -> str:
    """A text on one line, and no longer than that: cut between words where one ends near enough.

    What is hidden in it is shown, so that this can be displayed as it is.
    """
    line = to_line(text)
    if len(line) <= length:
        return line
    whole = line[:length].rpartition(" ")[0]
    return (whole if 2 * len(whole) >= length else line[: length - 1]) + "…"


def to_line(text: str) -> str:
    """A text on one line, with what is hidden in it shown."""
    return " ".join(reveal(text).split())


def link(text: str, url: str | None) -> str:
    """The text on one line, as a link that ends where it should, whatever is in either.

    If the address is not valid, the text is not a link.
    """
    words = escape(to_line(text))
    if url is None or not is_web_address(url):
        return words
    words = words.replace("]", "\\]")
    return f"[{words}]({_enclose(url)})"


def show_address(url: str) -> str:
    """An address that is shown as such, and leads there unless it is too long to be shown, or is none."""
    if is_web_address(url) and len(url) <= _MAX_ADDRESS_CHARS:
        return _enclose(url)
    return escape(shorten(url, _MAX_ADDRESS_CHARS))


def _enclose(url: str) -> str:
    """An address that ends where the brackets around it do, with nothing in it that is read as another."""
    return f"<{_ENTITY.sub(_ENTITY_ENCODED, url).translate(_ENCODED)}>"


class UnfaithfulMarkdown(Exception):
    """A quotation that cannot be sent, since Discord would not display it character for character."""


def quote(text: str, marked: Sequence[tuple[int, int]] = (), *, name: str = "") -> str:
    """The text as a block quotation, with the words between those bounds in bold; each stands on one line.

    `name` is the id of the quotation, for the log. Raises UnfaithfulMarkdown.
    """
    pieces: list[str] = []
    done = 0
    for start, end in _join(marked):
        pieces += [_escape_part(text, done, start), f"**{escape(text[start:end])}**"]
        done = end
    return _guard(_set_apart("".join([*pieces, _escape_part(text, done, len(text))])), text, name)


def cut(text: str, room: int, *, name: str = "") -> str:
    """The quotation of a text, or of its longest beginning that fits, of whole words if possible.

    `room` is in characters of Markdown.
    """
    whole = quote(text, name=name)
    if len(whole) <= room:
        return whole
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(quote(text[:middle], name=name)) <= room else (low, middle - 1)
    whole_words = re.match(r".*\S(?=\s)", text[: low + 1], re.DOTALL)
    return quote(whole_words[0] if whole_words else text[:low], name=name)


def quote_in_context(before: str, marked: str, after: str, *, name: str = "") -> str:
    """A block quotation of all three, the middle one in bold. Raises UnfaithfulMarkdown."""
    lines = escape(marked).split("\n")
    bold = "\n".join(f"**{line}**" if line.strip() else line for line in lines)
    return _guard(_set_apart(escape(before) + bold + escape(after)), before + marked + after, name)


def displays(markdown: str, text: str) -> bool:
    """Whether a block quotation displays exactly a text, in which nothing but bold has a meaning."""
    unescaped = _WRITTEN.sub(_NEUTRAL, _strip_quote_marks(markdown))
    means_something = _ANYWHERE.search(unescaped) or _AT_LINE_START.search(unescaped)
    return read_back(markdown) == text and not means_something


def _guard(markdown: str, text: str, name: str) -> str:
    """A block quotation that displays a text: the one given, or a plain one if it does not."""
    if displays(markdown, text):
        return markdown
    log.error("The Markdown of a quotation (%s) does not display its text. Every mark is escaped.", name)
    plain = _set_apart(reveal(_ANY_MARK.sub(_escape_mark, text), _NUMBERED))
    if not displays(plain, text):
        raise UnfaithfulMarkdown(f"The quotation ({name}) cannot be displayed exactly. It is not sent.")
    return plain


def read_back(markdown: str) -> str:
    """The text that a block quotation displays: the inverse of the two functions above."""
    return _WRITTEN.sub(_unescape, _strip_quote_marks(markdown))


def _strip_quote_marks(markdown: str) -> str:
    return "\n".join(line.removeprefix(_QUOTE_MARK) for line in markdown.split("\n"))


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2] or ""


def _escape_mark(match: re.Match[str]) -> str:
    return match[0] if reveal(match[0]) != match[0] else f"\\{match[0]}"


def _join(marked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The bounds with those that touch made one: Discord takes no bold right after bold."""
    joined: list[tuple[int, int]] = []
    for start, end in marked:
        start = joined.pop()[0] if joined and joined[-1][1] == start else start
        joined.append((start, end))
    return joined


def _escape_part(text: str, start: int, end: int) -> str:
    """A part of a text, escaped as it is within the whole: inside a line no mark begins one."""
    before = "" if start == 0 or text[start - 1] in _LINE_ENDS else "x"
    return escape(before + text[start:end])[len(before) :]


def _set_apart(markdown: str) -> str:
    return "\n".join(_QUOTE_MARK + line for line in markdown.split("\n"))
