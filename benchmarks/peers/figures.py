"""Medians of several rounds, and ratios to the best peer."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from benchmarks.peers.processes import Figures

OURS: Final = "ours, without reader"
OURS_READING: Final = "ours, with reader"


class Measure(NamedTuple):
    """A measured quantity: key, column heading, decimals, and whether higher is better."""

    key: str
    heading: str
    digits: int = 1
    is_more_better: bool = False


MEASURES: Final = (
    Measure("encoded_per_s", "texts encoded/s", is_more_better=True),
    Measure("documents_per_s", "documents/s in", is_more_better=True),
    Measure("p50_ms", "question p50, ms"),
    Measure("p95_ms", "p95"),
    Measure("p99_ms", "p99"),
    Measure("peak_asking_mb", "peak memory asking, MB", 0),
    Measure("peak_building_mb", "peak memory building, MB", 0),
    Measure("disk_mb", "disk, MB"),
    Measure("opening_s", "start to first answer, s", 2),
    Measure("adding_ms", "one more document found, ms", 0),
)


def join(building: Figures, asking: Figures) -> Figures:
    """The combined figures of both processes of a system in one round."""
    peaks = {"peak_building_mb": building["peak_mb"], "peak_asking_mb": asking["peak_mb"]}
    return {**asking, **building, **peaks}


def find_medians(rounds: Iterable[Mapping[str, Figures]]) -> dict[str, Figures]:
    """For each system, the median of each figure over the rounds."""
    gathered: dict[str, dict[str, list[float]]] = {}
    for one in rounds:
        for system, figures in one.items():
            for key, value in figures.items():
                gathered.setdefault(system, {}).setdefault(key, []).append(value)
    return {
        system: {key: statistics.median(values) for key, values in own.items()}
        for system, own in gathered.items()
    }


def list_peers(medians: Mapping[str, Figures]) -> list[str]:
    """The systems other than ours."""
    return [system for system in medians if system not in (OURS, OURS_READING)]


def find_best_peer(medians: Mapping[str, Figures], measure: Measure) -> str | None:
    """The best peer in one measure; None without peers."""
    choose = max if measure.is_more_better else min
    return choose(list_peers(medians), key=lambda system: medians[system][measure.key], default=None)


def compare(medians: Mapping[str, Figures], system: str, measure: Measure) -> float | None:
    """The ratio of a system's figure to the best peer's; None without peers."""
    best = find_best_peer(medians, measure)
    return None if best is None else medians[system][measure.key] / medians[best][measure.key]


def tabulate(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are right-aligned."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def tabulate_systems(medians: Mapping[str, Figures]) -> str:
    """A table of all systems and measures, with the ratios of ours to the best peer."""
    rows = [
        [system, *(f"{figures[one.key]:,.{one.digits}f}" for one in MEASURES)]
        for system, figures in medians.items()
    ]
    if list_peers(medians):
        for system in (OURS, OURS_READING):
            ratios = [compare(medians, system, one) or 0.0 for one in MEASURES]
            rows.append([f"{system} ÷ best peer", *(f"{ratio:.2f}" for ratio in ratios)])
    return tabulate(["", *(one.heading for one in MEASURES)], rows)


def measure_share(tokens_per_s: float, peak_gflops: float) -> float:
    """The share of the peak matrix throughput that an encoder reaches, counting its matrix products only.

    all-MiniLM-L6-v2 has 10.65 million parameters outside its embeddings; each costs one multiplication and
    one addition a token.
    """
    return 2 * 10.65e6 * tokens_per_s / (peak_gflops * 1e9)
