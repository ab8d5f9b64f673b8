"""All regular expressions of the program, and the texts on which they are slow if anything is."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from types import ModuleType
from typing import Any

import bot
import index
from bot.answers.components import NextButton
from index.attribution.names import Gazetteer
from index.splitting.sentences import make_item_pattern
from tests.growth import MOST, Work, find_growth, measure

MADE = {
    "bot.ui.custom_id": NextButton.template,
    "index.attribution.names": Gazetteer(["Ann Holt", "ACE", "The Harbour Office"]).pattern,
    "index.splitting.sentences": make_item_pattern("(2)"),
}
"""Examples of the patterns that are made at run time, by their modules."""

_LOOKING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_WAYS = _LOOKING | {"match", "fullmatch"}

_MOST_PIECES = 12
_SYNTAX = set("()[]{}?:|^$\\+<=!")
_SHORTEST_WORD = 2
_FAILING = ("\0", "\n", "a")
"""What repeated pieces are followed by: one of them is what a pattern does not want there."""

_FEW, _MANY = 16, 250
"""Times that a piece is repeated, at first and at last."""

_QUICK, _SLOW = 20e-6, 20e-3
"""Seconds: what takes less than the first may be given a text of more than twice the length at once and not
hang if it is exponential; what takes more than the second is more than quadratic."""

_FLOOR = 0.15e-3


@dataclass(frozen=True)
class Expression:
    """A pattern, where it is from, and the methods by which it is used."""

    name: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]

    def apply(self, text: str) -> None:
        """Use it on a text in every way in which the program does."""
        subject = text.encode() if isinstance(self.pattern.pattern, bytes) else text
        for way in self.ways:
            found = getattr(self.pattern, way)(subject)
            if way == "finditer":
                for _ in found:
                    pass

    @property
    def pieces(self) -> list[str]:
        """Words and characters that the pattern knows, and one of each common class."""
        source = self.pattern.pattern
        written = source.decode("latin-1") if isinstance(source, bytes) else source
        words = sorted(set(re.findall(rf"[A-Za-z]{{{_SHORTEST_WORD},}}", written)), key=len)[:3]
        signs = sorted(dict.fromkeys(re.sub(r"[\w\s]", "", written)), key=_SYNTAX.__contains__)
        return ["a", "A", "0", " ", "\n", *words, *signs][:_MOST_PIECES]


@cache
def list_expressions() -> list[Expression]:
    """Those that modules hold, those that stand in the midst of the code, and examples of those it makes."""
    trees = {module: ast.parse(inspect.getsource(module)) for module in _list_modules()}
    everywhere = _list_ways(*trees.values())
    held: dict[re.Pattern[Any], Expression] = {}
    for module, tree in trees.items():
        own = _list_ways(tree)
        for name, value in vars(module).items():
            ways = (own if name.startswith("_") else everywhere).get(name, frozenset({"finditer"}))
            for pattern in _find_patterns(value, set()):
                held.setdefault(pattern, Expression(f"{module.__name__}.{name}", pattern, ways))
    inline = (one for module, tree in trees.items() for one in _list_inline(module.__name__, tree))
    made = (Expression(name, pattern, frozenset({"finditer"})) for name, pattern in MADE.items())
    return [*held.values(), *inline, *made]


def find_excess(expression: Expression, *, square: bool = True) -> str | None:
    """A text on which a pattern takes longer than in proportion to it, in words; None where none does."""
    for before, piece, after in _list_pumps(expression.pieces):

        def make(size: int, before: str = before, piece: str = piece, after: str = after) -> Work:
            text = before + piece * size + after
            return lambda: expression.apply(text)

        told = f"{expression.name}: {before!r}, {piece!r} many times, {after!r}"
        if not _is_bounded(make):
            return f"{told}: exponential"
        if square and find_growth(make, _MANY, floor=_FLOOR) > MOST:
            return f"{told}: quadratic"
    return None


def _is_bounded(make: Callable[[int], Work]) -> bool:
    """Whether no size up to the last takes long; it grows by little where it begins to."""
    size = _FEW
    while size <= _MANY:
        took = measure(make(size))
        if took > _SLOW and measure(make(size)) > _SLOW:
            return False
        size = size * 5 // 2 if took < _QUICK else size + size // 8
    return True


def _list_pumps(pieces: list[str]) -> Iterator[tuple[str, str, str]]:
    """What comes once, what comes many times after it, and what comes at last."""
    pairs = list(permutations(pieces, 2))
    for piece in (*pieces, *map("".join, pairs)):
        yield from (("", piece, failing) for failing in _FAILING)
    yield from ((first, second, _FAILING[0]) for first, second in pairs)


def _list_modules() -> Iterator[ModuleType]:
    for package in (index, bot):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def _find_patterns(value: object, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    if id(value) in seen:
        return
    seen.add(id(value))
    parts: tuple[object, ...] = ()
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        parts = (*value.keys(), *value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        parts = tuple(value)
    elif isinstance(value, type) and value.__module__.partition(".")[0] in ("index", "bot"):
        parts = tuple(vars(value).values())
    for part in parts:
        yield from _find_patterns(part, seen)


def _list_ways(*trees: ast.AST) -> dict[str, frozenset[str]]:
    """By which methods whatever has a name is used; looking for all stands for every way of looking."""
    ways: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _WAYS:
                way = "finditer" if node.attr in _LOOKING else node.attr
                ways.setdefault(node.value.id, set()).add(way)
    return {name: frozenset(found) for name, found in ways.items()}


def _list_inline(module: str, tree: ast.AST) -> Iterator[Expression]:
    """Patterns that a function hands to `re` itself, none of which may be made of anything but constants."""
    for call in list_calls(tree):
        written, way = call.args[0], call.func.attr
        if isinstance(written, ast.Constant):
            kind = "finditer" if way in _LOOKING | {"compile"} else way
            yield Expression(f"{module}:{call.lineno}", re.compile(written.value), frozenset({kind}))
        elif module not in MADE:
            raise AssertionError(f"{module}:{call.lineno} makes a pattern, of which MADE has no example.")


def list_calls(tree: ast.AST) -> list[Any]:
    """The calls of functions of `re` that take a pattern, within functions."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = {f"re.{way}" for way in (*_WAYS, "compile")}
    calls = {
        node
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names
    }
    return sorted(calls, key=lambda node: node.lineno)
