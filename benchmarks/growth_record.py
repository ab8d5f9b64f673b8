"""Makes a record of any number of passages, written directly into the store.

Documents have ten passages of three sentences. One document in ten, in a hundred and in a thousand has a
publisher of its own, so that filters select these shares. One in a thousand belongs to a server that does not
ask, so that the scope excludes it. Vectors are not those of the passages' text (`multiplied_texts.py`), so
`index check` would report them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from sqlalchemy import Connection, insert, select

from benchmarks.multiplied_texts import RealTexts, multiply
from index.domain.document import EVERYONE, Metadata
from index.domain.identifiers import digest_text
from index.domain.quotas import Quotas
from index.domain.utterance import ANALYSIS_VERSION
from index.encoding.encoder import Vectors
from index.splitting.passages import Passage, Sentence, Split
from index.store.backup_file import DATABASE_NAME
from index.store.database import Database
from index.store.quotas import Room
from index.store.rows import NewVersion
from index.store.schema import analyses, versions
from index.store.speech import analysis_checksum
from index.store.store import Store
from index.store.writing import add_document

PASSAGES: Final = 10
"""In a document."""

OTHER: Final = "1"
"""The id of the server that does not ask."""

SHARES: Final = {"Tenth": 0.1, "Hundredth": 0.01, "Thousandth": 0.001}
"""Shares of documents by publisher."""

_SENTENCES: Final = 3
"""In a passage."""

_BATCH_DOCUMENTS: Final = 500
"""Documents made and written in one transaction."""

_PARAGRAPH_SEPARATOR: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document with its scope, and the vectors of its texts by digest."""

    version: NewVersion
    scope: str
    encoded: dict[str, Vectors]


def fill(folder: Path, texts: RealTexts, passages: int, model: str) -> None:
    """Make a record in a folder, or extend it, until it has `passages` passages."""
    store = Store.open(folder, model=model)
    try:
        database = Database(folder / DATABASE_NAME)
        stored = store.generation()
        made = make_documents(texts, stored, passages // PASSAGES - stored)
        while batch := list(islice(made, _BATCH_DOCUMENTS)):
            with database.write() as connection:
                for document in batch:
                    add_document(
                        connection,
                        document.version,
                        document.encoded,
                        Room(Quotas(), store.originals),
                        scope=document.scope,
                        actor="a benchmark",
                        corpus_path=None,
                    )
        with database.write() as connection:
            _skip_analysis(connection)
        database.close()
    finally:
        store.close()


def _skip_analysis(connection: Connection) -> None:
    """Store empty speech analyses for all versions."""
    query = select(versions.c.id, versions.c.key).outerjoin(analyses).where(analyses.c.id.is_(None))
    rows = []
    for number, key in connection.execute(query):
        head = {"version_id": number, "number": ANALYSIS_VERSION, "names": ""}
        rows.append({**head, "seal": analysis_checksum(head, key, ())})
    if rows:
        connection.execute(insert(analyses), rows)


def make_documents(texts: RealTexts, first: int, count: int) -> Iterator[MadeDocument]:
    """`count` documents, numbered from `first`; deterministic."""
    for start in range(first, first + count, _BATCH_DOCUMENTS):
        numbers = np.random.default_rng(start)
        size = min(_BATCH_DOCUMENTS, first + count - start)
        vectors = multiply(texts, size * PASSAGES, numbers)
        chosen = numbers.integers(0, len(texts.sentences), (size, PASSAGES * _SENTENCES))
        for offset in range(size):
            own = vectors[offset * PASSAGES : (offset + 1) * PASSAGES]
            yield _make(texts, start + offset, chosen[offset].tolist(), own)


def make_document(texts: RealTexts, number: int, title: str) -> MadeDocument:
    """A further document, with a title, visible to all."""
    made = next(make_documents(texts, number, 1))
    metadata = made.version.metadata.model_copy(update={"title": title})
    return replace(made, version=replace(made.version, metadata=metadata), scope=EVERYONE)


def _make(texts: RealTexts, number: int, chosen: Sequence[int], vectors: Vectors) -> MadeDocument:
    parts, spans, at = [], [], 0
    for place, sentence in enumerate(chosen):
        words = texts.sentences[sentence]
        spans.append(Sentence(at, at + len(words), place // _SENTENCES))
        between = _PARAGRAPH_SEPARATOR if place % _SENTENCES == _SENTENCES - 1 else " "
        parts += [words, between]
        at += len(words) + len(between)
    text = "".join(parts).rstrip()
    passages = tuple(
        Passage(first, first + _SENTENCES - 1, None) for first in range(0, len(chosen), _SENTENCES)
    )
    passage_digests = tuple(digest_text(f"{number} {place}") for place in range(len(passages)))
    sentence_digests = tuple(digest_text(texts.sentences[sentence]) for sentence in chosen)
    encoded = dict(zip(passage_digests, vectors, strict=True))
    encoded |= {
        digest: texts.sentence_vectors[sentence]
        for digest, sentence in zip(sentence_digests, chosen, strict=True)
    }
    version = NewVersion(
        metadata=_describe(number),
        media_type="text/plain",
        original=digest_text(text),
        text=text,
        split=Split(tuple(spans), passages),
        sentence_digests=sentence_digests,
        passage_digests=passage_digests,
    )
    return MadeDocument(version, OTHER if number % 1000 == 500 else EVERYONE, encoded)


def _describe(number: int) -> Metadata:
    shares = ((1000, 0, "Thousandth"), (100, 1, "Hundredth"), (10, 2, "Tenth"))
    publisher = next((name for every, rest, name in shares if number % every == rest), "The Rest")
    published = (date(2000, 1, 1) + timedelta(days=number % 9000)).isoformat()
    return Metadata(title=f"Document {number}", publisher=publisher, published=published)
