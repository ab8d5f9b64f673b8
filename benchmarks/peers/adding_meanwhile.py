"""Measures questions while passages are added: one line of JSON on stdout, times in milliseconds.

    python -m benchmarks.peers.adding_meanwhile [--passages 10000] [--pause 0.05] [--reader]

Uses the bot's own components on the shipped corpus: `bot.runtime.async_index.AsyncIndex` answers,
`bot.runtime.ingestion_lanes.IngestionLanes` adds. The texts consist of sentences of the corpus, each with a
number of its own, so that none is already encoded; so do the questions, so that none is cached. Some
questions are asked before, on an idle record.
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Final

from benchmarks.peers.measuring import FOUND, percentiles
from bot.runtime.async_index import AsyncIndex
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.runtime.query_priority import QueryPriority
from index import EVERYONE, Index
from index.cli.options import open_index
from index.ingestion.original import Original
from index.splitting.passages import split

_QUESTIONS: Final = Path("tests/data/questions.jsonl")
_SENTENCES: Final = 500
"""In a document."""

_SERVER: Final = 1
"""The id of the server that asks and adds."""

_QUIET_QUESTIONS: Final = 100
"""Questions asked before anything is added, after as many for warming up."""


def make_texts(corpus: Path) -> Iterator[str]:
    """An endless series of long texts; no sentence occurs twice."""
    bodies = [path.read_text(encoding="utf-8").split("---", 2)[2] for path in sorted(corpus.glob("*/*.md"))]
    sentences = [one.strip() for body in bodies for one in re.split(r"(?<=\.)\s+", body) if one[:1] != "#"]
    choice, numbers = random.Random(1), count(1)  # noqa: S311 - no secret
    while True:
        own = [f"In file {next(numbers)}, {one}" for one in choice.choices(sentences, k=_SENTENCES)]
        yield "\n\n".join(" ".join(own[start : start + 5]) for start in range(0, len(own), 5))


def make_questions() -> Iterator[str]:
    """An endless series of different questions."""
    questions = [json.loads(line)["question"] for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    choice = random.Random(2)  # noqa: S311 - no secret
    return (f"{choice.choice(questions)} {number}" for number in count(1))


async def add(index: Index, lanes: IngestionLanes, corpus: Path, passages: int) -> int:
    """Add texts until they have `passages` passages; the actual number."""
    added = 0
    for number, text in enumerate(make_texts(corpus), 1):
        original: Original = await asyncio.to_thread(index.ingestion.read_text, text)
        added += len(split(original.reading).passages)
        stated = original.restate({"title": f"Report {number}"})
        await lanes.add(_SERVER, stated, scope=EVERYONE, actor="benchmark", renews=None, tell=lambda _: None)
        sys.stderr.write(f"\r{added:,} of {passages:,} passages")
        if added >= passages:
            sys.stderr.write("\n")
            return added
    return added


async def ask(async_index: AsyncIndex, questions: Iterable[str]) -> list[float]:
    """Milliseconds of each question, one after another."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        await async_index.for_server(_SERVER).ask(question, limit=FOUND)
        taken.append(1000 * (time.perf_counter() - started))
    return taken


async def measure(index: Index, corpus: Path, passages: int, pause: float) -> dict[str, float]:
    """Ask on an idle record, then until all passages are added."""
    priority = QueryPriority()
    async_index = AsyncIndex(index, concurrency=4, priority=priority)
    lanes = IngestionLanes(index, priority=priority)
    questions = make_questions()
    await ask(async_index, islice(questions, _QUIET_QUESTIONS))
    quiet = await ask(async_index, islice(questions, _QUIET_QUESTIONS))
    started = time.perf_counter()
    adding = asyncio.create_task(add(index, lanes, corpus, passages))
    busy: list[float] = []
    while not adding.done():
        busy += await ask(async_index, islice(questions, 1))
        await asyncio.sleep(pause)
    seconds = time.perf_counter() - started
    lanes.close()
    quiet_p50, quiet_p95, quiet_p99 = percentiles(quiet)
    p50, p95, p99 = percentiles(busy)
    return {
        "passages": adding.result(),
        "adding_s": seconds,
        "questions": len(busy),
        "quiet_p50_ms": quiet_p50,
        "quiet_p95_ms": quiet_p95,
        "quiet_p99_ms": quiet_p99,
        "busy_p50_ms": p50,
        "busy_p95_ms": p95,
        "busy_p99_ms": p99,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure on a temporary record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two questions")
    parser.add_argument("--reader", action="store_true", help="answer with the reader")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    options = parser.parse_args()
    os.environ["RECORD_READER"] = "packaged" if options.reader else "none"
    with tempfile.TemporaryDirectory() as data, open_index(Path(data), options.corpus) as index:
        index.warm_up()
        print(json.dumps(asyncio.run(measure(index, options.corpus, options.passages, options.pause))))


if __name__ == "__main__":
    main()
