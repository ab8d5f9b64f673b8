"""Makes a record of a test collection, so that it is measured with the code that answers questions."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from index.collections.formats import CollectionDocument
from index.domain.document import ANY_SCOPE, EVERYONE, Metadata
from index.domain.identifiers import digest_bytes
from index.domain.progress import Progress, no_progress
from index.domain.utterance import ANALYSIS_VERSION
from index.encoding.encoder import Encoder, Vectors
from index.errors import DataFolderError, DuplicateDocument
from index.ingestion.pipeline import PreparedVersion, encode_missing, prepare
from index.reading.plain_text import read_plain_text
from index.store.store import Store

_ACTOR: Final = "an evaluation"
_BATCH_DOCUMENTS: Final = 100
"""Documents encoded and written together: the most work a crash can lose."""

Ids = dict[str, str]
"""Maps the names of a collection's documents to ids on the record; equal texts share an id."""


def fill(
    folder: Path,
    documents: Iterable[CollectionDocument],
    encoder: Encoder,
    progress: Progress = no_progress,
) -> Ids:
    """Make a record of the documents in a folder, or complete one there.

    Documents already there are not encoded again. The text of an empty document is its title. Raises
    DataFolderError if the folder contains another record.
    """
    raws = {one.name: (one.text.strip() or one.title or one.name).encode() for one in documents}
    titles = {one.name: one.title.strip()[:1000] or one.name for one in documents}
    digests = {name: digest_bytes(raw) for name, raw in raws.items()}
    store = Store.open(folder, model=encoder.name)
    try:
        ids = _list_stored(store, folder, set(digests.values()))
        missing = [name for name, digest in digests.items() if digest not in ids]
        progress(0, len(missing))
        for start in range(0, len(missing), _BATCH_DOCUMENTS):
            batch = {name: (titles[name], raws[name]) for name in missing[start : start + _BATCH_DOCUMENTS]}
            ids |= _write(batch, store, encoder)
            progress(start + len(batch), len(missing))
        _skip_analysis(store)
    finally:
        store.close()
    return {name: ids[digest] for name, digest in digests.items()}


def _list_stored(store: Store, folder: Path, digests: set[str]) -> Ids:
    """The ids of the stored documents by digest. Raises DataFolderError if one is not among `digests`."""
    listed = (
        one for removed in (True, False) for one in store.list_documents(removed=removed, scope=ANY_SCOPE)
    )
    ids = {one.original: one.id for one in listed}
    if ids.keys() - digests:
        raise DataFolderError(
            f"{folder} holds the record of another collection. Give a new folder with --data, or omit it."
        )
    return ids


def _write(documents: dict[str, tuple[str, bytes]], store: Store, encoder: Encoder) -> Ids:
    prepared = [_prepare(name, title, raw) for name, (title, raw) in documents.items()]
    with store.intake.hold():
        encoded = encode_missing(prepared, store, encoder)
        for _, raw in documents.values():
            store.originals.keep(raw)
        return {one.version.original: _add(one, store, encoded) for one in prepared}


def _prepare(name: str, title: str, raw: bytes) -> PreparedVersion:
    return prepare(read_plain_text(raw, name), Metadata(title=title), digest_bytes(raw))


def _add(prepared: PreparedVersion, store: Store, encoded: dict[str, Vectors]) -> str:
    try:
        return store.writer.add(prepared.version, encoded, scope=EVERYONE, actor=_ACTOR)
    except DuplicateDocument as error:
        return error.document_id


def _skip_analysis(store: Store) -> None:
    """Store empty speech analyses: no metric of a collection needs them, and parsing would take longer than
    encoding."""
    waiting = store.speech.list_unanalysed(ANALYSIS_VERSION, None)
    store.speech.write({number: () for number in waiting}, number=ANALYSIS_VERSION, names="")
