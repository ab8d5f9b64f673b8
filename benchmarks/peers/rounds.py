"""Measures all systems in one round, each in processes of its own."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers.figures import join
from benchmarks.peers.processes import Figures, run_module
from benchmarks.peers.systems import OUR_OWN, PEERS, Measured


def measure_round(
    task: Path, folder: Path, peers: Path, names: Sequence[str], number: int
) -> dict[str, Figures]:
    """The figures of all systems. Every other round measures them in reverse order."""
    programs = [(Path(sys.executable), OUR_OWN), *((peers, PEERS[name]) for name in names)]
    ordered = programs if number % 2 == 0 else programs[::-1]
    by_system = {
        name: figures
        for python, measured in ordered
        for name, figures in _measure(python, measured, task, folder)
    }
    return {name: by_system[name] for _, measured in programs for name in measured.ways}


def _measure(python: Path, measured: Measured, task: Path, folder: Path) -> Iterator[tuple[str, Figures]]:
    """Build once, and ask a copy of the store in each way."""
    built = folder / measured.module
    building = run_module(python, measured.module, "build", str(task), str(built))
    for name, way in measured.ways.items():
        copied = folder / f"{measured.module}-asked"
        shutil.copytree(built, copied)
        options = ["--way", way] if way else []
        asking = run_module(python, measured.module, "ask", str(task), str(copied), *options)
        shutil.rmtree(copied)
        yield name, join(building, asking)
    shutil.rmtree(built)
