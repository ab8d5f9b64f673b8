"""This project beside what people would use instead, in one run.

    python -m benchmarks.peers --python .venv-bench/bin/python [--rounds 3] [--documents 600] [--write]

Each system has the same documents (abstracts of SciFact), model files and questions, in processes of its own,
several rounds in turn. `--parts` leaves parts out: `speed`, `cold` (a question on the command line, from
nothing loaded), `adding` (questions while passages are added). With --write, the results go into
benchmarks/RESULTS.md: measure on a machine that does nothing else.
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
    """Measure, print, and write what is wanted."""
    options = read_options()
    command, machine = shlex.join(["python", "-m", "benchmarks.peers", *sys.argv[1:]]), describe_machine()
    measure: dict[str, Callable[[argparse.Namespace, Path], tuple[str, str]]]
    measure = {"speed": report_speed, "cold": report_cold_start, "adding": report_adding}
    for name in options.parts:
        with tempfile.TemporaryDirectory() as folder:
            held, part = measure[name](options, Path(folder))
        print(f"\n{held}\n\n{part}")
        if options.write:
            write_part(options.write, name, f"{head_part(command, machine, held)}\n\n{part}")


def read_options() -> argparse.Namespace:
    """What the command line says."""
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
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # this process stays small
        task = apart.submit(prepare, collection, path, options.documents, options.questions).result()
    peak = run_module(sys.executable, "matrix_peak")
    rounds = [
        measure_round(path, folder, options.python, options.peers, number)
        for number in _show("Systems", options.rounds)
    ]
    medians = find_medians(rounds)
    if options.write:
        draw(medians, options.write.with_name(_PICTURE))
    held = (
        f"{len(task.documents):,} documents of {collection.name}, {len(task.questions):,} questions, each "
        f"asked once; medians, rounds: {options.rounds}."
    )
    picture = f"\n\n![Encoding, asking and memory of each system]({_PICTURE})" if options.write else ""
    share = _tell_share(medians[OURS]["tokens_per_s"], peak)
    goals = tabulate_goals(list_speed_goals(medians))
    return held, f"{tabulate_systems(medians)}{picture}\n\n{share}\n\n{goals}"


def _tell_share(tokens: float, peak: Figures) -> str:
    shares = ", ".join(
        f"{measure_share(tokens, most):.0%} of {kind}'s peak here ({most:,.0f} GFLOP/s)"
        for kind, most in peak.items()
    )
    return f"Our encoder reads {tokens:,.0f} tokens a second: {shares}, counting its matrices alone."


def report_cold_start(options: argparse.Namespace, folder: Path) -> tuple[str, str]:
    """A question on the command line, beside a script of LangChain's."""
    from index.encoding.packaged_model import find_packaged_model

    rounds = measure_cold_start(
        str(find_packaged_model()), options.corpus, folder, options.python, options.rounds
    )
    medians = find_medians([next(rounds) for _ in _show("Cold starts", options.rounds)])
    rows = [(name, f"{one['wall_s']:.2f}", f"{one['peak_mb']:,.0f}") for name, one in medians.items()]
    table = tabulate(("", "wall, s", "peak memory, MB"), rows)
    held = (
        "A question to the shipped corpus, from nothing loaded to its answer; "
        f"medians, runs after one that builds: {options.rounds}."
    )
    return held, f"{table}\n\n{tabulate_goals(list_cold_goals(medians))}"


def report_adding(options: argparse.Namespace, _folder: Path) -> tuple[str, str]:
    """Questions while passages are added, without the reader."""
    arguments = ("--passages", str(options.passages), "--corpus", str(options.corpus))
    found = run_module(sys.executable, "adding_meanwhile", *arguments, shows_progress=sys.stderr.isatty())
    rows = [
        (name, *(f"{found[f'{key}_{rank}_ms']:.1f}" for rank in ("p50", "p95", "p99")))
        for name, key in (("on a quiet record", "quiet"), ("while passages are added", "busy"))
    ]
    held = (
        f"{found['passages']:,.0f} passages added in {found['adding_s']:,.0f} s by the bot's own parts, "
        f"{found['questions']:,.0f} questions meanwhile, without the reader; "
        f"peak memory {found['peak_mb']:,.0f} MB."
    )
    table = tabulate(("question, ms", "p50", "p95", "p99"), rows)
    return held, f"{table}\n\n{tabulate_goals(list_adding_goals(found))}"


def _show(doing: str, rounds: int) -> Iterable[int]:
    """The numbers of the rounds, with a progress bar on a terminal."""
    console = Console(stderr=True)
    return track(range(rounds), doing, console=console, disable=not console.is_terminal)


if __name__ == "__main__":
    main()
