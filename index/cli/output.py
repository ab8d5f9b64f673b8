"""Prints answers, documents, balances and verdicts on a terminal."""

import json
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.cli.options import err, out
from index.domain.answer import Answer, DiffOp, Quotation, Verdict, Verification, is_omission
from index.domain.document import Document, Event, Kind, ListedDocument
from index.domain.party import Parties
from index.text.invisible_characters import reveal_all

if TYPE_CHECKING:
    from index.corpus.balance import Balance


def print_answer(answer: Answer, parties: Parties) -> None:
    """Print the quotations that answer, or else the nearest."""
    if not answer.answered:
        out.print("The record does not answer this.", style="bold")
        if answer.nearest:
            out.print("Closest passages (these do not answer your question):", style="dim")
    for quotation in answer.quotations or answer.nearest:
        print_quotation(quotation, parties)
    count = len(answer.quotations)
    shown = f"{count} quotation{'s' if count != 1 else ''} · {answer.certainty} · " if answer.answered else ""
    if answer.missing_parties:
        names = " or ".join(parties.name_in_text(party) for party in answer.missing_parties)
        out.print(f"\nNothing from {names} answers this.", markup=False)
    out.print(f"\n{shown}confidence {answer.confidence:.2f} · {answer.took_ms:.0f} ms", style="dim")


def print_quotation(quotation: Quotation, parties: Parties) -> None:
    """Print the words of a quotation, its source, its link and its id."""
    out.print()
    out.print(Padding(Text(f"“{quotation.text}”", style="bold"), (0, 4, 0, 2)))
    out.print(Padding(Text(describe_source(quotation, parties)), (0, 4, 0, 4)))
    if quotation.also_in:
        out.print(Padding(Text(f"also in {', '.join(quotation.also_in)}", style="dim"), (0, 0, 0, 4)))
    details = Text(f"{quotation.id}", style="dim")
    if quotation.link:
        details = Text(f"{quotation.link}  ({quotation.id})", style="dim", overflow="fold")
    out.print(Padding(details, (0, 0, 0, 4)))


def describe_source(quotation: Quotation, parties: Parties) -> str:
    """The speaker, title, publisher, date and page of a quotation, on one line."""
    page = f"page {quotation.page}" if quotation.page else None
    if quotation.kind == Kind.BRIEFING:
        date = f" on events up to {quotation.published}" if quotation.published else ""
        reports = f", which reports {parties.name_in_text(quotation.reports)}" if quotation.reports else ""
        title = ", ".join(filter(None, (quotation.title, page)))
        return f"— this project's briefing{date}{reports}: {title}"
    speaker = quotation.speaker or "unattributed"
    side = f" ({parties.name(quotation.party)})" if quotation.party in parties.parties else ""
    if quotation.reports and not quotation.speaker:
        reporter = quotation.publisher or quotation.author or "this text"
        speaker, side = parties.name(quotation.reports), f", reported by {reporter}"
    by = f"by {quotation.author}" if quotation.author and not quotation.speaker else None
    source = (f'"{quotation.title}"', by, quotation.publisher, quotation.published, page)
    return f"— {speaker}{side}, in {', '.join(filter(None, source))}"


def print_documents(documents: Iterable[ListedDocument], parties: Parties) -> None:
    """Print a table of documents, one row each."""
    table = Table("id", "published", "kind", "side", "title", "publisher", box=None, pad_edge=False)
    for document in documents:
        cells = (
            document.id,
            document.published or "",
            document.kind.value,
            parties.name(document.party),
            document.title,
            document.publisher or "",
        )
        table.add_row(*map(Text, cells))  # as Text, since brackets in strings are markup
    out.print(table)


def print_balance(title: str, balance: "Balance", parties: Parties) -> None:
    """Print the balance of documents, a line for each way of counting; nothing for no documents."""
    if not balance.by_kind:
        return
    by_side = {parties.name(party): count for party, count in balance.by_party.items()}
    counts = {
        "side": by_side,
        "kind": balance.by_kind,
        "year": balance.by_year,
        "outlet": balance.by_publisher,
    }
    table = Table.grid(padding=(0, 2))
    for name, numbers in counts.items():
        listed = ", ".join(f"{value} {count}" for value, count in numbers.items())
        table.add_row(Text(f"by {name}", style="dim"), Text(listed))
    out.print(f"\n{title}", style="bold")
    out.print(table)


