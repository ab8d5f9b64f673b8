"""From an extracted text to a version that can be written: metadata, split, texts to encode, vectors."""

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
"""Characters encoded between two reports of progress, padding included: about a tenth of a second, for which
a question may have to wait. Larger batches are no faster, since the texts of a batch are padded to one
length."""


@dataclass(frozen=True, slots=True)
class PreparedVersion:
    """A version without its vectors. `texts` maps digests to the texts to encode."""

    version: NewVersion
    texts: dict[str, str]


def prepare(reading: ExtractedText, metadata: Metadata, original: str) -> PreparedVersion:
    """Split an extracted text. Passages are encoded with title and heading, which are never quoted."""
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
    """The text to encode for each passage: its words below the title and its heading."""
    for passage in parts.passages:
        start, end = parts.span(passage.first, passage.last)
        yield "\n".join(filter(None, (title, passage.heading, text[start:end])))


def encode_missing(
    prepared: Sequence[PreparedVersion], store: Store, encoder: Encoder, progress: Progress = no_progress
) -> dict[str, Vectors]:
    """The vectors of all texts without a stored vector, by digest."""
    texts = {digest: text for version in prepared for digest, text in version.texts.items()}
    return encode_texts(texts, store, encoder, progress)


def encode_texts(
    texts: Mapping[str, str], store: Store, encoder: Encoder, progress: Progress = no_progress
) -> dict[str, Vectors]:
    """The vectors of the texts without a stored vector, by digest.

    Progress counts all texts in the same steps, since the stored ones may belong to a scope that the caller
    may not see.
    """
    missing, done = store.missing_vectors(texts), 0
    encoded: dict[str, Vectors] = {}
    for batch in _in_batches(sorted(texts, key=lambda digest: len(texts[digest])), texts):
        if digests := [digest for digest in batch if digest in missing]:
            vectors = encoder.encode([texts[digest] for digest in digests])
            encoded.update(zip(digests, np.asarray(vectors), strict=True))
        done += len(batch)
        progress(done, len(texts))
    return encoded


def _in_batches(digests: Sequence[str], texts: Mapping[str, str]) -> Iterator[list[str]]:
    """Batches of at most `_BATCH_CHARS` characters with padding; the shortest texts must come first."""
    batch: list[str] = []
    for digest in digests:
        if batch and (len(batch) + 1) * len(texts[digest]) > _BATCH_CHARS:
            yield batch
            batch = []
        batch.append(digest)
    if batch:
        yield batch


def resolve_metadata(reading: ExtractedText, metadata: dict[str, Any], name: str) -> Metadata:
    """The metadata of an extracted text: the given values take precedence over those in the file.

    Raises BadMetadata, with the remedy, for a missing title or an invalid value.
    """
    stated = {key: value for key, value in metadata.items() if value is not None}
    found = {key: value for key, value in reading.found.items() if value is not None}
    values = found | stated
    for problem in find_metadata_problems(values):
        where = f"{name}: " if problem.key not in stated else ""
        raise BadMetadata(f"{where}{problem.sentence}")
    if "language" not in values and (detected := detect_language(reading.text)):
        values["language"] = detected
    return Metadata.model_validate(values)
