"""Performance goals, and whether a run met them."""

from collections.abc import Mapping
from typing import NamedTuple

from benchmarks.peers.figures import MEASURES, OURS, OURS_READING, compare, find_best_peer, tabulate
from benchmarks.peers.processes import Figures

_OF = {measure.key: measure for measure in MEASURES}


class Goal(NamedTuple):
    """A measured value with its bound, which is a minimum if `is_least`, else a maximum."""

    what: str
    value: float
    bound: float
    is_least: bool = False
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the value meets the bound."""
        return self.value >= self.bound if self.is_least else self.value <= self.bound


def list_speed_goals(medians: Mapping[str, Figures]) -> list[Goal]:
    """The goals relative to the peers, and that of answers with the reranker."""
    goals = [Goal("question p50 with the reader", medians[OURS_READING]["p50_ms"], 25, unit=" ms")]
    fastest = find_best_peer(medians, _OF["p50_ms"])
    if fastest is None:
        return goals
    encoding = compare(medians, OURS, _OF["encoded_per_s"]) or 0.0
    asking = compare(medians, OURS, _OF["p50_ms"]) or 0.0
    rare = medians[OURS]["p99_ms"] / medians[fastest]["p99_ms"]
    return [
        Goal("encoding ÷ that of the fastest peer", encoding, 3.5, is_least=True, unit=" times"),
        Goal(f"question p50 without the reader ÷ that of {fastest}", asking, 0.5, unit=" times"),
        Goal(f"question p99 without the reader ÷ that of {fastest}", rare, 1, unit=" times"),
        *goals,
    ]


def list_cold_goals(cold: Mapping[str, Figures]) -> list[Goal]:
    """The goals of `python -m index ask`, the first system of `cold`; the second is the LangChain script."""
    ours, theirs = cold.values()
    return [
        Goal("`ask`, second run", ours["wall_s"], 0.8, unit=" s"),
        Goal(
            "`ask` ÷ the smallest LangChain script", ours["wall_s"] / theirs["wall_s"], 1 / 6, unit=" times"
        ),
        Goal("its peak memory ÷ that script's", ours["peak_mb"] / theirs["peak_mb"], 0.5, unit=" times"),
    ]


def list_adding_goals(adding: Figures) -> list[Goal]:
    """The goal of questions while documents are added."""
    return [Goal("question p95 while passages are added", adding["busy_p95_ms"], 20, unit=" ms")]


def tabulate_goals(goals: list[Goal]) -> str:
    """A Markdown table."""
    rows = [
        (
            goal.what,
            f"{'≥' if goal.is_least else '≤'} {goal.bound:.3g}{goal.unit}",
            f"{goal.value:.3g}{goal.unit}",
            "met" if goal.is_met else "not met",
        )
        for goal in goals
    ]
    return tabulate(("goal", "bound", "measured", ""), rows)
