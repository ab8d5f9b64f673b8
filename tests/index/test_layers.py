"""The order of the packages of `index`, and what none may know: Discord, the event loop, the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import index
from tests.layering import find_faults

LAYERS = (
    "errors",
    "text",
    "domain",
    "reading",
    "splitting",
    "inference",
    "encoding",
    "reranking",
    "store",
    "attribution",
    "fetching",
    "ingestion",
    "corpus",
    "search",
    "answering",
    "quotes, verification, unanswered, feedback",
    "maintenance",
    "evaluation",
    "engine, document_admin, quotation_lookup",
    "index",
    "crawler, collections",
    "cli",
    "__main__",
)
"""A package imports only what is in the rows before its own."""

PACKAGE = Path(index.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
SEE_THE_SYSTEM = {PACKAGE / "inference" / "openvino_model.py", PACKAGE / "reading" / "sandbox" / "sandbox.py"}
"""One keeps a module from being imported, by `sys.modules`; one starts Python anew, by `sys.executable`."""

ENTRANCES = {PACKAGE / "__main__.py", *(PACKAGE / "cli").glob("*.py")}


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


def find_foreign(path: Path) -> set[str]:
    """What a module imports and no module may."""
    imported = {name.partition(".")[0] for name in list_imports(ast.parse(path.read_bytes()))}
    return imported & {"bot", "discord", "asyncio", "tests", "benchmarks", "pickle"}


def find_system(path: Path) -> set[str]:
    """By which names a module looks at the environment, or at what it was started with."""
    tree = ast.parse(path.read_bytes())
    return {*list_environment_reads(tree), *({"dotenv", "typer", "sys"} & set(list_imports(tree)))}


def test_imports_go_down_the_layers_and_never_in_a_circle() -> None:
    assert [] == find_faults("index", LAYERS)


def test_no_module_imports_the_bot_or_the_event_loop() -> None:
    assert len(MODULES) > 200
    assert {} == {path: foreign for path in MODULES if (foreign := find_foreign(path))}


def test_only_the_command_line_reads_the_environment_and_the_arguments() -> None:
    allowed = {path: {"sys"} for path in SEE_THE_SYSTEM}
    inner = [path for path in MODULES if path not in ENTRANCES]

    assert allowed == {path: system for path in inner if (system := find_system(path))}


def test_every_public_name_can_be_imported() -> None:
    assert [] == [name for name in index.__all__ if getattr(index, name) is None]
