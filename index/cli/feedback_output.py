"""What `evaluate --feedback` prints and writes."""

from collections.abc import Iterable
from pathlib import Path

from rich.table import Table
from rich.text import Text

from index.cli.options import err, out
from index.cli.output import print_json
from index.domain.answer import Quotation
from index.domain.feedback import FeedbackReason
from index.errors import UnknownQuotation
from index.evaluation.feedback_metrics import FeedbackMetrics, Votes, make_judged_questions, measure_feedback
from index.evaluation.judged_questions import JudgedQuestion, write_questions
from index.index import Index

_NONE = "No feedback is kept: nobody has pressed 👍 or 👎 yet, or it is too old."

_REASONS = {
    FeedbackReason.SPEAKER: "wrong speaker",
    FeedbackReason.NO_ANSWER: "does not answer",
    FeedbackReason.SOURCE: "wrong source details",
    FeedbackReason.OTHER: "something else",
}


def evaluate_feedback(index: Index, *, questions: Path | None, as_json: bool) -> None:
    """Print what users said of quotations, and write the questions that got a 👍. Raises BadQuestions."""
    given = index.feedback.read()
    documents = [*index.list_documents(), *index.list_documents(removed=True)]
    figures = measure_feedback(given, {document.id: document.title for document in documents})
    if as_json:
        print_json(figures)
    elif given:
        print_feedback(figures)
    else:
        out.print(_NONE)
    if questions is not None:
        live = {document.id: document for document in index.documents()}
        _write(questions, make_judged_questions(given, lambda wanted: _find(index, wanted), live))


def print_feedback(figures: FeedbackMetrics) -> None:
    """The figures, the share of 👍 with its interval of 95 %."""
    out.print(f"{figures.verdicts} verdicts, share of 👍 {_tell(figures)}\n")
    if figures.by_reason:
        table = _start_table("what is wrong", "n")
        for reason, count in figures.by_reason.items():
            table.add_row(_REASONS[reason], str(count))
        out.print(table)
        out.print()
    _print_votes("document", ((one.title, one) for one in figures.by_document.values()))
    _print_votes("month", figures.by_month.items())
    _print_votes("question with most 👎", ((one.question, one) for one in figures.questions))


def _print_votes(name: str, votes: Iterable[tuple[str, Votes]]) -> None:
    rows = list(votes)
    if not rows:
        return
    table = _start_table(name, "n", "👎", "share of 👍")
    for label, one in rows:
        table.add_row(Text(label), str(one.n), str(one.n - one.helpful), _tell(one))
    out.print(table)
    out.print()


def _write(path: Path, questions: list[JudgedQuestion]) -> None:
    if not questions:
        err.print("No question with a 👍 is kept whose quotation stands on the record: nothing was written.")
        return
    write_questions(path, questions)
    count = f"{len(questions)} question{'s' if len(questions) != 1 else ''}"
    err.print(f"{count} written to {path}.", markup=False)


def _find(index: Index, wanted: str) -> Quotation | None:
    try:
        return index.quotation(wanted, scope=None)
    except UnknownQuotation:
        return None


def _start_table(first: str, *others: str) -> Table:
    table = Table(first, *others, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _tell(votes: Votes | FeedbackMetrics) -> str:
    low, high = votes.interval
    return f"{votes.share:.3f} ({low:.2f}–{high:.2f})"
