"""How a verification looks on a terminal. Signs mark the difference, so that it needs no colour."""

import re
from collections.abc import Iterable
from typing import Final

from rich.padding import Padding
from rich.text import Text

from index.cli.options import out
from index.cli.output import print_quotation
from index.domain.answer import DiffOp, Verdict, Verification
from index.domain.party import Parties
from index.text.invisible_characters import reveal_all

_CLOSING: Final = re.compile(r"[.,;:!?)\]”’]")
"""What stands against the word before it."""


def print_verification(verification: Verification, parties: Parties) -> None:
    """The verdict in words, the difference if there is one, and the quotation or what comes nearest."""
    out.print(describe_verdict(verification), style="bold", markup=False)
    for mark, words in verification.marked:
        stands_for = f"“{words}”" if words else "no words"
        out.print(f"  {mark} stands for {stands_for}", markup=False)
    if verification.difference and not verification.spliced:
        out.print()
        out.print(Padding(draw_difference(verification.difference), (0, 4, 0, 2)))
    if verification.nearest:
        out.print("Nearest, which is not the same:", style="dim")
    for quotation in verification.spliced or (verification.quotation, verification.nearest):
        if quotation is not None:
            print_quotation(quotation, parties)
    if verification.documents > 1:
        out.print(f"\n  The words stand in {verification.documents} documents.", style="dim")
    if verification.superseded:
        out.print("\nAn older version of a document has these very words:", style="dim")
        print_quotation(verification.superseded, parties)
    out.print(f"\n{verification.took_ms:.0f} ms", style="dim")


def describe_verdict(verification: Verification) -> str:
    """The verdict in one sentence."""
    if verification.spliced:
        return f"Spliced: these words stand in {len(verification.spliced)} places, not together."
    match verification.verdict:
        case Verdict.VERBATIM if verification.marked:
            return "Verbatim, with the changes that are marked."
        case Verdict.VERBATIM:
            return "Verbatim."
        case Verdict.NOT_ON_RECORD:
            return "Not on the record."
    if verification.same_words:
        return "Differs, in marks or capitals only."
    return "Differs: [-pasted-] {+on the record+}"


def draw_difference(difference: Iterable[DiffOp]) -> Text:
    """The pasted words with those of the record beside them where they differ."""
    drawn = Text()
    for operation, theirs, ours in difference:
        if operation == "equal":
            _append(drawn, ours)
            continue
        if theirs:
            _append(drawn, f"[-{theirs}-]", "red", first=theirs)
        if ours:
            _append(drawn, f"{{+{ours}+}}", "green", first="" if theirs else ours)
    return drawn


def _append(drawn: Text, words: str, style: str = "", *, first: str = "") -> None:
    if drawn.plain and not _CLOSING.match(first or words):
        drawn.append(" ")
    drawn.append(reveal_all(words), style)
