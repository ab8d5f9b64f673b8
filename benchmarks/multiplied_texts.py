"""As many passages as wanted out of the real ones of the collections, as close together as those.

A passage's vector is a real passage's, moved by a share of the difference of two other real passages of the
same collection, and brought back to unit length; so it varies in the directions in which real texts do, and
its neighbours lie about as near as those of real passages (`compare_nearness`). Random noise would not do: in
so many dimensions it is far from everything, and no search but an exact one finds a neighbour that is hardly
nearer than the rest. A passage's text is made of real sentences, each from anywhere, so that words are as
frequent as they are.
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
"""The share of the difference: see `compare_nearness`."""

_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class RealTexts:
    """What the collections hold, and its vectors, float32 of unit length: shapes `(n, dimension)`.

    `collection_of` is the number of each passage's collection: shape `(n,)`.
    """

    sentences: list[str]
    sentence_vectors: Vectors
    passage_vectors: Vectors
    collection_of: NDArray[np.int64]
    questions: list[str]
    question_vectors: Vectors


def read_real_texts(folder: Path) -> RealTexts:
    """The texts with their vectors, which are kept in a folder once they are split and encoded."""
    kept = folder / "texts.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_read()), encoding="utf-8")
    found = json.loads(kept.read_text(encoding="utf-8"))
    encoder = choose_encoder(folder)
    sentences, passages, questions = (found[name] for name in ("sentences", "passages", "questions"))
    return RealTexts(
        sentences,
        _encode(encoder, sentences, folder / "sentences.npy"),
        _encode(encoder, passages, folder / "passages.npy"),
        np.array(found["collection_of"]),
        questions,
        _encode(encoder, questions, folder / "questions.npy"),
    )


def multiply(texts: RealTexts, count: int, numbers: np.random.Generator, moved: float = MOVED) -> Vectors:
    """Vectors of so many passages: shape `(count, dimension)`, float32, unit length."""
    real = texts.passage_vectors
    base = numbers.integers(0, len(real), count)
    order = np.argsort(texts.collection_of, kind="stable")
    starts = np.searchsorted(texts.collection_of[order], texts.collection_of[base])
    sizes = np.bincount(texts.collection_of)[texts.collection_of[base]]
    first, second = (order[starts + numbers.integers(0, sizes)] for _ in range(2))
    made = real[base] + moved * (real[first] - real[second])
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def compare_nearness(texts: RealTexts, moved: float = MOVED, nearest: int = 10) -> tuple[float, float]:
    """The mean cosine of a question with its tenth passage, of the real ones and of as many made ones."""
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
    """What is encoded of a document, each with whether it is a passage."""
    raw = (document.text.strip() or document.title or document.name).encode()
    title = document.title.strip()[:1000] or document.name
    made = prepare(read_plain_text(raw, document.name), Metadata(title=title), digest_bytes(raw))
    yield from ((False, made.texts[digest]) for digest in made.version.sentence_digests)
    yield from ((True, made.texts[digest]) for digest in made.version.passage_digests)


def _encode(encoder: Encoder, texts: list[str], kept: Path) -> Vectors:
    """The vectors of texts, of the shortest first so that little is padded, from a file if it has them."""
    if kept.exists() and len(found := np.load(kept)) == len(texts):
        return np.asarray(found, np.float32)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    parts = [
        encoder.encode([texts[number] for number in order[start : start + _AT_ONCE]])
        for start in range(0, len(order), _AT_ONCE)
    ]
    vectors = np.empty((len(texts), parts[0].shape[1]), np.float32)
    vectors[order] = np.concatenate(parts)
    np.save(kept, vectors)
    return vectors
