"""Measures the accuracy and latency of `verify`.

    python -m benchmarks.verification [--passages N]

Verbatim, changed and spliced quotations are generated from the sentences of the corpus; paraphrases and texts
on other subjects are written by hand. Latency is measured on a record of generated documents with the same
words. No model is needed.
"""

import argparse
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.pasted_texts import PARAPHRASES, UNRELATED
from index import ANY_SCOPE, Index, Verification
from index.answering.quotations import Quotations
from index.domain.document import EVERYONE, Metadata
from index.domain.identifiers import digest_text
from index.encoding.encoder import Encoder, Vectors
from index.ingestion.pipeline import encode_missing, prepare
from index.reading.plain_text import read_plain_text
from index.search.retriever import HybridRetriever
from index.store.store import Store
from index.verification.verifier import Verifier

_TEXTS_OF_KIND: Final = 100
"""Generated texts of each kind, for accuracy."""

_PASTED_TEXTS: Final = 400
"""Texts whose latency is measured."""

_OUTCOMES: Final = ("verbatim", "differs", "spliced", "not-on-record")
_NUMBER: Final = re.compile(r"\d+")
_NEGATION: Final = re.compile(r"\b(?:not|no|never) ")

Change = Callable[[random.Random, str], str | None]
"""Changes a sentence; None if this change is impossible."""


