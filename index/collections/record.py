"""A test collection as a record, so that it goes through the code that answers questions."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from index.collections.formats import CollectionDocument
from index.domain.document import EVERYONE, Metadata
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
"""Documents encoded and written before the next ones are: what a crash can cost."""

Ids = dict[str, str]
"""From the names of a collection's documents to their ids on the record; the same text has one id."""


def fill(
    folder: Path,
    documents: Iterable[CollectionDocument],
    encoder: Encoder,
    progress: Progress = no_progress,
) -> Ids:
    """Make a record of the documents in a folder, or finish one that was begun there.

    What the folder holds already is not encoded again. A document without any text is its title. Raises
    DataFolderError where the folder holds another record.
    """
    raws = {one.name: (one.text.strip() or one.title or one.name).encode() for one in documents}
    titles = {one.name: one.title.strip()[:1000] or one.name for one in documents}
    digests = {name: digest_bytes(raw) for name, raw in raws.items()}
    store = Store.open(folder, model=encoder.name)
    try:
        held = _list_held(store, folder, set(digests.values()))
        missing = [name for name, digest in digests.items() if digest not in held]
        progress(0, len(missing))
        for start in range(0, len(missing), _BATCH_DOCUMENTS):
            some = {name: (titles[name], raws[name]) for name in missing[start : start + _BATCH_DOCUMENTS]}
            held |= _write(some, store, encoder)
            progress(start + len(some), len(missing))
        _skip_analysis(store)
    finally:
        store.close()
    return {name: held[digest] for name, digest in digests.items()}


def _list_held(store: Store, folder: Path, wanted: set[str]) -> Ids:
    """The ids of the documents that are there, by digest; none may be there that is not wanted."""
    listed = (one for removed in (True, False) for one in store.list_documents(removed=removed))
    held = {one.original: one.id for one in listed}
    if held.keys() - wanted:
        raise DataFolderError(
            f"{folder} holds another record than this collection. Name a new folder with --data, or none."
        )
    return held


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
    """Note that nobody is looked for who says something: no figure of a collection rests on it, and the
    parser would take longer than the encoder."""
    waiting = store.speech.list_unanalysed(ANALYSIS_VERSION, None)
    store.speech.write({number: () for number in waiting}, number=ANALYSIS_VERSION, names="")
