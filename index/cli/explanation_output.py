"""Prints explanations: one question, and every candidate with every feature."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.cli.options import out
from index.evaluation.explanation import ExplainedCandidate, ExplainedTarget, Explanation, Part

_MAX_SHOWN_CHARS: Final = 160
"""Length of the shown beginning of a window."""


def print_explanation(explanation: Explanation) -> None:
    """Print the parsed question, the candidates in order, and the answers that are not among them."""
    _print_question(explanation)
    for candidate in explanation.candidates:
        _print_candidate(candidate, has_gold=bool(explanation.targets))
    if explanation.targets:
        out.print("\nExpected answers", style="bold")
    for target in explanation.targets:
        _print_target(target, explanation)


def shorten(words: str, max_chars: int = _MAX_SHOWN_CHARS) -> str:
    """The beginning of some words on one line, with an ellipsis if they are longer."""
    line = " ".join(words.split())
    return line if len(line) <= max_chars else line[: max_chars - 1].rstrip() + "…"


def _print_question(explanation: Explanation) -> None:
    out.print(Text(" ".join(filter(None, (explanation.id, explanation.question))), style="bold"))
    if explanation.read_as != explanation.question:
        out.print(Text(f"read as: {explanation.read_as}"))
    table = Table("term", "rarity", "passages", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for term in explanation.terms:
        table.add_row(Text(" or ".join(term.stems)), f"{term.rarity:.2f}", str(term.passages))
    if explanation.terms:
        out.print(table)
    verdict = "answered" if explanation.answered else "not answered"
    out.print(
        f"{verdict}: confidence {explanation.confidence:.2f}, needed {explanation.operating_point:.2f}; "
        f"{len(explanation.candidates)} candidates of {explanation.windows} windows in "
        f"{explanation.passages} passages"
    )


def _print_candidate(candidate: ExplainedCandidate, *, has_gold: bool) -> None:
    labels = [f"{candidate.rank}.", candidate.document]
    if has_gold:
        labels.append("· GOLD" if candidate.is_gold else "· not gold")
    if candidate.is_shown:
        labels.append("· shown")
    if candidate.goes_first:
        labels.append("· preferred as an original source")
    out.print()
    out.print(Text(" ".join(labels), style="bold"))
    _print_indented(f"“{shorten(candidate.text)}”")
    logit = "" if candidate.logit is None else f", reranker {candidate.logit:+.2f}"
    _print_indented(
        f"order {candidate.order:+.2f}, probability {candidate.probability:.2f}{logit}, "
        f"score {candidate.score:+.2f} (rank {candidate.place} by score)"
    )
    _print_parts(
        {
            "score": candidate.score_parts,
            "order": candidate.order_parts,
            "probability, as a logit": candidate.probability_parts,
        }
    )


def _print_parts(sums: Mapping[str, Sequence[Part]]) -> None:
    """Print the parts of each sum in a table, and then the features that add nothing."""
    table = Table("", "value", "weight", "adds", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.header_style = "dim"
    for column in table.columns[1:]:
        column.justify = "right"
    for name, parts in sums.items():
        table.add_row(Text(name, style="dim"))
        for part in parts:
            if part.adds:
                cells = (f"{part.value:.3f}", f"{part.weight:.3f}", f"{part.adds:+.3f}")
                table.add_row(f"  {part.name}", *cells)
    out.print(Padding(table, (0, 0, 0, 4)))
    unchanged = {part.name: part for parts in sums.values() for part in parts if not part.adds}.values()
    values = [f"{part.name} {part.value:.3g}" for part in unchanged if part.value]
    values += [f"at 0: {', '.join(part.name for part in unchanged if not part.value)}"]
    _print_indented(f"no effect: {'; '.join(values)}")


def _print_target(target: ExplainedTarget, explanation: Explanation) -> None:
    label = f"{target.side}: " if target.side else ""
    out.print(Padding(Text(f"{label}“{shorten(target.name)}”"), (0, 0, 0, 2)))
    if target.candidates:
        _print_indented(f"contained in {', '.join(f'candidate {rank}' for rank in target.candidates)}")
    elif target.missed is None:
        _print_indented("not among the windows: the search found no passage that contains it")
    else:
        missed = target.missed
        _print_indented(
            f"not a candidate: its best window has rank {missed.place} of {explanation.windows} by score, "
            f"{missed.score:+.2f}, in {missed.document}"
        )
        _print_indented(f"“{shorten(missed.text)}”")
        _print_parts({"score": missed.score_parts})


def _print_indented(line: str) -> None:
    out.print(Padding(Text(line), (0, 0, 0, 4)))
