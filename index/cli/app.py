"""The application: all commands, and the handling of errors."""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from dotenv import load_dotenv
from typer.core import TyperGroup

from index.cli.options import err, use_device
from index.errors import RecordError

_MODULE_OF: Final = {
    "ask": "ask",
    "verify": "ask",
    "add": "add",
    "sources": "documents",
    "show": "documents",
    "edit": "documents",
    "remove": "documents",
    "restore": "documents",
    "history": "audit",
    "audit": "audit",
    "undo": "audit",
    "attribute": "documents",
    "purge": "documents",
    "build": "corpus",
    "evaluate": "evaluate",
    "fetch": "fetch",
    "new": "corpus",
    "check": "check",
    "backup": "backups",
    "restore-backup": "backups",
}


class Commands(Mapping[str, Any]):
    """The commands by name. A command's module is imported when it is needed, since all of them are slow."""

    def __getitem__(self, name: str) -> Any:
        module = import_module(f"index.cli.{_MODULE_OF[name]}")
        alone = typer.Typer(add_completion=False)
        alone.command(name)(getattr(module, name.replace("-", "_")))
        return typer.main.get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULE_OF)

    def __len__(self) -> int:
        return len(_MODULE_OF)


class _Group(TyperGroup):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"commands": Commands()})


app = typer.Typer(cls=_Group, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def _describe(
    context: typer.Context,
    device: Annotated[
        str | None,
        typer.Option(help="The device that encodes texts: cpu, or one that PyTorch knows, such as cuda."),
    ] = None,
) -> None:
    """Ask the record and look after it. Every answer is a quotation with its source."""
    context.with_resource(use_device(device))


def main() -> None:
    """Run a command. Errors give one sentence on stderr and exit status 1; wrong usage gives 2."""
    load_dotenv(Path(".env"))
    try:
        app()
    except RecordError as error:
        err.print(str(error), markup=False)
        sys.exit(1)
