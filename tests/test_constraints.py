"""What is installed is what was tested: every package that the project brings has its version in a file."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS: Final = Path(__file__).parent.parent / "constraints.txt"
VARYING: Final = {"torch", "setuptools"}
"""Those whose versions differ from machine to machine, with what nothing else asks for."""


def read_constraints() -> dict[str, Requirement]:
    """What is asked for, by name."""
    lines = (line.partition("#")[0].strip() for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines())
    listed = map(Requirement, filter(None, lines))
    return {canonicalize_name(one.name): one for one in listed}


def walk(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """A package that is installed, and those that it requires, directly or not."""
    if (name, extras) in seen or name in VARYING:
        return
    seen.add((name, extras))
    try:
        required = requires(name) or []
    except PackageNotFoundError:  # an extra that is not installed here
        return
    yield name
    for one in map(Requirement, required):
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield from walk(canonicalize_name(one.name), frozenset(one.extras), seen)


def test_every_package_that_is_brought_has_its_version() -> None:
    pinned = {name for name, one in read_constraints().items() if str(one.specifier).startswith("==")}

    brought = set(walk("on-the-record", frozenset({"try", "dev", "pictures", "bench", "docs"}), set()))

    assert len(brought) > 100
    assert set() == brought - pinned - {"on-the-record"}


def test_each_is_listed_once_in_order() -> None:
    lines = [line for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines() if "==" in line]
    names = [line.partition("==")[0] for line in lines]

    assert sorted(set(names)) == names
