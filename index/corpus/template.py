"""The template of a corpus folder for another subject, with one example of each file."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from index.errors import CorpusError


def write_template(folder: Path) -> list[Path]:
    """Write the template into a new or empty folder, and return its files.

    Raises CorpusError if the folder is not empty or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CorpusError(f"{folder} is not empty. Name a new folder.")
        with as_file(files("index.corpus") / "starter") as starter:
            shutil.copytree(starter, folder, dirs_exist_ok=True)
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written ({error.strerror}). Name another folder.") from error
    return sorted(path for path in folder.rglob("*") if path.is_file())