def print_document(document: Document) -> None:
    """Print a document's metadata, and then its text without any change."""
    table = Table.grid(padding=(0, 2))
    shown = document.model_dump(mode="json", exclude={"text"})
    for key, value in shown.items():
        if value not in (None, [], False):
            table.add_row(Text(key, style="dim"), Text(_to_line(value)))
    out.print(table)
    out.print()
    out.print(Text(document.text))


def print_removal(removal: Event) -> None:
    """Print that a document was removed, when and why."""
    why = f": {removal.reason}" if removal.reason else "."
    out.print(Text(f"Removed from the record on {removal.at[:10]}{why}", style="bold"))


def print_json(value: BaseModel | dict[str, Any]) -> None:
    """Print one JSON object on stdout, with control and invisible characters escaped."""
    dumped = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    sys.stdout.write(reveal_all(json.dumps(dumped, ensure_ascii=False), "\\u{:04x}") + "\n")


def warn_of_language(document: Document) -> None:
    """Print a warning on stderr if a document is not in English."""
    if not document.language.startswith("en"):
        err.print(
            f'"{document.title}" is in the language {document.language}. It can be found and quoted, '
            "but ranking is tuned for English.",
            markup=False,
        )


def _to_line(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


_CLOSING_PUNCTUATION: Final = re.compile(r"[.,;:!?)\]”’]")
"""Punctuation that follows a word without a space."""


def print_verification(verification: Verification, parties: Parties) -> None:
    """Print the verdict in words, the difference if any, and the quotation or the closest passage."""
    out.print(describe_verdict(verification), style="bold", markup=False)
    for mark, words in verification.marked:
        out.print(f"  {describe_mark(mark, words)}", markup=False)
    if verification.difference and not verification.spliced:
        out.print()
        out.print(Padding(draw_difference(verification.difference), (0, 4, 0, 2)))
    if verification.nearest:
        out.print("Closest passage (not the same words):", style="dim")
    for quotation in verification.spliced or (verification.quotation, verification.nearest):
        if quotation is not None:
            print_quotation(quotation, parties)
    if verification.documents > 1:
        out.print(f"\n  Found in {verification.documents} documents.", style="dim")
    if verification.superseded:
        out.print("\nAn older version of a document contains exactly these words:", style="dim")
        print_quotation(verification.superseded, parties)
    out.print(f"\n{verification.took_ms:.0f} ms", style="dim")


def describe_verdict(verification: Verification) -> str:
    """The verdict in one sentence."""
    if verification.spliced:
        return f"Spliced: these words come from {len(verification.spliced)} separate places."
    match verification.verdict:
        case Verdict.VERBATIM:
            return _describe_verbatim(verification)
        case Verdict.NOT_ON_RECORD:
            return "Not found: no document contains these words or anything close."
    if verification.same_words:
        return "Same words; punctuation or capitals differ."
    return "Differs: [-only in your text-] {+only in the record+}"


def _describe_verbatim(verification: Verification) -> str:
    if verification.is_shortened and verification.is_altered:
        return "Shortened and altered, otherwise verbatim. The changes:"
    if verification.is_shortened:
        return "Shortened, otherwise verbatim. What was left out:"
    if verification.is_altered:
        return "Altered, otherwise verbatim. The changes in brackets:"
    return "Verbatim."


def describe_mark(mark: str, replaced: str) -> str:
    """The words that an ellipsis leaves out or a bracket replaces, as a sentence."""
    if is_omission(mark):
        return f"{mark} leaves out {f'“{replaced}”' if replaced else 'nothing'}"
    return f"{mark} replaces “{replaced}”" if replaced else f"{mark} was added"


def draw_difference(difference: Iterable[DiffOp]) -> Text:
    """The diff as one text: [-pasted words-] and {+words of the record+} where they differ."""
    drawn = Text()
    for operation, pasted, recorded in difference:
        if operation == "equal":
            _append(drawn, recorded)
            continue
        if pasted:
            _append(drawn, f"[-{pasted}-]", "red", first=pasted)
        if recorded:
            _append(drawn, f"{{+{recorded}+}}", "green", first="" if pasted else recorded)
    return drawn


def _append(drawn: Text, words: str, style: str = "", *, first: str = "") -> None:
    if drawn.plain and not _CLOSING_PUNCTUATION.match(first or words):
        drawn.append(" ")
    drawn.append(reveal_all(words), style)
