"""One system, measured in a process of its own: one line of JSON on stdout.

    python -m benchmarks.peers.NAME build|ask TASK.json FOLDER [--way WAY]

`build` encodes all documents as they are, then puts them into a store in the folder. `ask` opens that store,
asks, and adds documents one by one, each until it is found. Standard library only.
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
"""How many documents, or quotations, a question is answered with."""

_TRIES: Final = 100

Figures = dict[str, float]


class System(Protocol):
    """What is measured. Making one loads its libraries and the model; its store is in a folder."""

    def warm_up(self) -> None:
        """Do all once that is slower the first time, in no store that is measured."""

    def encode(self, texts: Sequence[str]) -> None:
        """Encode texts in bulk."""

    def build(self, documents: Sequence[Text]) -> None:
        """Make the store, and write all of it to the folder."""

    def open(self) -> None:
        """Open the store."""

    def ask(self, question: str) -> Sequence[Hashable]:
        """The documents that are found first, by whatever `add` calls them."""

    def add(self, document: Text) -> Hashable:
        """Add a document so that it is in the folder as well."""

    def close(self) -> None:
        """Write what is not written yet."""


Make = Callable[[str, Path, str], System]
"""Makes a system of the model's folder, the store's folder and the way of asking."""


def run(make: Make, *ways: str) -> None:
    """Measure what the command line says, and print it. The first way is the default one."""
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
    """Texts encoded and documents put in, per second."""
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
    """Opening in seconds, with libraries and model; questions and additions in milliseconds."""
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
    """Add a document, and ask for it until it is found."""
    key = system.add(document)
    for _ in range(_TRIES):
        if key in system.ask(document.title):
            return
    raise SystemExit(f"{document.name} was added, and is not found by its own title: {document.title}")


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th of some values."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def take_time(work: Callable[[], object]) -> float:
    """The seconds that work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure_disk(folder: Path) -> float:
    """The megabytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
