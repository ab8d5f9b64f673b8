"""The commands that make and restore a backup."""

from pathlib import Path
from typing import Annotated

import typer

from index.cli.options import DEFAULT_DATA, AsJson, Data, out
from index.cli.output import print_json
from index.errors import DataFolderError
from index.maintenance.backups import Restored, make_backup
from index.maintenance.backups import restore_backup as restore
from index.store.backup_file import DATABASE_NAME
from index.store.store import Store


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to create.")],
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Back up the record to one file, even while it is in use. Keep the file on another disk."""
    if not (data / DATABASE_NAME).exists():
        raise DataFolderError(f"There is no record in {data}. Name its folder with --data.")
    store = Store.open(data, model=None)
    try:
        made = make_backup(store, file)
    finally:
        store.close()
    if as_json:
        print_json(made)
        return
    size = file.stat().st_size / 1e6
    out.print(f"Backed up {_count(made.documents)} to {file} ({size:,.1f} MB).", markup=False)
    for digest in made.missing:
        out.print(f"The original {digest} is damaged or missing, so it is not in the backup.", markup=False)
    out.print("Anyone who has this file can read the whole record. Keep it as safe as the data folder.")


def restore_backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file made by `backup`.")],
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Replace the record with a backup. The current record is kept in a folder next to it."""
    restored = restore(file, data)
    if as_json:
        print_json(restored)
        return
    made = restored.backup
    out.print(f"Restored a backup of {_count(made.documents)}, made on {made.made}, to {data}.", markup=False)
    for sentence in filter(None, (_describe_purges(restored), _describe_replaced(restored))):
        out.print(sentence, markup=False)


def _describe_purges(restored: Restored) -> str | None:
    if restored.erased_again is None:
        return "If anything was erased after the backup was made, erase it again."
    if restored.erased_again:
        return f"Erased again, as it was erased after the backup was made: {_count(restored.erased_again)}."
    return None


def _describe_replaced(restored: Restored) -> str | None:
    if restored.kept is None:
        return None
    return f"The previous record is in {restored.kept}. Delete it when you no longer need it."


def _count(documents: int) -> str:
    return f"{documents} document{'' if documents == 1 else 's'}"
