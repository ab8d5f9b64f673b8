"""Backups of a record: made while it is in use, and restored.

Documents that were purged after the backup are purged from it again before it replaces the present record, as
far as that record can be read. The replaced record is kept in a folder beside it.
"""

from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select

from index.errors import DataFolderError, DiskFull, UnusableBackup, disk_full, write_error
from index.maintenance.purger import Purger
from index.search.retriever import CACHE_FOLDER, list_caches
from index.store.backup_file import DATABASE_NAME, ORIGINALS, Backup, open_backup, write_backup
from index.store.database import Database
from index.store.file_lock import hold_lock
from index.store.meta import get_meta, read_generation, read_identity
from index.store.private_files import make_private_folder
from index.store.purges import Erased, read_erased
from index.store.replacement import RESTORING, recover, replace_record
from index.store.schema import FORMAT, documents, versions
from index.store.store import IN_USE, Store
from index.store.temporary_folder import temporary_folder
from index.store.versions import now


class Restored(BaseModel):
    """The result of restoring a backup.

    `erased_again` is the number of documents that were purged after the backup and are purged again; None if
    the replaced record could not be read or was another one. `kept` is the folder of the replaced record;
    None if there was none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    backup: Backup
    erased_again: int | None
    kept: Path | None


def make_backup(store: Store, file: Path) -> Backup:
    """Write everything that cannot be rebuilt into a new file, while the record may be in use.

    Documents can be added during the backup; purges wait for its end. Raises DataFolderError, and then leaves
    no file.
    """
    if file.resolve().is_relative_to(store.folder.resolve()):
        raise DataFolderError(f"{file} is inside the data folder. Choose a location outside it.")
    try:
        with store.intake.hold(), temporary_folder(file.parent, ".backup-") as folder:
            return _write(store, file, folder)
    except OSError as error:
        sentence = f"The backup {file} cannot be written ({error.strerror}). Choose another location."
        raise write_error(error, file.parent, sentence) from error
    except DiskFull as error:  # of a file in the temporary folder
        raise disk_full(file.parent) from error


def _write(store: Store, file: Path, folder: Path) -> Backup:
    copy = folder / DATABASE_NAME
    store.copy(copy)
    with closing(Database(copy)) as database, database.read() as connection:
        count = select(func.count()).select_from(documents).where(documents.c.removed.is_(None))
        properties = {
            "format": FORMAT,
            "identity": read_identity(connection),
            "generation": read_generation(connection),
            "model": get_meta(connection, "model") or "",
            "documents": connection.scalar(count) or 0,
            "made": now(),
        }
        digests = sorted(connection.scalars(select(versions.c.original).distinct()))
    missing = tuple(digest for digest in digests if store.originals.find_damage(digest))
    sound = (store.originals.path(digest) for digest in digests if digest not in missing)
    describe = partial(Backup, **properties, missing=missing)
    return write_backup(file, folder, copy, sound, lambda files: describe(files=files))


def restore_backup(file: Path, data: Path) -> Restored:
    """Replace the record in a data folder, which is created if necessary, by a backup.

    Nothing is changed until the whole backup has been read and verified. Raises UnusableBackup, NewerFormat,
    OlderFormat, OtherModel; DataFolderError if the record is in use.
    """
    try:
        make_private_folder(data)
        with hold_lock(data, IN_USE, wait=False) as is_alone:
            if not is_alone:
                raise DataFolderError(f"The record in {data} is in use. Stop the bot and try again.")
            recover(data)
            try:
                return _restore(file, data, Path(mkdtemp(dir=data, prefix=RESTORING)) / "data")
            finally:
                with suppress(DataFolderError):  # it is done when the record is next opened
                    recover(data)
    except OSError as error:
        sentence = f"The backup cannot be restored to {data} ({error.strerror}). Choose another folder."
        raise write_error(error, data, sentence) from error
    except DiskFull as error:  # of a file in the temporary folder
        raise disk_full(data) from error


def _restore(file: Path, data: Path, new: Path) -> Restored:
    with open_backup(file) as (backup, members):
        for member in members:
            member.extract(new)
    make_private_folder(new / ORIGINALS)
    purges = _read_purges(data / DATABASE_NAME, backup.identity)
    with closing(Store.open(new, model=backup.model)) as store:
        if damage := store.find_damage():
            raise UnusableBackup(f"{file} contains a damaged database. {damage[0]} Use another backup.")
        erased_again = None if purges is None else store.purges.repeat(purges)
        Purger(store, ()).finish()
        caches = list_caches(store, data / CACHE_FOLDER).values()
    for cache in caches:  # they reflect the replaced record, perhaps at the same generation
        cache.disown()
        rmtree(cache.folder, ignore_errors=True)
    return Restored(backup=backup, erased_again=erased_again, kept=replace_record(data, new))


def _read_purges(database: Path, identity: str) -> Erased | None:
    """The purges of the present record, if it is the one of which the backup was made; otherwise None."""
    if not database.exists():
        return None
    try:
        with closing(Database(database)) as old, old.read() as connection:
            return read_erased(connection) if read_identity(connection) == identity else None
    except DataFolderError:
        return None
