"""Prints metrics, each with its 95% confidence interval and the number of cases."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from rich.table import Table
from rich.text import Text

from index.cli.options import err, out
from index.cli.output import print_json
from index.collections.retrieval import MEASURES, RetrievalMetrics
from index.domain.answer import Quotation
from index.domain.document import ANY_SCOPE
from index.domain.feedback import FeedbackReason
from index.errors import UnknownQuotation
from index.evaluation.evaluation import Evaluation
from index.evaluation.feedback_metrics import FeedbackMetrics, Votes, make_judged_questions, measure_feedback
from index.evaluation.judged_questions import JudgedQuestion, write_questions
from index.evaluation.metrics import DEPTHS
from index.evaluation.statistics import Bin, Interval
from index.index import Index

_BAR_CHARS: Final = 30
"""The length of a bar for the share 1."""


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the metrics by kind of question and in total, and the calibration curve."""
    out.print(f"{evaluation.questions} questions, {evaluation.answerable} with an answer on the record.\n")
    if evaluation.answerable:
        out.print(_tabulate_hits(evaluation))
        out.print()
    if evaluation.unanswerable:
        out.print(_tabulate_unanswerable(evaluation))
        out.print()
    out.print(_tabulate_metrics(evaluation))
    out.print("\nConfidence, and the share of questions with an answer", style="bold")
    for line in draw_calibration(evaluation.calibration):
        out.print(line)


def print_retrieval(retrieval: RetrievalMetrics) -> None:
    """Print the metrics of each way of ranking, and the differences between them."""
    out.print(
        f"{retrieval.collection}: {retrieval.questions} queries, {retrieval.documents} documents\n",
        markup=False,
    )
    table = _start_table("way", "n", *MEASURES)
    for way, own in retrieval.by_way.items():
        cells = (_format_value(own[name], retrieval.intervals[f"{way}.{name}"]) for name in MEASURES)
        table.add_row(way, f"{own['n']:.0f}", *cells)
    out.print(table)
    out.print()
    for name, compared in retrieval.compared.items():
        low, high = compared.interval
        values = f"{compared.difference:+.3f} ({low:+.3f} to {high:+.3f}), p {compared.p:.3f}, n {compared.n}"
        out.print(f"nDCG@10, {name}: {values}", markup=False)


def draw_calibration(curve: Iterable[Bin]) -> Iterable[Text]:
    """A reliability diagram: a line for each bin, its bar as long as the share of answerable questions.

    A mark shows the mean confidence, where the bar should end: a shorter bar means too much confidence, a
    longer one too little.
    """
    yield Text(f"{'confidence':13}{'mean':7}{'share':7}{'':{_BAR_CHARS}}{'n':>6}", style="dim")
    for one in curve:
        mean, share = (f"{value:.2f}" if one.n else "" for value in (one.confidence, one.share))
        yield Text(f"{one.low:.1f} to {one.high:.1f}   {mean:7}{share:7}{_draw_bar(one)}{one.n:6}")


def _draw_bar(one: Bin) -> str:
    if not one.n:
        return " " * _BAR_CHARS
    cells = ["█" if place < round(one.share * _BAR_CHARS) else "·" for place in range(_BAR_CHARS)]
    cells[min(round(one.confidence * _BAR_CHARS), _BAR_CHARS - 1)] = "│"
    return "".join(cells)


def _tabulate_hits(evaluation: Evaluation) -> Table:
    table = _start_table("kind", "n", *(f"hit@{depth}" for depth in DEPTHS))
    rows = {kind: (f"{kind}.", "") for kind in evaluation.by_kind}
    rows |= {"all": ("", ""), "before silence": ("", "_before_silence")}
    dumped = evaluation.model_dump(by_alias=True)
    for name, (prefix, suffix) in rows.items():
        shares = evaluation.by_kind[name] if prefix else dumped
        metrics = ((f"hit@{depth}{suffix}", shares[f"hit@{depth}{suffix}"]) for depth in DEPTHS)
        cells = (_format_value(value, evaluation.intervals[f"{prefix}{key}"]) for key, value in metrics)
        table.add_row(Text(name), str(evaluation.counts[f"{prefix}hit@1"]), *cells)
    return table


def _tabulate_unanswerable(evaluation: Evaluation) -> Table:
    table = _start_table("without an answer", "n", "answered anyway", "area under the ROC curve")
    for kind, own in evaluation.unanswerable.items():
        values = (
            _format_value(own[name], evaluation.intervals[f"{kind}.{name}"]) for name in ("answered", "auroc")
        )
        table.add_row(Text(kind), f"{own['n']:.0f}", *values)
    return table


