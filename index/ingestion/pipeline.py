"""A file becomes a version of a document: read, split, encoded, ready to be written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from index.domain.document import Metadata
from index.domain.identifiers import digest_text
from index.domain.metadata_problems import find_metadata_problems
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder, Vectors
from index.errors import BadMetadata
from index.reading.extracted_text import ExtractedText
from index.splitting.passages import Split, split
from index.store.rows import NewVersion
from index.store.store import Store
from index.text.language import detect_language

_BATCH_CHARS: Final = 2000
"""Characters encoded between two reports of progress: a tenth of a second, in which a question that comes
meanwhile has to share. All at once would take as long: what a model reads together, it pads."""


@dataclass(frozen=True, slots=True)
class PreparedVersion:
    """A version ready to be written but for its vectors: `texts` maps digests to what is encoded."""

    version: NewVersion
    texts: dict[str, str]


def prepare(reading: ExtractedText, metadata: Metadata, original: str) -> PreparedVersion:
    """Split a reading. What is encoded is decorated with title and heading; what is quoted is not."""
    parts = split(reading)
    sentence_texts = [reading.text[s.start : s.end] for s in parts.sentences]
    passage_texts = list(decorate(reading.text, parts, metadata.title))
    sentence_digests = tuple(map(digest_text, sentence_texts))
    passage_digests = tuple(map(digest_text, passage_texts))
    version = NewVersion(
        metadata=metadata,
        media_type=reading.media_type,
        original=original,
        text=reading.text,
        split=parts,
        sentence_digests=sentence_digests,
        passage_digests=passage_digests,
        pages=reading.pages,
    )
    digests = (*sentence_digests, *passage_digests)
    return PreparedVersion(version, dict(zip(digests, (*sentence_texts, *passage_texts), strict=True)))


def decorate(text: str, parts: Split, title: str) -> Iterator[str]:
    """What is encoded for each passage: its words under the title and its heading."""
    for passage in parts.passages:
        start, end = parts.span(passage.first, passage.last)
        yield "\n".join(filter(None, (title, passage.heading, text[start:end])))


def encode_missing(
    prepared: Sequence[PreparedVersion], store: Store, encoder: Encoder, progress: Progress = no_progress
) -> dict[str, Vectors]:
    """The vectors of all texts that were never encoded before, by digest."""
    texts = {digest: text for one in prepared for digest, text in one.texts.items()}
    return encode_texts(texts, store, encoder, progress)


def encode_texts(
    texts: Mapping[str, str], store: Store, encoder: Encoder, progress: Progress = no_progress
) -> dict[str, Vectors]:
    """The vectors of those of the texts, by digest, that were never encoded before.

    Progress counts the others too, in the same steps: which ones were known may be another scope's secret.
    """
    missing, done = store.missing_vectors(texts), 0
    encoded: dict[str, Vectors] = {}
    for batch in _in_batches(sorted(texts, key=lambda digest: len(texts[digest])), texts):
        if some := [digest for digest in batch if digest in missing]:
            vectors = encoder.encode([texts[digest] for digest in some])
            encoded.update(zip(some, np.asarray(vectors), strict=True))
        done += len(batch)
        progress(done, len(texts))
    return encoded


def _in_batches(digests: Sequence[str], texts: Mapping[str, str]) -> Iterator[list[str]]:
    """The digests of texts, the shortest text first, in batches of so many characters with their padding."""
    batch: list[str] = []
    for digest in digests:
        if batch and (len(batch) + 1) * len(texts[digest]) > _BATCH_CHARS:
            yield batch
            batch = []
        batch.append(digest)
    if batch:
        yield batch


def resolve_metadata(reading: ExtractedText, given: dict[str, Any], name: str) -> Metadata:
    """The source of a reading: what was given goes before what the file says of itself.

    Raises BadMetadata, with the remedy, for a missing title or a value that does not fit.
    """
    stated = {key: value for key, value in given.items() if value is not None}
    found = {key: value for key, value in reading.found.items() if value is not None}
    values = found | stated
    for problem in find_metadata_problems(values):
        where = f"{name}: " if problem.key not in stated else ""
        raise BadMetadata(f"{where}{problem.sentence}")
    if "language" not in values and (detected := detect_language(reading.text)):
        values["language"] = detected
    return Metadata.model_validate(values)
