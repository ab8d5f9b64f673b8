"""`python -m bot`: the Discord bot; `… invite`: the link that invites it; `… try`: it in a browser."""

import sys
from typing import Annotated

import typer

from bot.errors import BadSettings, CannotStart
from bot.settings import read_settings
from index import RecordError

EX_UNAVAILABLE = 69
"""The exit status of sysexits.h for a service that cannot be reached."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def serve(context: typer.Context) -> None:
    """Connect to Discord and answer questions. The settings are in .env; see .env.example."""
    if context.invoked_subcommand is None:
        from bot.app import run

        run(read_settings())


@app.command()
def invite() -> None:
    """Print the link that invites the bot, with only the permissions that it needs."""
    from bot.invitation import invitation_link

    typer.echo(invitation_link(read_settings().token))


@app.command(name="try")
def try_out(
    port: Annotated[int, typer.Option(help="The port of the page; by default, any free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Run the bot against a simulated Discord in your browser, without a token or a network."""
    from bot.simulator import run_simulator

    run_simulator(read_settings(), port=port, opens_browser=browser)


def main() -> None:
    """Run a command; if it fails, print one sentence to stderr."""
    try:
        app()
    except (CannotStart, BadSettings, RecordError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(EX_UNAVAILABLE if isinstance(error, CannotStart) else 1)


if __name__ == "__main__":
    main()
