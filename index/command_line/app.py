"""All commands, and what is said where one fails."""

import sys
from pathlib import Path

import typer
from dotenv import load_dotenv

from index.command_line.acts import history
from index.command_line.adding import add
from index.command_line.asking import ask, verify
from index.command_line.checking import check
from index.command_line.corpus import build, new
from index.command_line.documents import attribute, remove, restore, show, sources
from index.command_line.evaluation import evaluate
from index.command_line.fetching import fetch
from index.command_line.options import err
from index.errors import RecordError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ask the record, and keep it. Every answer is a quotation with its source.",
)

app.command()(ask)
app.command()(verify)
app.command()(add)
app.command()(sources)
app.command()(show)
app.command()(remove)
app.command()(restore)
app.command()(history)
app.command()(attribute)
app.command()(build)
app.command()(evaluate)
app.command()(fetch)
app.command()(new)
app.command()(check)


def main() -> None:
    """Run a command. Exit status 1 and one sentence on stderr where it fails; 2 for wrong usage."""
    load_dotenv(Path(".env"))
    try:
        app()
    except RecordError as error:
        err.print(str(error), markup=False)
        sys.exit(1)
