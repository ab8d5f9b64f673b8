"""Measures the latency of an answer, by part.

    python -m benchmarks.answering [--data FOLDER]

Asks the shipped corpus every question of `tests/data/questions.jsonl` twice; the second round counts.
`ranking` covers windows, features, scores, duplicates, speakers and parties. The rest is filtering by scope,
and cutting quotations.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar
from unittest.mock import patch

import numpy as np

from index import Index
from index.answering import answerer, candidate_scorer
from index.encoding.encoder import Encoder, Vectors
from index.encoding.factory import choose_encoder
from index.evaluation.judged_questions import read_questions
from index.reranking.factory import PACKAGED, choose_reranker
from index.reranking.reranker import Logits

_QUESTIONS: Final = Path("tests/data/questions.jsonl")

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Stopwatch:
    """Sums the milliseconds of timed calls until it is read."""

    def __init__(self) -> None:
        self._spent = 0.0

    def time(self, call: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found:
        """Call a function and add its duration."""
        started = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            self._spent += 1000 * (time.perf_counter() - started)

    def take(self) -> float:
        """The sum since the last reading, in milliseconds."""
        spent, self._spent = self._spent, 0.0
        return spent


class TimedEncoder(Encoder):
    """The packaged encoder, timed."""

    def __init__(self, watch: Stopwatch, data: Path) -> None:
        self._encoder, self._watch = choose_encoder(data), watch

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._watch.time(self._encoder.encode, texts)


class TimedReranker:
    """The bundled reranker, timed."""

    def __init__(self, watch: Stopwatch, data: Path) -> None:
        reader = choose_reranker(PACKAGED, data)
        if reader is None:
            raise SystemExit("There is no packaged reader.")
        self._reader, self._watch = reader, watch
        self.name = reader.name

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        return self._watch.time(self._reader.score, question, windows)


def measure(index: Index, watches: dict[str, Stopwatch]) -> dict[str, list[float]]:
    """Milliseconds of every question by part."""
    questions = [judged.question for judged in read_questions(_QUESTIONS)]
    spent: dict[str, list[float]] = {name: [] for name in ("whole", *watches, "the rest")}
    whole = Stopwatch()
    with ExitStack() as stack:
        stack.enter_context(_timed(index.engine.search, "retrieve", watches["search"]))
        for module, name in (
            (candidate_scorer, "cut_windows"),
            (candidate_scorer, "measure"),
            (answerer, "select_candidates"),
        ):
            stack.enter_context(_timed(module, name, watches["ranking"]))
        for counts in (False, True):
            for question in questions:
                whole.time(index.ask, question)
                own = {name: watch.take() for name, watch in watches.items()}
                own["ranking"] -= own["reader"]  # the reranker is called inside `select_candidates`
                own["whole"] = whole.take()
                own["the rest"] = 2 * own["whole"] - sum(own.values())
                for name, value in own.items() if counts else ():
                    spent[name].append(value)
    return spent


def _timed(owner: object, name: str, watch: Stopwatch) -> AbstractContextManager[Any]:
    call = getattr(owner, name)
    return patch.object(owner, name, lambda *args, **kwargs: watch.time(call, *args, **kwargs))


def main() -> None:
    """Measure and print the median and the 95th percentile of each part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="keep the record in this folder")
    options = parser.parse_args()
    watches = {name: Stopwatch() for name in ("encoder", "search", "ranking", "reader")}
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary)
        encoder, reader = TimedEncoder(watches["encoder"], data), TimedReranker(watches["reader"], data)
        with Index.open(data, "corpus", encoder=encoder, reranker=reader) as index:
            spent = measure(index, watches)
            print(
                f"{index.engine.search.lexical.size} passages, {len(spent['whole'])} questions; milliseconds"
            )
    for name, values in spent.items():
        p50, p95 = np.percentile(values, [50, 95])
        print(f"  {name:10} p50 {p50:6.2f}   p95 {p95:6.2f}")


if __name__ == "__main__":
    main()
