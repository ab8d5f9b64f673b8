"""Makes any number of passages from those of the collections, with similar distances between them.

A vector is that of a real passage, moved by a share of the difference between two other passages of the same
collection, and normalised. So it varies in the directions of real texts, and its neighbours are about as near
as those of real passages (`compare_nearness`). Random noise would not do: in so many dimensions it is far
from everything, and approximate search cannot find neighbours that are hardly nearer than the rest. A
passage's text consists of random real sentences, so that word frequencies are realistic.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.collections import find_collections, read_judged, read_squad
from index.collections.formats import CollectionDocument
from index.domain.document import Metadata
from index.domain.identifiers import digest_bytes
from index.encoding.encoder import Encoder, Vectors
from index.encoding.factory import choose_encoder
from index.ingestion.pipeline import prepare
from index.reading.plain_text import read_plain_text

MOVED: Final = 0.5
"""Share of the difference, chosen so that `compare_nearness` gives similar values."""

_BATCH_TEXTS: Final = 256
"""Texts of similar length encoded together."""


@dataclass(frozen=True, slots=True, eq=False)
class RealTexts:
    """Texts of the collections with their vectors: float32 of unit length, shape `(n, dimension)`.

    `collection_of` is the number of each passage's collection: shape `(n,)`.
    """

    sentences: list[str]
    sentence_vectors: Vectors
    passage_vectors: Vectors
    collection_of: NDArray[np.int64]
    questions: list[str]
    question_vectors: Vectors


def read_real_texts(folder: Path) -> RealTexts:
    """The texts with their vectors, cached in a folder."""
    file = folder / "texts.json"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_read()), encoding="utf-8")
    texts = json.loads(file.read_text(encoding="utf-8"))
    encoder = choose_encoder(folder)
    sentences, passages, questions = (texts[name] for name in ("sentences", "passages", "questions"))
    return RealTexts(
        sentences,
        _encode(encoder, sentences, folder / "sentences.npy"),
        _encode(encoder, passages, folder / "passages.npy"),
        np.array(texts["collection_of"]),
        questions,
        _encode(encoder, questions, folder / "questions.npy"),
    )


def multiply(texts: RealTexts, count: int, numbers: np.random.Generator, moved: float = MOVED) -> Vectors:
    """Vectors of `count` passages: shape `(count, dimension)`, float32, unit length."""
    real = texts.passage_vectors
    base = numbers.integers(0, len(real), count)
    order = np.argsort(texts.collection_of, kind="stable")
    starts = np.searchsorted(texts.collection_of[order], texts.collection_of[base])
    sizes = np.bincount(texts.collection_of)[texts.collection_of[base]]
    first, second = (order[starts + numbers.integers(0, sizes)] for _ in range(2))
    made = real[base] + moved * (real[first] - real[second])
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def compare_nearness(texts: RealTexts, moved: float = MOVED, nearest: int = 10) -> tuple[float, float]:
    """Mean cosine of a question with its tenth passage, among real passages and among as many made ones."""
    made = multiply(texts, len(texts.passage_vectors), np.random.default_rng(0), moved)
    scores = (texts.question_vectors @ vectors.T for vectors in (texts.passage_vectors, made))
    real, other = (float(np.sort(one, axis=1)[:, -nearest].mean()) for one in scores)
    return real, other


def _read() -> dict[str, list[str] | list[int]]:
    passages: list[str] = []
    sentences: dict[str, None] = {}
    collection_of: list[int] = []
    for number, documents in enumerate(_list_documents()):
        for is_passage, text in (part for document in documents for part in _cut(document)):
            if is_passage:
                passages.append(text)
                collection_of.append(number)
            else:
                sentences[text] = None
    questions = list(dict.fromkeys(_list_questions()))
    return {
        "sentences": list(sentences),
        "passages": passages,
        "collection_of": collection_of,
        "questions": questions,
    }


def _list_documents() -> Iterator[list[CollectionDocument]]:
    for name in ("scifact", "cisi", "cranfield"):
        yield list(read_judged(name).documents)
    yield [article.document for article in read_squad()]


def _list_questions() -> Iterator[str]:
    for name in ("scifact", "cisi", "cranfield"):
        lines = (find_collections() / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        yield from (json.loads(line)["text"][:1000] for line in lines)
    for article in read_squad():
        yield from (one.question for one in article.questions)


def _cut(document: CollectionDocument) -> Iterator[tuple[bool, str]]:
    """The encoded texts of a document, each with whether it is a passage."""
    raw = (document.text.strip() or document.title or document.name).encode()
    title = document.title.strip()[:1000] or document.name
    made = prepare(read_plain_text(raw, document.name), Metadata(title=title), digest_bytes(raw))
    yield from ((False, made.texts[digest]) for digest in made.version.sentence_digests)
    yield from ((True, made.texts[digest]) for digest in made.version.passage_digests)


def _encode(encoder: Encoder, texts: list[str], file: Path) -> Vectors:
    """The vectors of texts, from a file if it has them. Shorter texts are encoded first, for less padding."""
    if file.exists() and len(cached := np.load(file)) == len(texts):
        return np.asarray(cached, np.float32)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    parts = [
        encoder.encode([texts[number] for number in order[start : start + _BATCH_TEXTS]])
        for start in range(0, len(order), _BATCH_TEXTS)
    ]
    vectors = np.empty((len(texts), parts[0].shape[1]), np.float32)
    vectors[order] = np.concatenate(parts)
    np.save(file, vectors)
    return vectors
