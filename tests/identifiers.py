"""The names that Python files give: to modules, classes, functions, parameters, attributes and variables."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def list_names(path: Path) -> set[str]:
    """The names that a file gives, its own and those of its folders included, not those that it only uses."""
    names = set(path.with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_bytes())):
        names.update(_list_given(node))
    return names


def split_name(name: str) -> list[str]:
    """The words of a name in snake_case or CamelCase, in lower case."""
    return [word.lower() for word in _WORD.findall(name)]


def _list_given(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            yield node.name
        case ast.arg():
            yield node.arg
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.Attribute(ctx=ast.Store()):
            yield node.attr
        case ast.alias(asname=str(name)) | ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
            yield name
