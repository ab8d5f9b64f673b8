"""Words that would be something else on Discord if nobody took care."""

import unicodedata
from typing import Final

from hypothesis import strategies as st

MEANINGFUL: Final = (
    "**bold**",
    "*a*",
    "_em_",
    "__under__",
    "~~gone~~",
    "||hidden||",
    "`code`",
    "``a`b``",
    "```py\nfenced\n```",
    "# Head",
    "### Third",
    "-# small",
    "- item",
    "* item",
    "1. first",
    "2) second",
    "> quoted",
    ">>> all quoted",
    "@everyone",
    "@here",
    "<@4242>",
    "<@!4242>",
    "<@&77>",
    "<#55>",
    "<id:customize>",
    "</ask:123>",
    "<t:1700000000:R>",
    "<t:0>",
    ":fire:",
    ":+1:",
    "<:ferry:123456789>",
    "<a:ferry:123456789>",
    "[here](https://example.org/a_b_c)",
    "[here](<https://example.org>)",
    "https://example.org/a_b_c?d=*e*",
    "<https://example.org>",
    "<mailto:a@example.org>",
    "discord://-/settings",
    r"\*escaped\*",
    "\\",
    r"¯\_(ツ)_/¯",
    "snake_case_name",
    "2 * 3 * 4",
    "\u200b*\u200b",
    "שלום **עולם**",
    "\u202eesrever\u202c",
    "\u2066@here\u2069",
    "\u2028> a line",
    "👩\u200d👧 :family:",
    "\u00a0- item",
    "&amp; <b>tag</b>",
    "\x1b[2J\x07",
    "<U+202E>",
    r"\<U\+202E>",
)
"""Each kind of Markdown, mention, link and emoji that Discord knows; and what hides or turns letters."""

_TURNING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""The classes of characters that turn others (Unicode Standard Annex #9, table 4)."""

_DEPRECATED: Final = "\u206a\u206b\u206c\u206d\u206e\u206f"

pieces = st.sampled_from(MEANINGFUL) | st.text(alphabet="\\*_~`|<>[]()@#:/-+=.1 \n\u2028a", max_size=8)
hostile_texts = (
    st.lists(st.tuples(pieces, st.sampled_from(["", " ", "\n", "\n\n", "\n  "])), min_size=1, max_size=6)
    .map(lambda parts: "".join(word + gap for word, gap in parts).strip())
    .filter(bool)
)
"""Such words in any order, on one line or several. No quotation begins or ends with white space."""


def seen(text: str) -> str:
    """The text as it is to be displayed: what turns letters, and what acts unseen, by its number."""
    return "".join(f"<U+{ord(one):04X}>" if _acts_unseen(one) else one for one in text)


def _acts_unseen(character: str) -> bool:
    if unicodedata.category(character) == "Cc":
        return not character.isspace()
    return unicodedata.bidirectional(character) in _TURNING or character in _DEPRECATED
