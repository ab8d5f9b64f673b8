"""Bringing the store in line with the corpus folder."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.corpus.folder import SourceFile, list_files, prepare_file
from index.domain.document import EVERYONE
from index.domain.party import Parties
from index.domain.progress import Progress
from index.encoding.encoder import Encoder, Vectors
from index.errors import DuplicateDocument
from index.ingestion.pipeline import PreparedVersion, encode_missing
from index.store.intake import Keep
from index.store.rows import CorpusDocument
from index.store.store import Store

Fresh = Mapping[str, tuple[PreparedVersion, bytes]]
"""New versions by the path of their file, with its bytes."""

_ACTOR: Final = "the corpus folder"
_BATCH_DOCUMENTS: Final = 50
"""Documents encoded and written before the next ones are: what a crash can cost."""


class SyncReport(BaseModel):
    """How many documents were added, got a new version, were removed, or came back.

    `skipped` maps files to the document that holds the same text already, `purged` files that are not read to
    the document that was purged.
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
    """Add, renew, remove and restore documents until the store holds what the folder holds.

    All files are read before anything is written. The file of a purged document is left alone, under any name
    while its bytes are the same. Raises CorpusError, UnreadableDocument.
    """
    with store.intake.hold() as keep:
        return _build(store, keep, encoder, corpus, parties, progress)


def _build(
    store: Store, keep: Keep, encoder: Encoder, corpus: Path, parties: Parties, progress: Progress
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
    gone = [known[path] for path in known.keys() - files.keys() if known[path].is_live]
    back = {path: known[path] for path in known.keys() & files.keys() if known[path].has_left}
    for file in gone:  # first, so that a file under another name is not a duplicate of itself
        store.writer.remove(file.document_id, actor=_ACTOR, has_left_corpus=True)
    skipped = _write(fresh, known, store, keep, encoder, progress)
    came_twice = _restore(back, store)
    changed = len(fresh.keys() & known.keys())
    return SyncReport(
        added=len(fresh) - changed - len(skipped),
        changed=changed,
        removed=len(gone),
        restored=len(back) - len(came_twice),
        skipped=skipped | came_twice,
        purged=purged,
    )


def _list_purged(files: Iterable[SourceFile], known: Mapping[str, CorpusDocument]) -> dict[str, str]:
    """The files of purged documents, by their path or by their bytes, with the documents' ids."""
    purged = {path: file for path, file in known.items() if file.is_purged}
    by_digest = {file.digest: file.document_id for file in purged.values()}
    by_path = {path: file.document_id for path, file in purged.items()}
    found = {file.path: by_path.get(file.path) or by_digest.get(file.digest) for file in files}
    return {path: document for path, document in found.items() if document}


def _restore(back: Mapping[str, CorpusDocument], store: Store) -> dict[str, str]:
    """Restore documents whose files came back; those whose text came back in another one are returned."""
    twins = {}
    for path, file in back.items():
        try:
            store.writer.restore(file.document_id, actor=_ACTOR)
        except DuplicateDocument as error:
            twins[path] = error.document_id
    return twins


def _write(
    fresh: Fresh,
    known: Mapping[str, CorpusDocument],
    store: Store,
    keep: Keep,
    encoder: Encoder,
    progress: Progress,
) -> dict[str, str]:
    total, done = sum(map(_count_texts, _in_turns(fresh))), 0
    skipped: dict[str, str] = {}
    for some in _in_turns(fresh):

        def report(encoded: int, _of: int, before: int = done) -> None:
            progress(before + encoded, total)

        encoded = encode_missing([one for one, _ in some.values()], store, encoder, report)
        done += _count_texts(some)
        for path, (one, raw) in some.items():
            keep(raw)
            if twin := _write_one(path, one, encoded, known, store):
                skipped[path] = twin
    return skipped


def _in_turns(fresh: Fresh) -> Iterator[Fresh]:
    """So many documents at once as a crash may cost."""
    remaining = iter(fresh.items())
    while some := dict(islice(remaining, _BATCH_DOCUMENTS)):
        yield some


def _count_texts(some: Fresh) -> int:
    return len({digest for prepared, _ in some.values() for digest in prepared.texts})


def _write_one(
    path: str,
    prepared: PreparedVersion,
    encoded: Mapping[str, Vectors],
    known: Mapping[str, CorpusDocument],
    store: Store,
) -> str | None:
    """Write a document of the corpus folder; the id of another that holds its text, if one does."""
    try:
        if path in known:
            wanted = known[path].document_id
            store.writer.add_version(wanted, prepared.version, encoded, actor=_ACTOR)
        else:
            store.writer.add(prepared.version, encoded, scope=EVERYONE, actor=_ACTOR, corpus_path=path)
    except DuplicateDocument as error:
        now_known = store.corpus_files().get(path)
        was_faster = now_known is not None and now_known.document_id == error.document_id
        return None if was_faster else error.document_id  # faster: another process built as well
    return None
