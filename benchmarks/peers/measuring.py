"""Measures one system in a process of its own: one line of JSON on stdout.

    python -m benchmarks.peers.NAME build|ask TASK.json FOLDER [--way WAY]

`build` encodes all documents, then puts them into a store in the folder. `ask` opens that store, asks the
questions, and adds documents one by one, each until it is found. Uses the standard library only.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from benchmarks.peers.task import Task, Text

FOUND: Final = 3
"""Documents or quotations retrieved for a question."""

_MAX_TRIES: Final = 100
"""Questions asked until an added document must be found."""

Figures = dict[str, float]


class System(Protocol):
    """A measured system. Its constructor loads libraries and model; its store is in a folder."""

    def warm_up(self) -> None:
        """Do everything once that is slower the first time, outside the measured store."""

    def encode(self, texts: Sequence[str]) -> None:
        """Encode texts in bulk."""

    def build(self, documents: Sequence[Text]) -> None:
        """Build the store and write it to the folder."""

    def open(self) -> None:
        """Open the store."""

    def ask(self, question: str) -> Sequence[Hashable]:
        """The keys, as returned by `add`, of the top documents."""

    def add(self, document: Text) -> Hashable:
        """Add a document, also in the folder; its key."""

    def close(self) -> None:
        """Write unsaved data."""


Make = Callable[[str, Path, str], System]
"""Creates a system from the model's folder, the store's folder and the way of asking."""


def run(make: Make, *ways: str) -> None:
    """Run the phase named on the command line and print its figures. The first way is the default."""
    parser = argparse.ArgumentParser(description=make.__doc__)
    parser.add_argument("phase", choices=("build", "ask"))
    parser.add_argument("task", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--way", choices=ways, default=ways[0] if ways else "")
    options = parser.parse_args()
    task = Task.read(options.task)
    started = time.perf_counter()
    system = make(task.model, options.folder, options.way or "")
    phase = measure_building if options.phase == "build" else measure_asking
    figures = phase(system, task, started)
    system.close()
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["disk_mb"] = measure_disk(options.folder)
    sys.stdout.write(json.dumps(figures) + "\n")


def measure_building(system: System, task: Task, _started: float) -> Figures:
    """Texts encoded and documents added, per second."""
    system.warm_up()
    texts = [document.whole for document in task.documents]
    encoding = take_time(lambda: system.encode(texts))
    building = take_time(lambda: system.build(task.documents))
    count = len(texts)
    return {
        "encoded_per_s": count / encoding,
        "tokens_per_s": task.tokens / encoding,
        "documents_per_s": count / building,
    }


def measure_asking(system: System, task: Task, started: float) -> Figures:
    """Start to first answer in seconds, with libraries and model; questions and additions in milliseconds."""
    system.open()
    opened = time.perf_counter() - started
    first = take_time(lambda: system.ask(task.warming[0]))
    for question in task.warming:
        system.ask(question)
    asking = [1000 * take_time(partial(system.ask, question)) for question in task.questions]
    adding = [1000 * take_time(partial(add_until_found, system, document)) for document in task.later]
    p50, p95, p99 = percentiles(asking)
    return {
        "opening_s": opened + first,
        "p50_ms": p50,
        "p95_ms": p95,
        "p99_ms": p99,
        "adding_ms": statistics.median(adding),
        "first_added_ms": adding[0],
    }


def add_until_found(system: System, document: Text) -> None:
    """Add a document and ask for it until it is found."""
    key = system.add(document)
    for _ in range(_MAX_TRIES):
        if key in system.ask(document.title):
            return
    raise SystemExit(f"{document.name} was added, and is not found by its own title: {document.title}")


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th percentile."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def take_time(work: Callable[[], object]) -> float:
    """The duration of a call in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure_disk(folder: Path) -> float:
    """The size of all files in a folder, in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