class UniformEncoder(Encoder):
    """Gives all texts the same vector: verification does not use vectors."""

    name = "none"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The same vector for each text: shape `(len(texts), 2)`."""
        return np.tile(np.array([1, 0], np.float32), (len(texts), 1))


def drop_negation(_chance: random.Random, sentence: str) -> str | None:
    """The sentence without its first negation."""
    return _NEGATION.sub("", sentence, count=1) if _NEGATION.search(sentence) else None


def change_number(chance: random.Random, sentence: str) -> str | None:
    """The sentence with one number replaced."""
    numbers = list(_NUMBER.finditer(sentence))
    if not numbers:
        return None
    number = chance.choice(numbers)
    return f"{sentence[: number.start()]}{int(number[0]) + chance.randint(1, 9)}{sentence[number.end() :]}"


def swap_name(chance: random.Random, sentence: str) -> str | None:
    """The sentence with one name replaced."""
    names = ("Google", "Kramer", "Universal", "LaLiga", "Techdirt", "IFPI", "Milan", "Tokyo")
    words = sentence.split(" ")
    places = [n for n, word in enumerate(words) if n and word[:1].isupper() and word.isalpha()]
    return _replace_word(words, chance.choice(places), chance.choice(names)) if places else None


def swap_words(chance: random.Random, sentence: str) -> str | None:
    """The sentence with two adjacent words swapped."""
    words = sentence.split(" ")
    first = chance.randrange(1, len(words) - 2)
    words[first], words[first + 1] = words[first + 1], words[first]
    return " ".join(words)


def drop_word(chance: random.Random, sentence: str) -> str | None:
    """The sentence without one of its inner words."""
    words = sentence.split(" ")
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words)


def change_three_words(chance: random.Random, sentence: str) -> str | None:
    """The sentence with three of its inner words replaced."""
    words = sentence.split(" ")
    for place in chance.sample(range(1, len(words) - 1), 3):
        words[place] = chance.choice(("often", "seldom", "large", "small", "harbour", "asked", "below"))
    return " ".join(words)


def change_one_of_six_words(chance: random.Random, sentence: str) -> str | None:
    """Six consecutive words of the sentence, one of the inner ones replaced."""
    words = sentence.split(" ")
    start = chance.randrange(len(words) - 6) if len(words) > 6 else 0
    return _replace_word(
        words[start : start + 6], chance.randint(1, 4), chance.choice(("often", "small", "asked"))
    )


CHANGES: Final[dict[str, Change]] = {
    "without its negation": drop_negation,
    "another number": change_number,
    "another name": swap_name,
    "two words swapped": swap_words,
    "one word dropped": drop_word,
    "three words changed": change_three_words,
    "one word of six changed": change_one_of_six_words,
}


def _replace_word(words: list[str], place: int, word: str) -> str | None:
    return None if words[place] == word else " ".join([*words[:place], word, *words[place + 1 :]])


def decorate(chance: random.Random, text: str) -> str:
    """The text with other white space and quotation marks, as users paste it."""
    words = chance.choice((" ", "  ", "\n", "\u00a0")).join(text.split(" "))
    before, after = chance.choice((("“", "”"), ('"', '"'), ("> ", ""), ("**", "**"), ("", ""), ("«", "»")))
    return f"{before}{words.replace(chance.choice('’”“'), chance.choice('“’'))}{after}"


def list_sentences(index: Index) -> list[str]:
    """The sentences of the corpus of 60 to 300 characters."""
    texts = (document.text for document in index.documents(scope=ANY_SCOPE))
    return [
        sentence
        for text in texts
        for block in text.split("\n\n")
        for sentence in re.split(r"(?<=[.?!])\s+", block)
        if 60 <= len(sentence) <= 300 and sentence.endswith(".")
    ]


def make_texts(index: Index, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """The texts, each as kind, right outcome and text."""
    sentences = list_sentences(index)
    for sentence in chance.sample(sentences, _TEXTS_OF_KIND):
        yield "a sentence", "verbatim", decorate(chance, sentence)
    for text in _slice(index, chance):
        yield "any words in a row", "verbatim", decorate(chance, text)
    for kind, change in CHANGES.items():
        changed = (change(chance, sentence) for sentence in chance.sample(sentences, len(sentences)))
        for text, _ in zip(filter(None, changed), range(_TEXTS_OF_KIND), strict=False):
            yield kind, "differs", text
    for joint, kind in ((" ", "spliced"), (" … ", "spliced, marked")):
        for _ in range(_TEXTS_OF_KIND):
            yield kind, "spliced", joint.join(chance.sample(sentences, 2))
    yield from (("paraphrase", "not-on-record", text) for text in PARAPHRASES)
    yield from (("something else", "not-on-record", text) for text in UNRELATED)


def _slice(index: Index, chance: random.Random) -> Iterator[str]:
    documents = index.documents(scope=ANY_SCOPE)
    for _ in range(_TEXTS_OF_KIND):
        text = chance.choice(documents).text
        words = list(re.finditer(r"\S+", text))
        start = chance.randrange(len(words) - 3)
        end = chance.choice([w.end() for w in words if 8 <= w.end() - words[start].start() <= 2000] or [0])
        if end:
            yield text[words[start].start() : end]


def name_outcome(verification: Verification) -> str:
    """The verdict, or "spliced"."""
    return "spliced" if verification.spliced else verification.verdict.value


def report_verdicts(index: Index) -> None:
    """Print the verdicts on each kind of text, and the share of right ones."""
    counts: dict[str, Counter[str]] = {}
    right: dict[str, str] = {}
    for kind, expected, text in make_texts(index, random.Random(1)):  # noqa: S311 - a sample, not a secret
        right[kind] = expected
        counts.setdefault(kind, Counter())[name_outcome(index.verify(text))] += 1
    print(f"{'':24}" + "".join(f"{outcome:>15}" for outcome in _OUTCOMES) + f"{'right':>9}")
    for kind, outcomes in counts.items():
        row = "".join(f"{outcomes[outcome]:15}" for outcome in _OUTCOMES)
        print(f"{kind:24}{row}{outcomes[right[kind]] / outcomes.total():9.3f}")


def fill(folder: Path, sentences: Sequence[str], passages: int) -> None:
    """Fill a record with about `passages` passages of shuffled and changed sentences."""
    chance = random.Random(2)  # noqa: S311 - a sample, not a secret
    words = [word for sentence in sentences for word in sentence.split(" ")]
    store = Store.open(folder, model=UniformEncoder.name)
    prepared = []
    for number in range(passages // 8):
        text = "\n\n".join(
            " ".join(_scramble(chance, chance.choice(sentences), words) for _ in range(6)) for _ in range(8)
        )
        reading = read_plain_text(text.encode(), "made up")
        prepared.append(prepare(reading, Metadata(title=f"Text {number}"), digest_text(text)))
    encoded = encode_missing(prepared, store, UniformEncoder())
    for one in prepared:
        store.writer.add(one.version, encoded, scope=EVERYONE, actor="benchmark")
        encoded = {}
    store.close()


def _scramble(chance: random.Random, sentence: str, words: Sequence[str]) -> str:
    """A sentence with most of its fifth words replaced by other words of the corpus."""
    return " ".join(
        chance.choice(words) if n % 5 == 2 and chance.random() < 0.8 else word
        for n, word in enumerate(sentence.split(" "))
    )


def report_latency(sentences: Sequence[str], passages: int) -> None:
    """Print the latency of verification by kind of text."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), sentences, passages)
        store = Store.open(Path(folder), model=UniformEncoder.name)
        search = HybridRetriever(store, Path(folder) / "cache")
        verifier = Verifier(store=store, search=search, quotations=Quotations(store))
        texts = [document.text for document in store.documents(scope=ANY_SCOPE)]
        started = time.perf_counter()
        verifier.verify(texts[0][:200], EVERYONE)
        first = time.perf_counter() - started
        size = sum(map(len, texts)) / 1e6
        print(f"\n{search.lexical.size:,} passages, {size:.1f} million characters; ", end="")
        print(f"the first verification takes {first:.2f} s")
        print(f"{'milliseconds':24}{'p50':>8}{'p95':>8}{'most':>8}")
        for kind, pasted in _paste(texts, sentences).items():
            took = [verifier.verify(text, EVERYONE).took_ms for text in pasted]
            print(f"{kind:24}" + "".join(f"{np.percentile(took, p):8.1f}" for p in (50, 95, 100)))
        store.close()


