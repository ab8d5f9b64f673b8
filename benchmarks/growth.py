"""Measures how time, memory and recall grow with the record: a table and a plot.

    python -m benchmarks.growth --sizes 1000,10000,100000 [--large] [--data FOLDER] [--write]

`--large` adds 1,000,000 passages, which takes ten minutes on two cores. Each size is a record of its own
(`growth_record.py`), measured in a new process after its indexes were built. `--data` keeps the records for
the next run. `--write` writes the results into RESULTS.md, with the plot next to it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.growth_measuring import Figures, KnownVectors, measure
from benchmarks.growth_plot import plot
from benchmarks.growth_record import fill
from benchmarks.multiplied_texts import MOVED, compare_nearness, read_real_texts
from benchmarks.peers.results import describe_machine, head_part, write_part
from index import Index
from index.encoding.packaged_model import DEFAULT_MODEL

LARGE: Final = 1_000_000
"""Passages of the record that `--large` adds."""
_FIGURES_FILE: Final = "figures.json"
_RESULTS: Final = Path("benchmarks/RESULTS.md")
_PLOT_FILE: Final = "growth.png"


def main() -> None:
    """Build and measure all sizes; print and write the table and the plot."""
    parser = argparse.ArgumentParser(description="Time, memory and recall of a record as it grows.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", type=Path, nargs="?", const=_RESULTS, help="write the results into a file")
    parser.add_argument("--step", choices=("fill", "build", "measure"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")] + [LARGE] * options.large
    if options.step:
        _run_step(options.step, options.data, sizes[0])
        return
    with ExitStack() as undo:
        data = options.data or Path(undo.enter_context(tempfile.TemporaryDirectory()))
        texts = read_real_texts(data / "texts")
        nearness = compare_nearness(texts)
        del texts
        results = {size: _run(data, size) for size in sizes}
    table = describe(results, nearness, sys.argv[1:])
    print(table)
    if options.write:
        write_part(options.write, "growth", f"{table}\n![Times, memory and disk by size]({_PLOT_FILE})")
        plot(results, options.write.with_name(_PLOT_FILE))


def _run(data: Path, size: int) -> Figures:
    for step in ("fill", "build", "measure"):
        command = [sys.executable, "-m", "benchmarks.growth", "--step", step]
        command += ["--sizes", str(size), "--data", str(data)]
        started = time.perf_counter()
        subprocess.run(command, check=True)  # noqa: S603 - our own command
        sys.stderr.write(f"{size:,}: {step} {time.perf_counter() - started:.0f} s\n")
    figures: Figures = json.loads((data / str(size) / _FIGURES_FILE).read_text(encoding="utf-8"))
    return figures


def _run_step(step: str, data: Path, size: int) -> None:
    folder = data / str(size)
    texts = read_real_texts(data / "texts")
    if step == "fill":
        fill(folder, texts, size, DEFAULT_MODEL)
    elif step == "build":
        with Index.open(folder, encoder=KnownVectors(texts, DEFAULT_MODEL)) as index:
            index.ask("anything")
    else:
        figures = measure(folder, texts, DEFAULT_MODEL)
        (folder / _FIGURES_FILE).write_text(json.dumps(figures, indent=1), encoding="utf-8")


def describe(results: Mapping[int, Figures], nearness: tuple[float, float], options: Sequence[str]) -> str:
    """The table, with the command and the machine."""
    names = list(dict.fromkeys(name for figures in results.values() for name in figures))
    head = ["passages", *(f"{size:,}" for size in results)]
    rows = [head, ["---", *("---:" for _ in results)]]
    rows += [[name, *(_show(figures.get(name)) for figures in results.values())] for name in names]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    made = (
        f"Times in ms unless said otherwise. Vectors are real ones, moved by {MOVED} of the difference of\n"
        f"two others; a question's tenth passage has a cosine of {nearness[0]:.3f} among the real ones and\n"
        f"{nearness[1]:.3f} among as many made ones."
    )
    command = f"python -m benchmarks.growth {' '.join(options)}"
    return f"## A record as it grows\n\n{head_part(command, describe_machine(), made)}\n\n{table}\n"


def _show(figure: float | None) -> str:
    if figure is None:
        return "–"
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


if __name__ == "__main__":
    main()
