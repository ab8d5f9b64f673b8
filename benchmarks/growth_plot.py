"""Plots the metrics of a growing record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.growth_measuring import Figures

_PANELS: Final = {
    "A question, ms": (
        ("both searches, p50", "search, all: p50"),
        ("both searches, p99", "search, all: p99"),
        ("whole answer, p50", "answer: p50"),
        ("whole answer, asked before", "answer, asked before: p50"),
    ),
    "Recall@10": tuple((name, f"recall@10, {name}") for name in ("all", "10.0%", "1.0%", "0.1%")),
    "MB": (
        ("memory", "memory MB"),
        ("dense index", "dense MB"),
        ("lexical index", "lexical MB"),
        ("database", "database MB"),
    ),
    "Seconds": (("opening", "opening s"), ("adding, until found", "added s"), ("removing", "removed s")),
}


def plot(results: Mapping[int, Figures], file: Path) -> None:
    """Draw four panels over the number of passages, as a PNG."""
    from matplotlib.figure import Figure  # here: importing it takes a second

    figure = Figure(figsize=(11, 7.5), layout="constrained")
    panels = figure.subplots(2, 2).flat
    for panel, (title, lines) in zip(panels, _PANELS.items(), strict=True):
        for label, name in lines:
            points = [(size, figures[name]) for size, figures in results.items() if name in figures]
            panel.plot([size for size, _ in points], [value for _, value in points], marker="o", label=label)
        _finish(panel, title)
    figure.savefig(file, dpi=110)


def _finish(panel: Any, title: str) -> None:
    panel.set_title(title)
    panel.set_xscale("log")
    panel.set_xlabel("passages")
    if title == "Recall@10":
        panel.set_ylim(0.9, 1.005)
    else:
        panel.set_yscale("log")
    panel.grid(visible=True, which="major", alpha=0.3)
    panel.legend()
