"""Settings from the environment and from `.env`."""

import os
from pathlib import Path

import pytest

from bot.errors import BadSettings
from bot.settings import Settings, find_exposure, read_settings
from index.domain.answer import OPERATING_POINT
from index.encoding.packaged_model import DEFAULT_MODEL
from index.reranking.factory import PACKAGED


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and an environment without settings."""
    for name in os.environ:
        if name.upper().startswith("RECORD_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_dotenv(folder: Path, *lines: str) -> None:
    (folder / ".env").write_text("\n".join(lines), encoding="utf-8")


def test_without_any_setting_the_defaults_hold() -> None:
    settings = read_settings()

    assert (None, Path("data"), Path("corpus")) == (settings.token, settings.data, settings.corpus)
    assert (5, 60, 4) == (settings.cooldown_questions, settings.cooldown_seconds, settings.concurrency)
    assert (DEFAULT_MODEL, PACKAGED, OPERATING_POINT) == (
        settings.model,
        settings.reader,
        settings.operating_point,
    )


def test_settings_are_read_from_dotenv(folder: Path) -> None:
    write_dotenv(folder, "RECORD_DATA=/srv/record", "RECORD_COOLDOWN_SECONDS=1.5", "RECORD_READER=none")

    settings = read_settings()

    assert (Path("/srv/record"), 1.5, "none") == (settings.data, settings.cooldown_seconds, settings.reader)


@pytest.mark.parametrize(("given", "point"), [("0", 0), ("0.75", 0.75), ("1", 1), ("", OPERATING_POINT)])
def test_how_sure_an_answer_must_be_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, given: str, point: float
) -> None:
    monkeypatch.setenv("RECORD_OPERATING_POINT", given)

    assert point == read_settings().operating_point


def test_the_environment_goes_before_dotenv(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dotenv(folder, "RECORD_DATA=/from/dotenv", "RECORD_CORPUS=/from/dotenv")
    monkeypatch.setenv("RECORD_DATA", "/from/environment")

    settings = read_settings()

    assert (Path("/from/environment"), Path("/from/dotenv")) == (settings.data, settings.corpus)


def test_empty_values_are_as_good_as_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dotenv(folder, "RECORD_DISCORD_TOKEN=", "RECORD_CONCURRENCY=")
    monkeypatch.setenv("RECORD_MODEL", "")

    assert Settings(_env_file=None) == read_settings()


@pytest.mark.parametrize("token", ["", "  "])
def test_a_token_of_nothing_is_none(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("RECORD_DISCORD_TOKEN", token)

    assert read_settings().token is None


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORD_DISCORD_TOKEN", " abc.def ")

    settings = read_settings()

    assert "abc.def" == settings.token
    assert "abc.def" not in f"{settings!r} {settings} {settings.model_dump()}"


@pytest.mark.parametrize("is_in_file", [True, False])
def test_an_unknown_setting_is_refused_by_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, is_in_file: bool
) -> None:
    if is_in_file:
        write_dotenv(folder, "RECORD_COLOUR=red")
    else:
        monkeypatch.setenv("RECORD_COLOUR", "red")

    with pytest.raises(BadSettings, match=r"RECORD_COLOUR is not a setting\. The settings are RECORD_A"):
        read_settings()


def test_other_programs_may_keep_their_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dotenv(folder, "OTHER_PROGRAM=1")
    monkeypatch.setenv("RECORDING", "1")
    monkeypatch.setenv("RECORD_COLLECTIONS", "/somewhere")

    read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RECORD_CONCURRENCY", "many"),
        ("RECORD_CONCURRENCY", "0"),
        ("RECORD_COOLDOWN_QUESTIONS", "1.5"),
        ("RECORD_COOLDOWN_SECONDS", "-1"),
        ("RECORD_OPERATING_POINT", "1.1"),
        ("RECORD_OPERATING_POINT", "-0.1"),
        ("RECORD_OPERATING_POINT", "nan"),
        ("RECORD_OPERATING_POINT", "half"),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSettings, match=f"^The setting {name} is not valid: "):
        read_settings()


def test_a_dotenv_that_is_no_text_is_refused(folder: Path) -> None:
    (folder / ".env").write_bytes("RECORD_DATA=ü".encode("utf-16"))

    with pytest.raises(BadSettings, match="Save it as UTF-8"):
        read_settings()


@pytest.mark.skipif(os.name != "posix", reason="no such modes there")
@pytest.mark.parametrize(
    ("mode", "remedy"), [(0o600, None), (0o400, None), (0o640, "chmod 600 .env"), (0o604, "chmod 600 .env")]
)
def test_a_file_that_others_can_read_is_found_with_the_command_that_closes_it(
    folder: Path, mode: int, remedy: str | None
) -> None:
    write_dotenv(folder, "RECORD_DISCORD_TOKEN=x")
    (folder / ".env").chmod(mode)

    assert remedy == find_exposure()


def test_where_there_is_no_file_nobody_reads_it() -> None:
    assert find_exposure() is None
