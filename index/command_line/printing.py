"""How documents and quotations look on a terminal."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.answers import Answer, Quotation
from index.balance import Balance
from index.command_line.options import err, out
from index.documents import Document, Kind
from index.evaluation.evaluation import Evaluation
from index.parties import Parties


def print_answer(answer: Answer, parties: Parties) -> None:
    """The quotations that answer, or the plain word that none does and what comes nearest."""
    if not answer.answered:
        out.print("The record does not answer this.", style="bold")
        if answer.nearest:
            out.print("Nearest passages, which are not an answer:", style="dim")
    for number, quotation in enumerate(answer.quotations or answer.nearest, 1):
        _print_quotation(number, quotation, parties)
    count = len(answer.quotations)
    shown = f"{count} quotation{'s' if count != 1 else ''} · " if answer.answered else ""
    out.print(f"\n{shown}confidence {answer.confidence:.2f} · {answer.took_ms:.0f} ms", style="dim")


def _print_quotation(number: int, quotation: Quotation, parties: Parties) -> None:
    out.print()
    out.print(Padding(Text(f"“{quotation.text}”", style="bold"), (0, 4, 0, 2)))
    out.print(Padding(Text(describe_source(quotation, parties)), (0, 4, 0, 4)))
    details = Text(f"{quotation.id}", style="dim")
    if quotation.link:
        details = Text(f"{quotation.link}  ({quotation.id})", style="dim", overflow="fold")
    out.print(Padding(details, (0, 0, 0, 4)))


def describe_source(quotation: Quotation, parties: Parties) -> str:
    """Who said it, in what, published by whom and when, on one line."""
    if quotation.kind == Kind.BRIEFING:
        date = f" on events up to {quotation.published}" if quotation.published else ""
        return f"— this project's briefing{date}: {quotation.title}"
    speaker = quotation.speaker or "unattributed"
    side = f" ({parties.name(quotation.party)})" if quotation.party in parties.parties else ""
    by = f"by {quotation.author}" if quotation.author and not quotation.speaker else None
    source = (f'"{quotation.title}"', by, quotation.publisher, quotation.published)
    return f"— {speaker}{side}, in {', '.join(filter(None, source))}"


def print_documents(documents: Iterable[Document], parties: Parties) -> None:
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


def print_balance(of_what: str, balance: Balance, parties: Parties) -> None:
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


def print_evaluation(evaluation: Evaluation) -> None:
    """The figures, by kind of question and over all, with their intervals."""
    table = Table("kind", "n", "hit@1", "hit@3", "hit@5", box=None, pad_edge=False)
    overall = {"n": evaluation.answerable, "hit@1": evaluation.hit_1}
    overall |= {"hit@3": evaluation.hit_3, "hit@5": evaluation.hit_5}
    for kind, shares in {**evaluation.by_kind, "all answerable": overall}.items():
        table.add_row(kind, f"{shares['n']:.0f}", *(f"{shares[f'hit@{n}']:.3f}" for n in (1, 3, 5)))
    out.print(table)
    out.print()
    figures = Table.grid(padding=(0, 2))
    silence = evaluation.silence
    for name, value in (
        ("mean quotation, characters", f"{evaluation.mean_chars:.0f}"),
        (f"silence, precision (n {silence.n})", f"{silence.precision:.3f}"),
        (f"silence, recall (n {silence.n})", f"{silence.recall:.3f}"),
        ("area under the ROC curve", f"{evaluation.auroc:.3f}"),
        ("calibration error", f"{evaluation.calibration_error:.3f}"),
        ("side coverage", f"{evaluation.side_coverage:.3f}"),
        ("verbatim", f"{evaluation.verbatim:.3f}"),
        ("latency, p50 and p95, ms", " and ".join(f"{n:.0f}" for n in evaluation.latency_ms.values())),
    ):
        figures.add_row(Text(name, style="dim"), value)
    for name, (low, high) in evaluation.intervals.items():
        figures.add_row(Text(f"{name}, 95 % interval", style="dim"), f"{low:.3f} to {high:.3f}")
    out.print(figures)


def print_json(value: BaseModel | dict[str, Any]) -> None:
    """One JSON object on stdout."""
    dumped = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    sys.stdout.write(json.dumps(dumped, ensure_ascii=False) + "\n")


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