def _paste(texts: Sequence[str], sentences: Sequence[str]) -> dict[str, list[str]]:
    chance = random.Random(3)  # noqa: S311 - a sample, not a secret
    slices = [text[start : start + 2000] for text in texts if (start := chance.randrange(500)) is not None]
    short = [
        re.split(r"(?<=\.)\s+", text)[1] for text in chance.sample(slices, min(_PASTED_TEXTS, len(slices)))
    ]
    short = [text for text in short if 8 <= len(text) <= 2000 and text.count(" ") > 5]
    long = chance.sample(slices, 100)
    return {
        "verbatim": short,
        "verbatim, 2,000": long,
        "one word dropped": [drop_word(chance, text) or text for text in short],
        "three words changed": [change_three_words(chance, text) or text for text in short],
        "changed, 2,000": [(change_three_words(chance, text) or text)[:2000] for text in long],
        "spliced": [" ".join(chance.sample(short, 2))[:2000] for _ in range(100)],
        "spliced of four, marked": [" … ".join(chance.sample(short, 4))[:2000] for _ in range(100)],
        "paraphrase": list(PARAPHRASES),
        "something else": list(UNRELATED),
        "the same letter": ["a " * 999 + "b"],
        "common words": [" ".join(chance.choices(["the", "of", "and", "to", "in"], k=600))[:2000]],
        "random words": [" ".join(chance.choices(" ".join(sentences).split(), k=400))[:2000]],
    }


def main() -> None:
    """Measure accuracy on the corpus, then latency on a larger record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Index.open(folder, "corpus", encoder=UniformEncoder()) as index,
    ):
        report_verdicts(index)
        sentences = list_sentences(index)
    report_latency(sentences, options.passages)


if __name__ == "__main__":
    main()