def _tabulate_metrics(evaluation: Evaluation) -> Table:
    table = _start_table("figure", "n", "value")
    for label, name, value in (
        ("answered, of those with an answer", "answered.answerable", evaluation.answered["answerable"]),
        ("silence, precision", "silence.precision", evaluation.silence.precision),
        ("silence, recall", "silence.recall", evaluation.silence.recall),
        ("area under the ROC curve", "auroc", evaluation.auroc),
        ("calibration error", "calibration_error", evaluation.calibration_error),
        ("side coverage, of five quotations", "side_coverage", evaluation.side_coverage),
        ("verbatim", "verbatim", evaluation.verbatim),
    ):
        if evaluation.counts[name]:
            values = _format_value(value, evaluation.intervals[name])
            table.add_row(label, str(evaluation.counts[name]), values)
    low, high = evaluation.intervals["mean_chars"]
    characters = f"{evaluation.mean_chars:.0f}  ({low:.0f} to {high:.0f})"
    table.add_row("mean quotation, characters", str(evaluation.counts["mean_chars"]), characters)
    latencies = " and ".join(f"{milliseconds:.0f}" for milliseconds in evaluation.latency_ms.values())
    table.add_row("latency, p50 and p95, ms", str(evaluation.questions), latencies)
    return table


def _start_table(first: str, *others: str) -> Table:
    table = Table(first, *others, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.columns[1].justify = "right"
    return table


def _format_value(value: float, interval: Interval) -> str:
    low, high = interval
    return f"{value:.3f} ({low:.2f}–{high:.2f})"


_NO_FEEDBACK = "No feedback is stored: no one has pressed 👍 or 👎 yet, or it has expired."

_REASONS = {
    FeedbackReason.SPEAKER: "wrong speaker",
    FeedbackReason.NO_ANSWER: "does not answer",
    FeedbackReason.SOURCE: "wrong source details",
    FeedbackReason.OTHER: "something else",
}


def evaluate_feedback(index: Index, *, questions: Path | None, as_json: bool) -> None:
    """Print the metrics of feedback, and write the questions that got a 👍. Raises BadQuestions."""
    entries = index.feedback.read(scope=ANY_SCOPE)
    documents = [
        *index.admin.list_documents(scope=ANY_SCOPE),
        *index.admin.list_documents(removed=True, scope=ANY_SCOPE),
    ]
    metrics = measure_feedback(entries, {document.id: document.title for document in documents})
    if as_json:
        print_json(metrics)
    elif entries:
        print_feedback(metrics)
    else:
        out.print(_NO_FEEDBACK)
    if questions is not None:
        live = {document.id: document for document in index.documents(scope=ANY_SCOPE)}
        _write(questions, make_judged_questions(entries, partial(_find, index), live))


def print_feedback(metrics: FeedbackMetrics) -> None:
    """Print the share of 👍 with its 95% confidence interval: in total, by document, month and question."""
    verdicts = "verdict" if metrics.verdicts == 1 else "verdicts"
    out.print(f"{metrics.verdicts} {verdicts}, share of 👍 {_format_share(metrics)}\n")
    if metrics.by_reason:
        table = _start_votes_table("reason for 👎", "n")
        for reason, count in metrics.by_reason.items():
            table.add_row(_REASONS[reason], str(count))
        out.print(table)
        out.print()
    _print_votes("document", ((votes.title, votes) for votes in metrics.by_document.values()))
    _print_votes("month", metrics.by_month.items())
    _print_votes("question with most 👎", ((votes.question, votes) for votes in metrics.questions))


def _print_votes(name: str, votes: Iterable[tuple[str, Votes]]) -> None:
    rows = list(votes)
    if not rows:
        return
    table = _start_votes_table(name, "n", "👎", "share of 👍")
    for label, row in rows:
        table.add_row(Text(label), str(row.n), str(row.n - row.helpful), _format_share(row))
    out.print(table)
    out.print()


def _write(path: Path, questions: list[JudgedQuestion]) -> None:
    if not questions:
        err.print(
            "Nothing was written: no stored question has a 👍 on a quotation that is still on the record."
        )
        return
    write_questions(path, questions)
    count = f"{len(questions)} question{'s' if len(questions) != 1 else ''}"
    err.print(f"Wrote {count} to {path}.", markup=False)


def _find(index: Index, quotation_id: str) -> Quotation | None:
    try:
        return index.quotation(quotation_id, scope=ANY_SCOPE)
    except UnknownQuotation:
        return None


def _start_votes_table(first: str, *others: str) -> Table:
    table = Table(first, *others, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _format_share(votes: Votes | FeedbackMetrics) -> str:
    low, high = votes.interval
    return f"{votes.share:.3f} ({low:.2f}–{high:.2f})"
