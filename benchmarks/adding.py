"""Measures the latency of answers while a long document is added.

    python -m benchmarks.adding [--pages 200] [--pause 0.2]

Uses the bot's own components: questions go through `bot.runtime.async_index.AsyncIndex`, one after another
with a pause between them, while `bot.runtime.ingestion_lanes.IngestionLanes` reads, previews and adds a PDF.
Its sentences come from the shipped corpus, each with a number of its own, so that none is already encoded.
Times are in milliseconds; those of an idle record come first. Peak memory is that of the process with the
record and the model.
"""

import argparse
import asyncio
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from html import escape
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
from weasyprint import HTML

from bot.runtime.async_index import AsyncIndex
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.runtime.query_priority import QueryPriority
from index import EVERYONE, Index

_CORPUS: Final = Path("corpus")
_QUESTIONS: Final = Path("tests/data/questions.jsonl")
_PAGE_CHARS: Final = 3400
"""Roughly a printed page."""

_SERVER: Final = 1
"""The id of the server that asks and adds."""


class Times:
    """Latencies of answers, by the activity at the same time."""

    def __init__(self) -> None:
        self.doing = "quiet"
        self.taken: dict[str, list[float]] = {}

    def note(self, doing: str, seconds: float) -> None:
        """Note one answer."""
        self.taken.setdefault(doing, []).append(1000 * seconds)

    @contextmanager
    def during(self, doing: str) -> Iterator[None]:
        """Set the activity for a block, and print its duration."""
        self.doing = doing
        started = time.perf_counter()
        yield
        print(f"{doing} took {time.perf_counter() - started:.1f} s; {describe_memory()}")
        self.doing = "quiet"

    def show(self) -> None:
        """Print a table."""
        busy = [taken for doing, all_taken in self.taken.items() if doing != "quiet" for taken in all_taken]
        for doing, taken in [*self.taken.items(), ("all but quiet", busy)]:
            p50, p95 = np.percentile(taken, (50, 95))
            print(f"{doing:<16} n {len(taken):4}   p50 {p50:6.1f}   p95 {p95:6.1f}   most {max(taken):6.1f}")


def describe_memory() -> str:
    """The peak memory of this process so far."""
    return f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def make_pdf(pages: int) -> bytes:
    """A PDF of about `pages` pages."""
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in make_text(pages).split("\n\n"))
    document = HTML(string=f"<style>body {{ font-size: 11pt }}</style>{paragraphs}").render()
    print(f"a PDF of {len(document.pages)} pages")
    return bytes(document.write_pdf())


def make_text(pages: int) -> str:
    """A text of about `pages` pages, whose sentences are in no document."""
    bodies = [path.read_text(encoding="utf-8").split("---", 2)[2] for path in _CORPUS.glob("*/*.md")]
    sentences = [one for body in bodies for one in re.split(r"(?<=\.)\s+", body) if not one.startswith("#")]
    choice, numbers = random.Random(1), count(1)  # noqa: S311 - no secret
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < pages * _PAGE_CHARS:
        chosen = choice.choices(sentences, k=5)
        paragraphs.append(" ".join(f"In file {next(numbers)}, {one.strip()}" for one in chosen))
    return "\n\n".join(paragraphs)


async def ask_on(async_index: AsyncIndex, questions: list[str], times: Times, pause: float) -> None:
    """Ask one question after another until cancelled."""
    choice = random.Random(2)  # noqa: S311 - no secret
    while True:
        doing, started = times.doing, time.perf_counter()
        await async_index.for_server(_SERVER).ask(choice.choice(questions), limit=9)
        times.note(doing, time.perf_counter() - started)
        await asyncio.sleep(pause)


async def run(index: Index, pdf: bytes, pause: float) -> Times:
    """Ask questions while a document is read, previewed and added."""
    priority, times = QueryPriority(), Times()
    async_index = AsyncIndex(index, concurrency=4, priority=priority)
    lanes = IngestionLanes(index, priority=priority)
    questions = [json.loads(line)["question"] for line in _QUESTIONS.read_text().splitlines()]
    for question in questions[:50]:
        await async_index.for_server(_SERVER).ask(question, limit=9)
    asking = asyncio.create_task(ask_on(async_index, questions, times, pause))
    await asyncio.sleep(15)
    print(f"before: {describe_memory()}")
    with times.during("reading"):
        original = await lanes.read_file(_SERVER, pdf, "report.pdf")
    with times.during("preview"):
        preview = await lanes.preview(_SERVER, original, EVERYONE)
    stated = original.restate(preview.source | {"title": "A long report"})
    with times.during("adding"):
        document = await lanes.add(
            _SERVER, stated, scope=EVERYONE, actor="benchmark", renews=None, tell=lambda _: None
        )
    with times.during("questions"):
        await lanes.find_sample_questions(_SERVER, document.id, EVERYONE, None)
    await asyncio.sleep(5)
    asking.cancel()
    lanes.close()
    return times


def main() -> None:
    """Measure on a temporary record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--pause", type=float, default=0.2, help="seconds between two questions")
    options = parser.parse_args()
    with ProcessPoolExecutor(1, get_context("spawn")) as printer:  # so that its memory is not counted
        pdf = printer.submit(make_pdf, options.pages).result()
    with tempfile.TemporaryDirectory() as data, Index.open(data, _CORPUS) as index:
        asyncio.run(run(index, pdf, options.pause)).show()


if __name__ == "__main__":
    main()
