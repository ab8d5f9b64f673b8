"""The order of the packages of `bot`, and which of its modules may read the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.layering import find_faults

LAYERS = (
    "strings",
    "markdown",
    "discord_api",
    "errors",
    "settings, invitation",
    "ui",
    "runtime",
    "options",
    "servers",
    "rate_limits",
    "answers",
    "audit_log",
    "quotes, sources, feedback",
    "documents",
    "unanswered",
    "conversation",
    "commands",
    "services",
    "composition",
    "component_registry",
    "command_tree",
    "client",
    "app",
    "simulator",
    "__main__",
)
"""A package imports only what is in the rows before its own."""

BOT, INDEX = Path("bot"), Path("index")


def test_imports_go_down_the_layers_and_never_in_a_circle() -> None:
    assert [] == find_faults("bot", LAYERS)


def test_the_bot_imports_the_library_and_never_the_reverse() -> None:
    assert "index" in {name for path in BOT.rglob("*.py") for name in find_imports(path)}
    assert [] == [path for path in INDEX.rglob("*.py") if {"bot", "discord"} & set(find_imports(path))]


def test_the_bot_imports_public_names_of_the_library_only() -> None:
    inner = {
        (str(path), node.module)
        for path in BOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.module not in ("index", "index.errors")
        if (node.module or "").partition(".")[0] == "index"
    }

    assert set() == inner


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        path.name
        for path in BOT.rglob("*.py")
        if {"dotenv", "pydantic_settings"} & set(find_imports(path)) or reads_environment(path)
    ]

    assert ["settings.py"] == readers


def reads_environment(path: Path) -> bool:
    """Whether a file names `os.environ` or one of its like."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = {getattr(node, "attr", getattr(node, "name", "")) for node in nodes}
    return bool(names & {"environ", "environb", "getenv", "getenvb"})


def test_only_the_simulator_knows_the_simulated_discord() -> None:
    assert ["simulator.py"] == [path.name for path in BOT.rglob("*.py") if "simcord" in find_imports(path)]


def find_imports(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
