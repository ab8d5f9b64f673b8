"""Rules of the house that a program can check, each with its exceptions in `tests/data/exceptions/`.

An exception that is none any more has to go: `python -m tests.house_rules` drops those. It adds none.
"""

import ast
import builtins
import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from tests.identifiers import list_names, split_name

MAX_FUNCTION_LINES: Final = 40
MAX_FILE_LINES: Final = 300

_EXCEPTIONS: Final = Path(__file__).with_name("data") / "exceptions"
_RETIRED: Final = Path(__file__).with_name("data") / "retired_names"
_PRODUCT: Final = ("bot", "index")

_INDIRECT: Final = re.compile(r"(?:What|Who|Where|Which|How)\b")
"""Beginnings of a docstring that describes a thing by a question instead of naming it."""

_QUOTED: Final = re.compile(r"`([^`]+)`")
_NAME: Final = re.compile(r"[A-Za-z_]\w+")


def find_retired_names() -> set[str]:
    """Names of the product with a retired word in them, and old names of classes and modules, by package."""
    words, classes, modules = (_read_lines(_RETIRED / f"{n}.txt") for n in ("words", "classes", "modules"))
    return {
        f"{_package_of(path)} {name}"
        for path in _list_files(*_PRODUCT)
        for name in list_names(path)
        if not words.isdisjoint(split_name(name))
        or name in classes
        or (name in modules and name in path.with_suffix("").parts)
    }


def find_repeated_classes() -> set[str]:
    """Names that several classes of the project have."""
    trees = [_parse(path) for path in _list_files(*_PRODUCT, "benchmarks")]
    counts = Counter(n.name for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef))
    return {name for name, count in counts.items() if count > 1}


def find_long_functions() -> set[str]:
    """Functions with more than 40 lines, as "file function"."""
    return {
        f"{path.as_posix()} {node.name}"
        for path in _list_files(*_PRODUCT, "tests")
        for node in ast.walk(_parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
    }


def find_long_files() -> set[str]:
    """Files with more than 300 lines."""
    return {
        path.as_posix()
        for path in _list_files(*_PRODUCT, "tests")
        if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE_LINES
    }


def find_indirect_docstrings() -> set[str]:
    """Docstrings that begin with a question word, and with "Whether" if no boolean is returned."""
    return {
        f"{path.as_posix()} {text.splitlines()[0]}"
        for path in _list_files(*_PRODUCT)
        for owner, text in _list_docstrings(_parse(path))
        if _INDIRECT.match(text) or (text.startswith("Whether") and not _may_be_true(owner))
    }


def find_stale_names() -> set[str]:
    """Names in backticks in docstrings that no code of the project has."""
    files = list(_list_files(*_PRODUCT))
    known = {*dir(builtins), *keyword.kwlist, "pyi"}
    for path in (*files, *_list_files("benchmarks")):
        known.update(_NAME.findall(path.as_posix()), _list_used(_parse(path)))
    return {
        f"{path.as_posix()} {quoted}"
        for path in files
        for _, text in _list_docstrings(_parse(path))
        for quoted in _QUOTED.findall(text)
        if not known.issuperset(_NAME.findall(quoted))
    }


def _list_docstrings(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """The docstrings of a module and of everything in it, constants and fields too, with what holds them."""
    for owner in ast.walk(tree):
        for statement in getattr(owner, "body", ()) if isinstance(owner, ast.Module | ast.stmt) else ():
            match statement:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield owner, text


def _may_be_true(owner: ast.AST) -> bool:
    match owner:
        case ast.FunctionDef(returns=returned) | ast.AsyncFunctionDef(returns=returned) if returned:
            return re.search(r"bool|Mask|Bools|TypeGuard", ast.unparse(returned)) is not None
    return isinstance(owner, ast.ClassDef | ast.Module)


def _list_used(tree: ast.Module) -> Iterator[str]:
    """The names and texts in code."""
    docstrings = {text for _, text in _list_docstrings(tree)}
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "arg", "module"):
            if isinstance(name := getattr(node, field, None), str):
                yield from _NAME.findall(name)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
            yield from _NAME.findall(node.value)


RULES: Final[dict[str, Callable[[], set[str]]]] = {
    "names": find_retired_names,
    "classes": find_repeated_classes,
    "functions": find_long_functions,
    "files": find_long_files,
    "docstrings": find_indirect_docstrings,
    "quoted": find_stale_names,
}


def read_exceptions(rule: str) -> set[str]:
    """What a rule does not hold for, one a line; what follows a # is a remark."""
    return _read_lines(_EXCEPTIONS / f"{rule}.txt")


def _read_lines(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {text for line in lines if (text := line.partition("#")[0].strip())}


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def _list_files(*folders: str) -> Iterator[Path]:
    return (path for folder in folders for path in sorted(Path(folder).rglob("*.py")))


def _package_of(path: Path) -> str:
    return "/".join(path.parts[:2]) if len(path.parts) > 2 else path.parts[0]


def drop_gone() -> None:
    """Drop the exceptions that are none any more."""
    for rule, find in RULES.items():
        file, gone = _EXCEPTIONS / f"{rule}.txt", read_exceptions(rule) - find()
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        left = [line for line in lines if line.partition("#")[0].strip() not in gone]
        file.write_text("".join(left), encoding="utf-8")


if __name__ == "__main__":
    drop_gone()
