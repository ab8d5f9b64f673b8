"""What `index` may not know: Discord, the event loop, the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import index

PACKAGE = Path(index.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
SEE_THE_SYSTEM = {PACKAGE / "compiled_model.py", PACKAGE / "reading" / "confinement.py"}
"""One keeps a module from being imported, by `sys.modules`; one starts Python anew, by `sys.executable`."""

ENTRANCES = {PACKAGE / "__main__.py", *(PACKAGE / "command_line").glob("*.py")}


def list_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module)


def list_environment_reads(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in ("environ", "environb", "getenv", "getenvb"):
                yield name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_neither_the_bot_nor_the_event_loop(path: Path) -> None:
    imported = {name.partition(".")[0] for name in list_imports(ast.parse(path.read_bytes()))}

    assert set() == imported & {"bot", "discord", "asyncio", "tests", "benchmarks", "pickle"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_reads_the_environment_and_the_arguments(path: Path) -> None:
    tree = ast.parse(path.read_bytes())

    if path not in ENTRANCES:
        assert list(list_environment_reads(tree)) == []
        may_import = {"sys"} if path in SEE_THE_SYSTEM else set()
        assert may_import == set(list_imports(tree)) & {"dotenv", "typer", "sys"}


@pytest.mark.parametrize("name", index.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(index, name) is not None


def test_the_public_names_are_in_order() -> None:
    assert sorted(index.__all__, key=lambda name: (not name.isupper(), name)) == index.__all__
