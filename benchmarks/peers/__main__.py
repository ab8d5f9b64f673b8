"""Compares this project with alternatives, in one run.

    python -m benchmarks.peers --python .venv-bench/bin/python [--rounds 3] [--documents 600] [--write]

Each system gets the same documents (abstracts of SciFact), model files and questions, in processes of its
own, in several rounds. `--parts` selects parts: `speed`, `cold` (a question on the command line, including
start-up) and `adding` (questions while passages are added). With --write, the results go into
benchmarks/RESULTS.md: measure on an otherwise idle machine.
"""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from benchmarks.collections import find_collections
from benchmarks.peers.cold_start import measure_cold_start
from benchmarks.peers.figures import OURS, find_medians, measure_share, tabulate, tabulate_systems
from benchmarks.peers.goals import list_adding_goals, list_cold_goals, list_speed_goals, tabulate_goals
from benchmarks.peers.preparing import prepare
from benchmarks.peers.processes import Figures, run_module
from benchmarks.peers.results import describe_machine, draw, head_part, write_part
from benchmarks.peers.rounds import measure_round
from benchmarks.peers.systems import DEFAULT, PEERS

_RESULTS: Final = Path(__file__).parents[1] / "RESULTS.md"
_PICTURE: Final = "peers.png"
_PARTS: Final = ("speed", "cold", "adding")


def main() -> None:
    """Measure, print and write the chosen parts."""
    options = read_options()
    command, machine = shlex.join(["python", "-m", "benchmarks.peers", *sys.argv[1:]]), describe_machine()
    measure: dict[str, Callable[[argparse.Namespace, Path], tuple[str, str]]]
    measure = {"speed": report_speed, "cold": report_cold_start, "adding": report_adding}
    for name in options.parts:
        with tempfile.TemporaryDirectory() as folder:
            conditions, part = measure[name](options, Path(folder))
        print(f"\n{conditions}\n\n{part}")
        if options.write:
            write_part(options.write, name, f"{head_part(command, machine, conditions)}\n\n{part}")


def read_options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", type=Path, default=Path(".venv-bench/bin/python"), help="the peers' own")
    parser.add_argument("--peers", nargs="*", choices=tuple(PEERS), default=DEFAULT)
    parser.add_argument("--parts", nargs="+", choices=_PARTS, default=_PARTS)
    parser.add_argument(
        "--collection", type=Path, help="a folder in the form of BEIR; SciFact's, if none is given"
    )
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--questions", type=int, default=280)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passages", type=int, default=10_000, help="how many are added while it is asked")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--write", type=Path, nargs="?", const=_RESULTS, help="write the results into a file")
    options = parser.parse_args()
    needs_peers = "cold" in options.parts or ("speed" in options.parts and options.peers)
    if needs_peers and not options.python.exists():
        parser.error(f"there is no {options.python}. Run 'make peers', which installs the peers.")
    options.python = options.python.absolute()  # not resolved: a link into a virtual environment names it
    return options


def report_speed(options: argparse.Namespace, folder: Path) -> tuple[str, str]:
    """All systems on the same task."""
    collection = options.collection or find_collections() / "scifact"
    path = folder / "task.json"
    with ProcessPoolExecutor(1, get_context("spawn")) as child:  # so that this process stays small
        task = child.submit(prepare, collection, path, options.documents, options.questions).result()
    peak = run_module(sys.executable, "matrix_peak")
    rounds = [
        measure_round(path, folder, options.python, options.peers, number)
        for number in _show("Systems", options.rounds)
    ]
    medians = find_medians(rounds)
    if options.write:
        draw(medians, options.write.with_name(_PICTURE))
    conditions = (
        f"{len(task.documents):,} documents of {collection.name}, {len(task.questions):,} questions, each "
        f"asked once; medians, rounds: {options.rounds}."
    )
    picture = f"\n\n![Encoding, asking and memory of each system]({_PICTURE})" if options.write else ""
    share = _describe_share(medians[OURS]["tokens_per_s"], peak)
    goals = tabulate_goals(list_speed_goals(medians))
    return conditions, f"{tabulate_systems(medians)}{picture}\n\n{share}\n\n{goals}"


def _describe_share(tokens: float, peak: Figures) -> str:
    shares = ", ".join(
        f"{measure_share(tokens, most):.0%} of {kind}'s peak here ({most:,.0f} GFLOP/s)"
        for kind, most in peak.items()
    )
    return f"Our encoder reads {tokens:,.0f} tokens a second: {shares}, counting its matrices alone."


def report_cold_start(options: argparse.Namespace, folder: Path) -> tuple[str, str]:
    """A question on the command line, compared with a LangChain script."""
    from index.encoding.packaged_model import find_packaged_model

    rounds = measure_cold_start(
        str(find_packaged_model()), options.corpus, folder, options.python, options.rounds
    )
    medians = find_medians([next(rounds) for _ in _show("Cold starts", options.rounds)])
    rows = [(name, f"{one['wall_s']:.2f}", f"{one['peak_mb']:,.0f}") for name, one in medians.items()]
    table = tabulate(("", "wall, s", "peak memory, MB"), rows)
    conditions = (
        "A question to the shipped corpus, from nothing loaded to its answer; "
        f"medians, runs after one that builds: {options.rounds}."
    )
    return conditions, f"{table}\n\n{tabulate_goals(list_cold_goals(medians))}"


def report_adding(options: argparse.Namespace, _folder: Path) -> tuple[str, str]:
    """Questions while passages are added, without the reranker."""
    arguments = ("--passages", str(options.passages), "--corpus", str(options.corpus))
    figures = run_module(sys.executable, "adding_meanwhile", *arguments, shows_progress=sys.stderr.isatty())
    rows = [
        (name, *(f"{figures[f'{key}_{rank}_ms']:.1f}" for rank in ("p50", "p95", "p99")))
        for name, key in (("on a quiet record", "quiet"), ("while passages are added", "busy"))
    ]
    conditions = (
        f"{figures['passages']:,.0f} passages added in {figures['adding_s']:,.0f} s by the bot's components, "
        f"{figures['questions']:,.0f} questions at the same time, without the reranker; "
        f"peak memory {figures['peak_mb']:,.0f} MB."
    )
    table = tabulate(("question, ms", "p50", "p95", "p99"), rows)
    return conditions, f"{table}\n\n{tabulate_goals(list_adding_goals(figures))}"


def _show(doing: str, rounds: int) -> Iterable[int]:
    """The indexes of the rounds, with a progress bar on a terminal."""
    console = Console(stderr=True)
    return track(range(rounds), doing, console=console, disable=not console.is_terminal)


if __name__ == "__main__":
    main()
