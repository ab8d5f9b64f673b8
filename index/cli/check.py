"""The command that checks the integrity of the data folder."""

import typer

from index.cli.options import DEFAULT_DATA, AsJson, Data, open_index, out
from index.cli.output import print_json
from index.errors import DataFolderError
from index.store.backup_file import DATABASE_NAME


def check(as_json: AsJson = False, data: Data = DEFAULT_DATA) -> None:
    """Check every row, text, vector and cache. Exit with status 1 if anything is wrong.

    Originals that a crash left without a document are deleted.
    """
    if not (data / DATABASE_NAME).exists():
        raise DataFolderError(f"There is no record in {data}. Name its folder with --data.")
    with open_index(data, None) as index:
        repaired = [f"{fault} It was rebuilt from the store." for fault in index.engine.search.repairs]
        faults = repaired + index.check()
        cleared = index.admin.clear_leftovers()
    if as_json:
        print_json({"faults": faults, "cleared": cleared})
    elif cleared:
        originals = "original" if len(cleared) == 1 else "originals"
        out.print(f"Deleted {len(cleared)} {originals} that a crash left without a document.")
    for fault in () if as_json else faults:
        out.print(fault, markup=False)
    if not faults and not as_json:
        out.print("No problems found.")
    raise typer.Exit(1 if faults else 0)
