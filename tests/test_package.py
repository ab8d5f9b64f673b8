"""What is built of the project: what it brings along, and what it says of the licences of others."""

import tomllib
from importlib.metadata import metadata
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

PROJECT: Final[dict[str, Any]] = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
NOTICE: Final = Path("NOTICE").read_text(encoding="utf-8")


def list_data(package: Path) -> set[Path]:
    """The files of a package that are no code."""
    files = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path for path in files if path.suffix != ".py"}


def test_every_file_of_the_packages_is_in_the_wheel() -> None:
    for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items():
        taken = [set(Path(package).glob(pattern)) for pattern in patterns]

        assert all(taken)
        assert set() == list_data(Path(package)).difference(*taken)


def test_both_packages_say_that_they_are_typed() -> None:
    assert Path("bot/py.typed").exists()
    assert Path("index/py.typed").exists()


def test_the_notice_tells_the_licence_of_every_package_that_is_asked_for_as_it_is_stated() -> None:
    project = PROJECT["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["try"]
    lines = [line.split(maxsplit=1) for line in NOTICE.splitlines() if line and not line.startswith(" ")]
    told = {line[0]: line[-1] for line in lines}

    for name in (Requirement(one).name for one in asked):
        stated = metadata(name).get("License-Expression", "")
        assert told[name].startswith(stated), name
