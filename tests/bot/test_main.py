"""`python -m bot`: one sentence where it cannot start, and the exit status that says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bot.test_invitation import TOKEN

ROOT = Path.cwd()

NO_NETWORK = """
import socket

def refuse(*_, **__):
    raise socket.gaierror(socket.EAI_NONAME, "no network in this test")

socket.getaddrinfo = refuse
"""
"""What a Python process runs first where this is its `sitecustomize`."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without settings and without a network."""
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECORD_")}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}


def run_bot(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "bot", *arguments)
    return subprocess.run(  # noqa: S603 - our own program
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_without_a_token_it_says_so_in_one_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    ended = run_bot(tmp_path, environment)

    assert 69 == ended.returncode
    assert "" == ended.stdout
    assert (
        "There is no token. Set RECORD_DISCORD_TOKEN in .env, or try the bot without a token: `make try`.\n"
    ) == ended.stderr


@pytest.mark.slow
def test_with_a_wrong_token_and_no_network_it_says_so_and_never_shows_the_token(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / ".env").write_text("RECORD_DISCORD_TOKEN=wrong.secret.token\n", encoding="utf-8")

    ended = run_bot(tmp_path, environment)

    assert 69 == ended.returncode, ended.stderr
    assert (
        "Discord cannot be reached. Check this machine's network connection and try again."
    ) == ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert "secret" not in ended.stdout + ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="no such modes there")
@pytest.mark.slow
@pytest.mark.parametrize(("mode", "warnings"), [(0o644, 1), (0o600, 0)])
def test_a_token_that_others_can_read_is_warned_of_once(
    tmp_path: Path, environment: dict[str, str], mode: int, warnings: int
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / ".env").write_text("RECORD_DISCORD_TOKEN=wrong.secret.token\n", encoding="utf-8")
    (tmp_path / ".env").chmod(mode)

    told = run_bot(tmp_path, environment).stderr

    assert warnings == told.count("Other users of this machine can read the token in .env.")
    assert warnings == told.count("chmod 600 .env")
    assert "secret" not in told


@pytest.mark.parametrize(
    ("arguments", "variables", "status", "told"),
    [
        (
            ["invite"],
            {},
            69,
            "There is no token, which the link depends on. Set RECORD_DISCORD_TOKEN in .env.",
        ),
        (["invite"], {"RECORD_DISCORD_TOKEN": "x"}, 69, "RECORD_DISCORD_TOKEN is not a bot's token."),
        ([], {"RECORD_COLOUR": "red"}, 1, "RECORD_COLOUR is not a setting."),
        ([], {"RECORD_CONCURRENCY": "no"}, 1, "The setting RECORD_CONCURRENCY is not valid:"),
        ([], {"RECORD_DISCORD_TOKEN": TOKEN, "RECORD_CORPUS": "none"}, 1, "There is no corpus folder none."),
        (["try"], {"RECORD_CORPUS": "none"}, 1, "There is no corpus folder none."),
        (["dance"], {}, 2, "Usage:"),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr_with_its_exit_status(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    variables: dict[str, str],
    status: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["bot", *arguments])

    with pytest.raises(SystemExit) as ended:
        main()

    assert status == ended.value.code
    printed = capsys.readouterr()
    assert "" == printed.out
    assert printed.err.startswith(told)
    assert "Traceback" not in printed.err


def test_invite_prints_the_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECORD_DISCORD_TOKEN", TOKEN)
    monkeypatch.setattr(sys, "argv", ["bot", "invite"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert 0 == ended.value.code
    assert capsys.readouterr().out.startswith(
        "https://discord.com/oauth2/authorize?client_id=123456789012345678&"
    )
