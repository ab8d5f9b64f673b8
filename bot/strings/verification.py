"""Every sentence that users read when words are compared with the record."""

from typing import Final

from bot.strings.answers import also_in
from index import Verdict, Verification

# What Discord shows beside a command, its options and a message.
MENU: Final = "Verify quotation"
PRIVATE: Final = "Only you see the result"
TEXT: Final = "The words, as you found them"
VERIFY: Final = "Whether words stand on the record: verbatim, with differences, or not at all"

LEGEND: Final = "-# `-` only in the words given · `+` only on the record"
NEAREST: Final = "-# What comes nearest, and is not the same:"
NO_TEXT: Final = "That message has no text of its own to look up."
SUPERSEDED: Final = "An older version of a document has these very words:"


def verdict(verification: Verification) -> str:
    """The verdict, in a word and a sentence."""
    if verification.spliced:
        return f"✂️ **Spliced.** These words stand in {len(verification.spliced)} places, not together:"
    match verification.verdict:
        case Verdict.VERBATIM if verification.marked:
            return "✅ **Verbatim, with changes that are marked.**"
        case Verdict.VERBATIM:
            return "✅ **Verbatim.** These words stand on the record."
        case Verdict.NOT_ON_RECORD:
            return "❌ **Not on the record.** No document has these words, or words close to them."
    if verification.same_words:
        return "✏️ **Differs, in marks or capitals only.**"
    return "✏️ **Differs.** The record has it in other words."


def given(text: str) -> str:
    """The words that were looked up."""
    return f"-# Looked up: “{text}”"


def stands_for(mark: str, cut: str) -> str:
    """What a mark in the words given leaves out or replaces."""
    return f"-# {mark} stands for “{cut}”" if cut else f"-# {mark} stands for no words"


def superseded(quotation: str) -> str:
    """For the older version where it has no room."""
    return f"-# An older version of a document has these very words: ID {quotation}"


def found_in(documents: int) -> str:
    """In how many documents more than one the words stand."""
    return f"-# The words stand {also_in(documents - 1)}." if documents > 1 else ""
