"""How documents and quotations look on a terminal."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.cli.options import err, out
from index.domain.answer import Answer, Quotation
from index.domain.document import Document, Event, Kind, ListedDocument
from index.domain.party import Parties
from index.text.invisible_characters import reveal_all

if TYPE_CHECKING:
    from index.corpus.balance import Balance


def print_answer(answer: Answer, parties: Parties) -> None:
    """The quotations that answer, or the plain word that none does and what comes nearest."""
    if not answer.answered:
        out.print("The record does not answer this.", style="bold")
        if answer.nearest:
            out.print("Nearest passages, which are not an answer:", style="dim")
    for quotation in answer.quotations or answer.nearest:
        print_quotation(quotation, parties)
    count = len(answer.quotations)
    shown = f"{count} quotation{'s' if count != 1 else ''} · {answer.certainty} · " if answer.answered else ""
    if answer.missing_parties:
        names = " or ".join(parties.name(party) for party in answer.missing_parties)
        out.print(f"\nNo quotation that answers this is known to be from {names}.", markup=False)
    out.print(f"\n{shown}confidence {answer.confidence:.2f} · {answer.took_ms:.0f} ms", style="dim")


def print_quotation(quotation: Quotation, parties: Parties) -> None:
    """The words, their source, and the link and id by which they are found again."""
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
    """Who said it, in what, published by whom and when, and on which page, on one line."""
    page = f"page {quotation.page}" if quotation.page else None
    if quotation.kind == Kind.BRIEFING:
        date = f" on events up to {quotation.published}" if quotation.published else ""
        reports = f", which reports {parties.name(quotation.reports)}" if quotation.reports else ""
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
    """A table of documents, one row each."""
    table = Table("id", "published", "kind", "party", "title", "publisher", box=None, pad_edge=False)
    for document in documents:
        cells = (
            document.id,
            document.published or "",
            document.kind.value,
            parties.name(document.party),
            document.title,
            document.publisher or "",
        )
        table.add_row(*map(Text, cells))  # not as strings, in which brackets would be markup
    out.print(table)


def print_balance(of_what: str, balance: "Balance", parties: Parties) -> None:
    """How documents are spread, a line for each way of counting; nothing where there are none."""
    if not balance.by_kind:
        return
    named = {parties.name(party): count for party, count in balance.by_party.items()}
    counts = {
        "side": named,
        "kind": balance.by_kind,
        "year": balance.by_year,
        "outlet": balance.by_publisher,
    }
    table = Table.grid(padding=(0, 2))
    for name, numbers in counts.items():
        told = ", ".join(f"{value} {count}" for value, count in numbers.items())
        table.add_row(Text(f"by {name}", style="dim"), Text(told))
    out.print(f"\n{of_what}", style="bold")
    out.print(table)


def print_document(document: Document) -> None:
    """A document's source, then its text exactly as it is quoted."""
    table = Table.grid(padding=(0, 2))
    shown = document.model_dump(mode="json", exclude={"text"})
    for key, value in shown.items():
        if value not in (None, [], False):
            table.add_row(Text(key, style="dim"), Text(_to_line(value)))
    out.print(table)
    out.print()
    out.print(Text(document.text))


def print_removal(removal: Event) -> None:
    """That a document may be quoted no longer, since when and why."""
    why = f": {removal.reason}" if removal.reason else "."
    out.print(Text(f"Taken off the record on {removal.at[:10]}{why}", style="bold"))


def print_json(value: BaseModel | dict[str, Any]) -> None:
    """One JSON object on stdout, in which what a terminal would act on is written by its number."""
    dumped = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    sys.stdout.write(reveal_all(json.dumps(dumped, ensure_ascii=False), "\\u{:04x}") + "\n")


def warn_of_language(document: Document) -> None:
    """Say on stderr what a document in another language than English cannot expect."""
    if not document.language.startswith("en"):
        err.print(
            f'"{document.title}" is in the language {document.language}. It can be found and quoted, '
            "but ranking is made for English.",
            markup=False,
        )


def _to_line(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
