"""Edits a document's metadata as a new version; its text and offsets stay."""

from collections.abc import Mapping
from typing import Any

from index.domain.document import ANY_SCOPE, Document, Metadata
from index.domain.identifiers import digest_text
from index.domain.metadata_problems import find_metadata_problems
from index.domain.party import Parties, check_party
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder
from index.errors import BadMetadata
from index.ingestion.pipeline import decorate, encode_texts
from index.store.store import Store


class MetadataEditor:
    """Edits the metadata of documents in one store."""

    def __init__(self, *, store: Store, encoder: Encoder, parties: Parties) -> None:
        self._store = store
        self._encoder = encoder
        self._parties = parties

    def edit(
        self,
        document_id: str,
        changes: Mapping[str, Any],
        *,
        scope: str,
        actor: str,
        progress: Progress = no_progress,
    ) -> Document:
        """Store changed metadata as a new version, unless nothing changes; return the document.

        Passages are encoded again only under a new title, which is encoded with them. Raises UnknownDocument,
        NotYours, BadMetadata.
        """
        with self._store.intake.hold():
            while not self._try_edit(document_id, changes, scope, actor, progress):
                pass  # another change came first: apply these changes to its result
            return self._store.document(document_id, scope=ANY_SCOPE)

    def _try_edit(
        self, document_id: str, changes: Mapping[str, Any], scope: str, actor: str, progress: Progress
    ) -> bool:
        version = self._store.current_version(document_id, scope=scope)
        document = version.document
        metadata = apply_changes(document, changes)
        check_party(metadata, self._parties)
        if metadata == metadata_of(document):
            return True
        passages = list(decorate(document.text, version.split, metadata.title))
        digests = list(map(digest_text, passages))
        texts = dict(zip(digests, passages, strict=True))
        encoded = encode_texts(texts, self._store, self._encoder, progress)
        return self._store.writer.edit(
            document_id, document.version, metadata, digests, encoded, scope=scope, actor=actor
        )


def metadata_of(document: Document) -> Metadata:
    """The metadata of a document."""
    return Metadata.model_validate(document.model_dump(include=set(Metadata.model_fields)))


def apply_changes(document: Document, changes: Mapping[str, Any]) -> Metadata:
    """The metadata of a document with changes, in which None removes a value. Raises BadMetadata.

    Only changed values must follow the present rules; unchanged ones may be older.
    """
    for key in changes:
        if key not in Metadata.model_fields:
            keys = ", ".join(Metadata.model_fields)
            raise BadMetadata(f"unknown key '{key}'. The keys are {keys}.")
    values = {**metadata_of(document).model_dump(), **changes}
    stated = {key: value for key, value in values.items() if value is not None}
    for problem in find_metadata_problems(stated):
        if problem.key in changes or problem.key not in stated:
            raise BadMetadata(problem.sentence)
    return Metadata.model_validate(stated)
