"""What Discord makes of Markdown: a small model of its own, which knows nothing of `bot.markdown`.

Discord's clients read Markdown by rules that are tried in turn wherever the last one ended. Where it is
doubtful whether something means anything to them, it does here.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

QUOTE: Final = "quote"
BOLD: Final = "bold"


class Piece(NamedTuple):
    """Words as they are displayed, and all that they are displayed as."""

    text: str
    styles: frozenset[str]


class _Rule(NamedTuple):
    """How something is written; its first group is what is displayed, which may hold more of the like."""

    style: str
    pattern: re.Pattern[str]
    begins_line: bool = False
    nests: bool = False


def _rule(style: str, pattern: str, *, begins_line: bool = False, nests: bool = False) -> _Rule:
    return _Rule(style, re.compile(pattern, re.DOTALL), begins_line, nests)


_RULES: Final = (
    _rule(QUOTE, r"( *>>> .*|(?: *> [^\n]*(?:\n|$))+)", begins_line=True),
    _rule("code block", r"```(?:[\w+.-]+\n)?\n*(.+?)\n*```"),
    _rule("small", r"-# +([^\n]+)", begins_line=True, nests=True),
    _rule("heading", r" *#{1,3}\s+([^\n]+)", begins_line=True, nests=True),
    _rule("list", r"[ \t]*(?:[*+-]|\d+[.)])[ \t]+([^\n]+)", begins_line=True, nests=True),
    _rule("", r"\\([^0-9A-Za-z\s])"),
    _rule("link", r"\[((?:\\.|[^\\\]])+)\]\(\s*<?[^\s>]+?>?\s*\)", nests=True),
    _rule("timestamp", r"(<t:-?\d+(?::\w)?>)"),
    _rule("emoji", r"(<a?:\w+:\d+>|:[\w+-]+:)"),
    _rule("mention", r"(<(?:@[!&]?|#)\d+>|<id:\w+>|</[^:>\n]+:\d+>|@everyone|@here)"),
    _rule("link", r"<([a-z]+:[^\s>]+)>"),
    _rule("link", r"((?:https?|discord)://[^\s<]+)"),
    _rule("underlined", r"__((?:\\.|[^\\])+?)__(?!_)", nests=True),
    _rule("struck", r"~~(.+?)~~", nests=True),
    _rule("spoiler", r"\|\|(.+?)\|\|", nests=True),
    _rule("code", r"(?P<ticks>`+)(?:.*?[^`])(?P=ticks)(?!`)"),
)

_BOLD: Final = _rule(BOLD, r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", nests=True)
_ITALICS: Final = _rule(
    "italics",
    r"\*(?=\S)((?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"
    r"|\b_((?:__|\\.|[^\\_])+?)_\b",
    nests=True,
)

_QUOTE_MARK: Final = re.compile(r"(^|(?<=[\n\r\u2028\u2029])) *>(?:>>)? ?")
"""JavaScript lets a line begin after any of these."""


def display(markdown: str) -> list[Piece]:
    """What is displayed, piece by piece."""
    return list(_parse(markdown, frozenset()))


def quoted(markdown: str) -> str:
    """The words of all block quotations."""
    return "".join(piece.text for piece in display(markdown) if QUOTE in piece.styles)


def styles(markdown: str) -> set[str]:
    """All that anything is displayed as."""
    return {style for piece in display(markdown) for style in piece.styles}


def _parse(source: str, outer: frozenset[str]) -> Iterator[Piece]:
    at = 0
    while at < len(source):
        rule, match = _find(source, at, outer)
        if match is None:
            yield Piece(source[at], outer)
            at += 1
            continue
        within = outer | {rule.style} if rule.style else outer
        words = next((group for group in match.groups() if group is not None), match[0])
        if rule.style == QUOTE:
            yield from _parse(_QUOTE_MARK.sub("", words.removesuffix("\n")), within)
        elif rule.nests:
            yield from _parse(words, within)
        else:
            yield Piece(words, within)
        at = match.end()


def _find(source: str, at: int, outer: frozenset[str]) -> tuple[_Rule, re.Match[str] | None]:
    """The rule that holds here; of bold and italics, which begin alike, the one that takes more."""
    begins_line = at == 0 or source[at - 1] == "\n"
    for rule in _RULES:
        if (rule.begins_line and not begins_line) or (rule.style == QUOTE and QUOTE in outer):
            continue
        if match := rule.pattern.match(source, at):
            return rule, match
    both = [(rule, rule.pattern.match(source, at)) for rule in (_BOLD, _ITALICS)]
    return max(both, key=lambda found: len(found[1][0]) if found[1] else 0)
