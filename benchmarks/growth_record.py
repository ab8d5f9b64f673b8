"""A record of as many passages as wanted, written straight into the store.

Documents have ten passages of three sentences. One document in ten, in a hundred and in a thousand has a
publisher by which filters leave that share, and one in a thousand belongs to a server that does not ask: so
whoever asks sees all but these. What is encoded is not the passages' text (`multiplied_texts.py`), which
`index check` would find.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
"""Of a document."""

OTHER: Final = "1"
"""The server that does not ask."""

SHARES: Final = {"Tenth": 0.1, "Hundredth": 0.01, "Thousandth": 0.001}
"""From publishers to their shares of the documents."""

_SENTENCES: Final = 3
"""Of a passage."""

_AT_ONCE: Final = 500
_BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document, whose it is, and the vectors of its texts by digest."""

    version: NewVersion
    scope: str
    encoded: dict[str, Vectors]


def fill(folder: Path, texts: RealTexts, passages: int, model: str) -> None:
    """Make a record in a folder, or make it longer, until it has so many passages."""
    store = Store.open(folder, model=model)
    try:
        database = Database(folder / DATABASE_NAME)
        held = store.generation()
        made = make_documents(texts, held, passages // PASSAGES - held)
        while some := list(_take(made, _AT_ONCE)):
            with database.write() as connection:
                for one in some:
                    add_document(
                        connection,
                        one.version,
                        one.encoded,
                        Room(Quotas(), store.originals),
                        scope=one.scope,
                        actor="a benchmark",
                        corpus_path=None,
                    )
        with database.write() as connection:
            _skip_analysis(connection)
        database.close()
    finally:
        store.close()


def _skip_analysis(connection: Connection) -> None:
    """Note that nobody was found to say anything, in all versions at once."""
    query = select(versions.c.id, versions.c.key).outerjoin(analyses).where(analyses.c.id.is_(None))
    rows = []
    for number, key in connection.execute(query):
        head = {"version_id": number, "number": ANALYSIS_VERSION, "names": ""}
        rows.append({**head, "seal": analysis_checksum(head, key, ())})
    if rows:
        connection.execute(insert(analyses), rows)


def make_documents(texts: RealTexts, first: int, count: int) -> Iterator[MadeDocument]:
    """So many documents, the same ones for the same numbers."""
    for start in range(first, first + count, _AT_ONCE):
        numbers = np.random.default_rng(start)
        some = min(_AT_ONCE, first + count - start)
        vectors = multiply(texts, some * PASSAGES, numbers)
        chosen = numbers.integers(0, len(texts.sentences), (some, PASSAGES * _SENTENCES))
        for offset in range(some):
            own = vectors[offset * PASSAGES : (offset + 1) * PASSAGES]
            yield _make(texts, start + offset, chosen[offset].tolist(), own)


def make_document(texts: RealTexts, number: int, title: str) -> MadeDocument:
    """One document more, under a title."""
    made = next(make_documents(texts, number, 1))
    metadata = made.version.metadata.model_copy(update={"title": title})
    return replace(made, version=replace(made.version, metadata=metadata), scope=EVERYONE)


def _make(texts: RealTexts, number: int, chosen: Sequence[int], vectors: Vectors) -> MadeDocument:
    parts, spans, at = [], [], 0
    for place, sentence in enumerate(chosen):
        words = texts.sentences[sentence]
        spans.append(Sentence(at, at + len(words), place // _SENTENCES))
        between = _BETWEEN if place % _SENTENCES == _SENTENCES - 1 else " "
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


def _take(made: Iterator[MadeDocument], count: int) -> Iterator[MadeDocument]:
    for _, one in zip(range(count), made, strict=False):
        yield one
