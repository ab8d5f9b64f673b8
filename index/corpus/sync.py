"""Updates the store from the corpus folder."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.corpus.folder import SourceFile, list_files, prepare_file
from index.domain.document import ANY_SCOPE, EVERYONE
from index.domain.party import Parties
from index.domain.progress import Progress
from index.encoding.encoder import Encoder, Vectors
from index.errors import DuplicateDocument
from index.ingestion.pipeline import PreparedVersion, encode_missing
from index.store.intake import Keep
from index.store.rows import CorpusDocument
from index.store.store import Store

Fresh = Mapping[str, tuple[PreparedVersion, bytes]]
"""New versions and the bytes of their files, by the path of the file."""

_ACTOR: Final = "the corpus folder"
_BATCH_DOCUMENTS: Final = 50
"""Documents encoded and written at a time: a crash loses the work on at most this many."""


class SyncReport(BaseModel):
    """Numbers of documents that were added, got a new version, were removed or were restored.

    `skipped` maps the paths of files to the id of the document that already has their text; `purged` maps the
    paths of files that were not read to the id of their purged document.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    added: int = 0
    changed: int = 0
    removed: int = 0
    restored: int = 0
    skipped: dict[str, str] = {}
    purged: dict[str, str] = {}


def sync_corpus(
    *, store: Store, encoder: Encoder, corpus: Path, parties: Parties, progress: Progress
) -> SyncReport:
    """Add, update, remove and restore documents until the store matches the folder.

    All files are read before anything is written. The file of a purged document is skipped, even under
    another name as long as its bytes are the same. Raises CorpusError, UnreadableDocument, BadMetadata.
    """
    with store.intake.hold() as store_original:
        return _sync(store, store_original, encoder, corpus, parties, progress)


def _sync(
    store: Store, store_original: Keep, encoder: Encoder, corpus: Path, parties: Parties, progress: Progress
) -> SyncReport:
    known = store.corpus_files()
    listed = list_files(corpus)
    purged = _list_purged(listed, known)
    files = {file.path: file for file in listed if file.path not in purged}
    known = {path: file for path, file in known.items() if not file.is_purged}
    fresh = {
        path: (prepare_file(file, corpus, parties), file.raw)
        for path, file in files.items()
        if path not in known or known[path].digest != file.digest
    }
    removed = [known[path] for path in known.keys() - files.keys() if known[path].is_live]
    returned = {path: known[path] for path in known.keys() & files.keys() if known[path].has_left}
    for file in removed:  # first, so that a renamed file is not a duplicate of itself
        store.writer.remove(file.document_id, actor=_ACTOR, has_left_corpus=True, scope=ANY_SCOPE)
    skipped = _write(fresh, known, store, store_original, encoder, progress)
    duplicates = _restore(returned, store)
    changed = len(fresh.keys() & known.keys())
    return SyncReport(
        added=len(fresh) - changed - len(skipped),
        changed=changed,
        removed=len(removed),
        restored=len(returned) - len(duplicates),
        skipped=skipped | duplicates,
        purged=purged,
    )


def _list_purged(files: Iterable[SourceFile], known: Mapping[str, CorpusDocument]) -> dict[str, str]:
    """The paths of files that belong to purged documents, by path or by bytes, with the documents' ids."""
    purged = {path: file for path, file in known.items() if file.is_purged}
    by_digest = {file.digest: file.document_id for file in purged.values()}
    by_path = {path: file.document_id for path, file in purged.items()}
    document_of = {file.path: by_path.get(file.path) or by_digest.get(file.digest) for file in files}
    return {path: document for path, document in document_of.items() if document}


def _restore(returned: Mapping[str, CorpusDocument], store: Store) -> dict[str, str]:
    """Restore documents; return the paths of those whose text another document now has, with its id."""
    duplicates = {}
    for path, file in returned.items():
        try:
            store.writer.restore(file.document_id, actor=_ACTOR, scope=ANY_SCOPE)
        except DuplicateDocument as error:
            duplicates[path] = error.document_id
    return duplicates


def _write(
    fresh: Fresh,
    known: Mapping[str, CorpusDocument],
    store: Store,
    store_original: Keep,
    encoder: Encoder,
    progress: Progress,
) -> dict[str, str]:
    total, done = sum(map(_count_texts, _in_batches(fresh))), 0
    skipped: dict[str, str] = {}
    for batch in _in_batches(fresh):

        def report(encoded: int, _of: int, before: int = done) -> None:
            progress(before + encoded, total)

        encoded = encode_missing([prepared for prepared, _ in batch.values()], store, encoder, report)
        done += _count_texts(batch)
        for path, (prepared, raw) in batch.items():
            store_original(raw)
            if duplicate := _write_version(path, prepared, encoded, known, store):
                skipped[path] = duplicate
    return skipped


def _in_batches(fresh: Fresh) -> Iterator[Fresh]:
    remaining = iter(fresh.items())
    while batch := dict(islice(remaining, _BATCH_DOCUMENTS)):
        yield batch


def _count_texts(batch: Fresh) -> int:
    return len({digest for prepared, _ in batch.values() for digest in prepared.texts})


def _write_version(
    path: str,
    prepared: PreparedVersion,
    encoded: Mapping[str, Vectors],
    known: Mapping[str, CorpusDocument],
    store: Store,
) -> str | None:
    """Write a new document or version. Returns the id of another document if that already has the text."""
    try:
        if path in known:
            document_id = known[path].document_id
            store.writer.add_version(document_id, prepared.version, encoded, actor=_ACTOR, scope=ANY_SCOPE)
        else:
            store.writer.add(prepared.version, encoded, scope=EVERYONE, actor=_ACTOR, corpus_path=path)
    except DuplicateDocument as error:
        current = store.corpus_files().get(path)
        is_written = current is not None and current.document_id == error.document_id  # by another process
        return None if is_written else error.document_id
    return None
