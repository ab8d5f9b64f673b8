"""Backups of a record, made while it is in use, and put in its place again.

What was erased since a backup was made is erased of it before it takes the place of the record, as far as the
record that was there tells. That one is kept beside it.
"""

import os
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Final

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select

from index.errors import DataFolderError, UnusableBackup, write_error
from index.maintenance.purger import Purger
from index.search.retriever import CACHE_FOLDER, list_caches
from index.store.backup_file import DATABASE_NAME, ORIGINALS, Backup, open_backup, write_backup
from index.store.database import Database
from index.store.file_lock import hold_lock
from index.store.meta import get_meta, read_generation, read_identity
from index.store.private_files import make_private_folder, sync
from index.store.purges import Erased, read_erased
from index.store.schema import FORMAT, documents, versions
from index.store.store import IN_USE, Store
from index.store.versions import now

_MOVED: Final = (ORIGINALS, "fetched.json")
"""What belongs to a database and goes where it goes: originals, and what `fetch` knows of the last run."""


class Restored(BaseModel):
    """What a backup put in place.

    `erased_again` is the number of documents that were purged since, None where the record that was there
    could not be read, or was another one; `kept` is the folder where that is now, None where there was none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    backup: Backup
    erased_again: int | None
    kept: Path | None


def make_backup(store: Store, file: Path) -> Backup:
    """Write all of a record that cannot be made again into a new file; it may be in use.

    Documents are added meanwhile, and purged after it. Raises DataFolderError; then the file is not there.
    """
    try:
        with store.intake.hold(), TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            return _write(store, file, Path(folder) / DATABASE_NAME)
    except OSError as error:
        sentence = f"The backup {file} cannot be written ({error.strerror}). Choose another place for it."
        raise write_error(error, file.parent, sentence) from error


def _write(store: Store, file: Path, copy: Path) -> Backup:
    store.copy(copy)
    with closing(Database(copy)) as database, database.read() as connection:
        is_wanted = select(func.count()).select_from(documents).where(documents.c.removed.is_(None))
        facts = {
            "format": FORMAT,
            "identity": read_identity(connection),
            "generation": read_generation(connection),
            "model": get_meta(connection, "model") or "",
            "documents": connection.scalar(is_wanted) or 0,
            "made": now(),
        }
        digests = sorted(connection.scalars(select(versions.c.original).distinct()))
    missing = tuple(digest for digest in digests if store.originals.find_damage(digest))
    sound = (store.originals.path(digest) for digest in digests if digest not in missing)
    return write_backup(file, copy, sound, lambda files: Backup(**facts, files=files, missing=missing))


def restore_backup(file: Path, data: Path) -> Restored:
    """Put a backup in the place of the record in a data folder, which is made if need be.

    Nothing is changed until the backup was read and compared whole. Raises UnusableBackup, NewerFormat,
    OlderFormat, OtherModel; DataFolderError where the record is in use.
    """
    try:
        make_private_folder(data)
        with hold_lock(data, IN_USE, wait=False) as is_alone:
            if not is_alone:
                raise DataFolderError(f"The record in {data} is in use. Stop the bot and try again.")
            with TemporaryDirectory(dir=data, prefix="restoring-", ignore_cleanup_errors=True) as folder:
                return _restore(file, data, Path(folder) / "data")
    except OSError as error:
        sentence = f"The backup cannot be restored to {data} ({error.strerror}). Choose another folder."
        raise write_error(error, data, sentence) from error


def _restore(file: Path, data: Path, new: Path) -> Restored:
    with open_backup(file) as (backup, members):
        for member in members:
            member.extract(new)
    erased = _read_erased(data / DATABASE_NAME, backup.identity)
    with closing(Store.open(new, model=backup.model)) as store:
        if found := store.find_damage():
            raise UnusableBackup(f"{file} holds a damaged database. {found[0]} Use another one.")
        again = None if erased is None else store.purges.repeat(erased)
        Purger(store, ()).finish()
        caches = list_caches(store, data / CACHE_FOLDER).values()
    for cache in caches:  # they show another state, perhaps under the same number
        cache.disown()
        rmtree(cache.folder, ignore_errors=True)
    return Restored(backup=backup, erased_again=again, kept=_put_in_place(new, data))


def _read_erased(database: Path, identity: str) -> Erased | None:
    """What was erased of the record that is there, if it is the one that the backup was made of."""
    if not database.exists():
        return None
    try:
        with closing(Database(database)) as old, old.read() as connection:
            return read_erased(connection) if read_identity(connection) == identity else None
    except DataFolderError:
        return None


def _put_in_place(new: Path, data: Path) -> Path | None:
    """Move what is there aside, and what is new in its place; the folder of the former, if there was any.

    The database comes last and at one stroke. What fails before it is undone.
    """
    kept = data / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    is_there = (data / DATABASE_NAME).exists()
    with ExitStack() as undo:
        if is_there:
            make_private_folder(kept)
            undo.callback(rmtree, kept)
            for path in (*data.glob(f"{DATABASE_NAME}-*"), *(data / name for name in _MOVED)):
                if path.exists():
                    _move(path, kept / path.name, undo)
            os.link(data / DATABASE_NAME, kept / DATABASE_NAME)
            sync(kept)
        if (new / ORIGINALS).exists():
            _move(new / ORIGINALS, data / ORIGINALS, undo)
        (new / DATABASE_NAME).replace(data / DATABASE_NAME)
        undo.pop_all()
    with suppress(OSError):  # it is done; only a power cut could tell
        sync(data)
    return kept if is_there else None


def _move(path: Path, target: Path, undo: ExitStack) -> None:
    path.rename(target)
    undo.callback(target.rename, path)
