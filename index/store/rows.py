"""Values that go into the store and come out of it, and the checksums of rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Integer, Row, Table

from index.domain.document import Document, ListedDocument, Metadata
from index.domain.identifiers import checksum
from index.domain.pages import PageStarts, page_of
from index.encoding.encoder import Vectors
from index.splitting.passages import Split


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version of a document, read and split, ready to be written.

    `sentence_digests` and `passage_digests` are the digests of the texts that were encoded, in the
    order of the sentences and passages of `split`.
    """

    metadata: Metadata
    media_type: str
    original: str
    text: str
    split: Split
    sentence_digests: tuple[str, ...]
    passage_digests: tuple[str, ...]
    pages: PageStarts = ()


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as it stands in the store. `key` begins the ids of its quotations.

    `shares_key` where those of an older version begin in the same way. `sentence_vectors` has shape
    `(number of sentences, dimension)`.
    """

    id: int
    key: str
    shares_key: bool
    document: Document
    split: Split
    passage_ids: tuple[int, ...]
    sentence_vectors: Vectors
    pages: PageStarts = ()

    def page_of(self, offset: int) -> int | None:
        """The page on which the character at an offset stands; None if the file has no pages."""
        return page_of(self.pages, offset)

    def slice(self, first: int, last: int) -> str:
        """The text of the sentences `first` to `last`, both included."""
        start, end = self.split.span(first, last)
        return self.document.text[start:end]


@dataclass(frozen=True, slots=True)
class ActivePassage:
    """A passage as the caches need it. `vector` has shape `(dimension,)`."""

    id: int
    title: str
    heading: str | None
    text: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A changed document, who may see it, and its passages that are to be found from now on: all of them."""

    document_id: str
    scope: str
    live: tuple[ActivePassage, ...]


@dataclass(frozen=True, slots=True)
class ActiveVersion:
    """The current version of a document that can be quoted; `came` is greater for one that came later."""

    version_id: int
    scope: str
    came: int


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """A document of the corpus folder, and the digest of its file when it was last read.

    `has_left` where the file has left the folder since; `is_active` where the document can be quoted;
    `is_purged` where it was erased for good.
    """

    document_id: str
    digest: str
    has_left: bool
    is_live: bool
    is_purged: bool


def pack_vector(vector: Vectors) -> bytes:
    """A vector as it is stored: float16, little-endian."""
    return np.asarray(vector, dtype="<f2").tobytes()


def unpack_vectors(blobs: list[bytes]) -> Vectors:
    """Stored vectors as rows of unit length, float32: shape `(len(blobs), dimension)`."""
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    rows = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), -1).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), np.float32)


def metadata_columns(metadata: Metadata) -> dict[str, Any]:
    """The columns of `versions` that hold the source."""
    values = metadata.model_dump(mode="json", include=set(Metadata.model_fields))
    return values | {"about": json.dumps(values["about"], ensure_ascii=False)}


def pack_pages(pages: PageStarts) -> str | None:
    """The offsets of pages, as JSON; None for a file without pages."""
    return json.dumps(pages) if pages else None


def unpack_pages(packed: str | None) -> PageStarts:
    """The offsets of pages, as `pack_pages` wrote them."""
    return tuple((offset, page) for offset, page in json.loads(packed or "[]"))


def to_document(row: Row[Any]) -> Document:
    """The document of a row that joins `documents` and `versions`."""
    return Document(**_to_values(row), sha256=row.sha256, text=row.text)


def to_listed(row: Row[Any]) -> ListedDocument:
    """The same of a row that lacks the text, and what stands behind it."""
    return ListedDocument(**_to_values(row))


def _to_values(row: Row[Any]) -> dict[str, Any]:
    return {
        **{field: getattr(row, field) for field in Metadata.model_fields},
        "about": tuple(json.loads(row.about)),
        "id": row.document_id,
        "version": row.number,
        "scope": row.scope,
        "media_type": row.media_type,
        "original": row.original,
        "added": row.added,
        "removed": row.removed is not None,
    }


def row_checksum(table: Table, row: Mapping[str, Any]) -> str:
    """The seal over all columns of a row, but the number that the database gives it."""
    is_given = isinstance(table.c.id.type, Integer) if "id" in table.c else False
    left_out = {"seal", "id"} if is_given else {"seal"}
    return checksum(*(row[column.name] for column in table.c if column.name not in left_out))


def with_checksum(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is written."""
    return {**row, "seal": row_checksum(table, row)}
