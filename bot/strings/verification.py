"""The sentences of checking a quotation."""

from typing import Final

from bot.strings.answers import also_in
from index import Verdict, Verification

# Descriptions of the command and its options, and the name of its menu.
MENU: Final = "Verify quotation"
PRIVATE: Final = "Show the result only to you"
TEXT: Final = "The words as you found them"
VERIFY: Final = "Check a quotation against the record"

LEGEND: Final = "-# `-` only in your text · `+` only in the record"
NEAREST: Final = "-# Closest passage (not the same words):"
NO_TEXT: Final = "That message has no text of its own to check."
SUPERSEDED: Final = "An older version of a document contains exactly these words:"


def verdict(verification: Verification) -> str:
    """The verdict in a word, and a sentence about it."""
    if verification.spliced:
        return f"✂️ **Spliced.** These words come from {len(verification.spliced)} separate places:"
    match verification.verdict:
        case Verdict.VERBATIM:
            return f"✅ {_describe_verbatim(verification)}"
        case Verdict.NOT_ON_RECORD:
            return (
                "❌ **Not found.** No document contains these words or anything close. "
                "That doesn't mean they were never said."
            )
    if verification.same_words:
        return "✏️ **Same words**; punctuation or capitals differ."
    return "✏️ **Differs from the record.** Changes are shown below."


def _describe_verbatim(verification: Verification) -> str:
    if verification.is_shortened and verification.is_altered:
        return "**Shortened and altered**, otherwise verbatim. The changes are shown below."
    if verification.is_shortened:
        return "**Shortened**, otherwise verbatim. What was left out is shown below."
    if verification.is_altered:
        return "**Altered**, otherwise verbatim. The changes in brackets are shown below."
    return "**Verbatim.** The record has exactly these words."


def given(text: str) -> str:
    """The words that were checked."""
    return f"-# Checked: “{text}”"


def describe_mark(mark: str, replaced: str, *, omits: bool) -> str:
    """The words that an ellipsis omits or brackets replace. Both texts are escaped."""
    if omits:
        return f"-# {mark} leaves out {f'“{replaced}”' if replaced else 'nothing'}"
    return f"-# {mark} replaces “{replaced}”" if replaced else f"-# {mark} was added"


def superseded(quotation: str) -> str:
    """The line about an older version where the message is full."""
    return f"-# An older version of a document contains exactly these words: ID {quotation}"


def found_in(documents: int) -> str:
    """The number of other documents with the words; empty for none."""
    return f"-# {also_in(documents - 1).replace('also in', 'Also found in')}." if documents > 1 else ""
