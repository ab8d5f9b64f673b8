"""Stand-ins for the parts that are slow and not ours: the models."""

import re
import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np

from index.encoding.encoder import Encoder, Vectors
from index.reranking.reranker import Logits

DIMENSION: Final = 64


class HashingEncoder(Encoder):
    """A bag of hashed stems: texts that share words are alike, on every machine in the same way.

    A stem is a word's first five letters; words of three letters or fewer are left out, and the last
    dimension is for texts of no others. `texts` holds whatever was encoded, in order.
    """

    def __init__(self, name: str = "hashed stems") -> None:
        self._name = name
        self.texts: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        vectors = np.array([_count_stems(text) for text in texts], np.float32).reshape(-1, DIMENSION)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _count_stems(text: str) -> Vectors:
    counts = np.zeros(DIMENSION, np.float32)
    for word in re.findall(r"\w{4,}", text.lower()):
        digest = zlib.crc32(word[:5].encode("utf-8", "surrogatepass"))
        counts[digest % (DIMENSION - 1)] += 1 if digest & 0x10000 else -1
    if not counts.any():
        counts[-1] = 1
    return counts


class OverlapReader:
    """A reader by shared words: the logit rises from -5 to 5 with the share of the question that is met.

    Words count as in `HashingEncoder`. `questions` and `windows` hold whatever was read, in order.
    """

    name = "shared words"

    def __init__(self) -> None:
        self.questions: list[str] = []
        self.windows: list[str] = []

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        self.questions.append(question)
        self.windows.extend(windows)
        asked = _list_stems(question)
        met = [len(asked & _list_stems(window)) / max(len(asked), 1) for window in windows]
        return np.array([10 * share - 5 for share in met], np.float32)


def _list_stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{4,}", text.lower())}
