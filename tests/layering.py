"""Imports of a package, checked against the ordered list of its layers."""

import ast
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path


def find_faults(package: str, layers: Sequence[str]) -> list[str]:
    """Imports that go up or across, circles, and parts that only the list or only the folder knows.

    A row of `layers` names the parts of one layer. Imports for type checking and in functions count. The
    package's own `__init__` is exempt, since it names values without loading them.
    """
    rank = {part: number for number, row in enumerate(layers) for part in row.replace(",", "").split()}
    modules = _list_modules(Path(package))
    imports = {name: set(_list_imports(path, modules)) for name, path in modules.items()}
    parts = {_part_of(name) for name in modules}
    faults = [f"{part} is in no layer" for part in sorted(parts - rank.keys())]
    faults += [f"{part} is a layer without a file" for part in sorted(rank.keys() - parts)]
    for name in sorted(modules):
        for other in sorted(imports[name]):
            own, its = _part_of(name), _part_of(other)
            if own != its and rank.get(its, 0) >= rank.get(own, len(rank)):
                faults.append(f"{name} imports {other}")
    return faults + [" -> ".join(circle) for circle in _find_circles(imports)]


def _list_modules(folder: Path) -> dict[str, Path]:
    """The modules in a folder, but its `__init__`, by their full names."""
    paths = sorted(path for path in folder.rglob("*.py") if path != folder / "__init__.py")
    return {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def _part_of(module: str) -> str:
    return module.split(".")[1]


def _list_imports(path: Path, modules: dict[str, Path]) -> Iterator[str]:
    """The modules of the same package that a file imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in named if name in modules)
            if node.module in modules and not all(name in modules for name in named):
                yield node.module


def _find_circles(imports: dict[str, set[str]]) -> Iterator[list[str]]:
    """Each circle once, as the modules along it."""
    left = {name: set(others) for name, others in imports.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle = error.args[1]
            yield list(reversed(circle))
            left[circle[1]].discard(circle[0])
        else:
            return
