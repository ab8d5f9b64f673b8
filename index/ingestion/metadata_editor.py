"""Another source for the same text: what is stated of a document changes, and its words do not."""

from collections.abc import Mapping
from typing import Any

from index.domain.document import Document, Metadata
from index.domain.identifiers import digest_text
from index.domain.metadata_problems import find_metadata_problems
from index.domain.party import Parties, check_party
from index.domain.progress import Progress, no_progress
from index.encoding.encoder import Encoder
from index.errors import BadMetadata
from index.ingestion.pipeline import decorate, encode_texts
from index.store.store import Store


class MetadataEditor:
    """Edits the sources of documents in one store."""

    def __init__(self, *, store: Store, encoder: Encoder, parties: Parties) -> None:
        self._store = store
        self._encoder = encoder
        self._parties = parties

    def edit(
        self,
        wanted: str,
        changes: Mapping[str, Any],
        *,
        scope: str | None,
        actor: str,
        progress: Progress = no_progress,
    ) -> Document:
        """State changes in a new version, if they are any; the document as it is then.

        Only passages under another title are encoded anew, as their titles are encoded with them. Raises
        UnknownDocument, NotYours, BadMetadata.
        """
        with self._store.intake.hold():
            while not self._try(wanted, changes, scope, actor, progress):
                pass  # somebody was faster: the changes are made to what that left
            return self._store.document(wanted)

    def _try(
        self, wanted: str, changes: Mapping[str, Any], scope: str | None, actor: str, progress: Progress
    ) -> bool:
        version = self._store.current_version(wanted, scope=scope)
        document = version.document
        metadata = apply_changes(document, changes)
        check_party(metadata, self._parties)
        if metadata == metadata_of(document):
            return True
        words = list(decorate(document.text, version.split, metadata.title))
        digests = [digest_text(one) for one in words]
        texts = dict(zip(digests, words, strict=True))
        encoded = encode_texts(texts, self._store, self._encoder, progress)
        return self._store.writer.edit(
            wanted, document.version, metadata, digests, encoded, scope=scope, actor=actor
        )


def metadata_of(document: Document) -> Metadata:
    """What is stated of a document's source."""
    return Metadata.model_validate(document.model_dump(include=set(Metadata.model_fields)))


def apply_changes(document: Document, changes: Mapping[str, Any]) -> Metadata:
    """A document's source with changes; None takes a value away. Raises BadMetadata, with the remedy.

    Only what is changed must be as it is asked for today.
    """
    for key in changes:
        if key not in Metadata.model_fields:
            known = ", ".join(Metadata.model_fields)
            raise BadMetadata(f"unknown key '{key}'. The keys are {known}.")
    values = {**metadata_of(document).model_dump(), **changes}
    stated = {key: value for key, value in values.items() if value is not None}
    for problem in find_metadata_problems(stated):
        if problem.key in changes or problem.key not in stated:
            raise BadMetadata(problem.sentence)
    return Metadata.model_validate(stated)
