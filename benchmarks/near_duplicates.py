"""Measures near-duplicate detection: accuracy and time.

    python -m benchmarks.near_duplicates [--documents N]

Compares every text of the corpus with all others, which are not duplicates, and with edited copies of itself.
Prints, for several shingle lengths, the share of pairs reported as similar, and the lowest and highest
resemblance. No model is needed.
"""

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.verification import UniformEncoder
from index import ANY_SCOPE
from index.corpus.folder import list_files
from index.domain.document import EVERYONE, Metadata
from index.domain.identifiers import digest_text
from index.ingestion.near_duplicates import MIN_RESEMBLANCE, NearDuplicates, cut_shingles, measure_resemblance
from index.ingestion.pipeline import encode_missing, prepare
from index.reading.files import extract_text
from index.reading.plain_text import read_plain_text
from index.store.store import Store

_RUNS: Final = (2, 3, 4, 5, 6, 8)
"""Shingle lengths in words."""

_WORDS: Final = 1500
"""In each generated document."""

Edit = Callable[[random.Random, str], str]


def change_words(share: float) -> Edit:
    """An edit that replaces a share of the words, chosen at random."""

    def edit(chance: random.Random, text: str) -> str:
        words = text.split(" ")
        return " ".join(chance.choice(words) if chance.random() < share else word for word in words)

    return edit


def cut_out(share: float) -> Edit:
    """An edit that keeps a share of the text, from a random position."""

    def edit(chance: random.Random, text: str) -> str:
        length = int(len(text) * share)
        start = chance.randrange(len(text) - length + 1)
        return text[start : start + length]

    return edit


def shuffle(_chance: random.Random, text: str) -> str:
    """The sentences in another order."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return " ".join(sentences[::2] + sentences[1::2])


def wrap(_chance: random.Random, text: str) -> str:
    """The text with page furniture around it, other line breaks and capitals."""
    return (
        "SUBSCRIBE NOW. Sign in to read on.\n" + re.sub(r"\s+", "\n", text).upper() + "\nAll rights reserved."
    )


def half_of_two(chance: random.Random, text: str) -> str:
    """Half of the text, followed by as many random words."""
    words = text.split()
    half = words[: len(words) // 2]
    return " ".join(half + [f"word{chance.randrange(10**6)}" for _ in half])


EDITS: Final[dict[str, Edit]] = {
    "5 % of words changed": change_words(0.05),
    "10 % of words changed": change_words(0.10),
    "20 % of words changed": change_words(0.20),
    "30 % of words changed": change_words(0.30),
    "half cut out": cut_out(0.5),
    "a tenth cut out": cut_out(0.1),
    "sentences shuffled": shuffle,
    "a page around it, capitals": wrap,
    "half of it in another text": half_of_two,
}


def print_resemblances(texts: Sequence[str]) -> None:
    """Print the resemblance of other texts and of edited copies, by shingle length."""
    print(f"{'':28}" + "".join(f"{f'run {run}':>16}" for run in _RUNS))
    others = {run: [0.0] for run in _RUNS}
    for run in _RUNS:
        cut = [cut_shingles(text, run) for text in texts]
        others[run] = [measure_resemblance(a, b, run=run) for a, b in combinations(cut, 2)]
    _print_row("other texts", others)
    for name, edit in EDITS.items():
        chance = random.Random(0)  # noqa: S311 - the edits are to be any
        copies = [edit(chance, text) for text in texts]
        pairs = list(zip(texts, copies, strict=True))
        shares = {
            run: [measure_resemblance(cut_shingles(a, run), cut_shingles(b, run), run=run) for a, b in pairs]
            for run in _RUNS
        }
        _print_row(name, shares)


def _print_row(name: str, shares: dict[int, list[float]]) -> None:
    cells = []
    for run in _RUNS:
        own = np.array(shares[run])
        cells.append(f"{100 * (own >= MIN_RESEMBLANCE).mean():5.1f}% {own.min():.2f}-{own.max():.2f}")
    print(f"{name:28}" + "".join(f"{cell:>16}" for cell in cells))


def print_times(texts: Sequence[str], count: int) -> None:
    """Print the time of a look-up among `count` generated documents."""
    chance = random.Random(0)  # noqa: S311 - the edits are to be any
    words = " ".join(texts).split()
    made = [" ".join(chance.choices(words, k=_WORDS)) for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), model=UniformEncoder.name)
        for number, text in enumerate(made):
            reading = read_plain_text(text.encode(), "made")
            prepared = prepare(reading, Metadata(title="Made"), digest_text(text))
            encoded = encode_missing([prepared], store, UniformEncoder())
            scope = str(number % 3) if number % 2 else EVERYONE
            store.writer.add(prepared.version, encoded, scope=scope, actor="benchmark")
        near = NearDuplicates(store)
        first = _time(lambda: near.find(made[0], ANY_SCOPE))
        edited = [change_words(0.1)(chance, chance.choice(made)) for _ in range(50)]
        times = [_time(partial(near.find, text, ANY_SCOPE)) for text in edited]
        matches = sum(bool(near.find(text, ANY_SCOPE)) for text in edited)
        store.close()
    p50, p95 = np.percentile(times, [50, 95])
    print(
        f"\n{count} documents of {_WORDS} words: {p50:.0f} ms (p95 {p95:.0f}), the first time {first:.0f}; "
        f"{matches} of {len(edited)} edited copies found"
    )


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Measure and print both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000)
    options = parser.parse_args()
    texts = [extract_text(file.raw, file.path).text for file in list_files(Path("corpus"))]
    print(
        f"{len(texts)} texts; share of pairs reported as similar at {MIN_RESEMBLANCE}, "
        "with the lowest and the highest resemblance"
    )
    print_resemblances(texts)
    print_times(texts, options.documents)


if __name__ == "__main__":
    main()
