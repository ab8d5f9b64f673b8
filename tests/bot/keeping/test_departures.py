"""What becomes of the documents of a server that the bot leaves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.keeping.departures import Departures
from index import Index
from tests.bot.harbour import HOME
from tests.fakes import HashingEncoder
from tests.index.writing import add

LONG_AGO = datetime.now(UTC) - timedelta(days=40)
GUILD: Any = SimpleNamespace(id=HOME)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "data", encoder=HashingEncoder()) as index:
        add(index, "The quay is long.", scope=str(HOME))
        add(index, "The well is deep.", scope="1002")
        yield index


@pytest.fixture
def departures(record: Index, monkeypatch: pytest.MonkeyPatch) -> Departures:
    """In its second hour."""
    bot: Any = SimpleNamespace()
    departures = Departures(bot=bot, index=record, kept=timedelta(days=30))
    monkeypatch.setattr(departures.erase, "_current_loop", 1)
    return departures


async def erase(departures: Departures) -> None:
    await departures.erase.coro(departures)


async def test_what_was_left_long_ago_is_erased_and_nothing_else(
    departures: Departures, record: Index
) -> None:
    record.note_departure(str(HOME), LONG_AGO)

    await erase(departures)

    assert ["The well is deep."] == [document.text for document in record.documents()]


async def test_in_its_first_hour_nothing_is_erased(
    departures: Departures, record: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.note_departure(str(HOME), LONG_AGO)
    monkeypatch.setattr(departures.erase, "_current_loop", 0)

    await erase(departures)

    assert 2 == len(record.documents())


async def test_what_was_left_just_now_is_kept(departures: Departures, record: Index) -> None:
    await departures.on_guild_remove(GUILD)

    await erase(departures)

    assert 2 == len(record.documents())
    assert 1 == record.erase_departed(datetime.now(UTC) + timedelta(seconds=5))


async def test_a_server_that_the_bot_came_back_to_keeps_its_documents(
    departures: Departures, record: Index
) -> None:
    record.note_departure(str(HOME), LONG_AGO)
    await departures.on_guild_join(GUILD)

    await erase(departures)

    assert 2 == len(record.documents())


async def test_what_cannot_be_erased_is_logged_and_tried_again(
    departures: Departures, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, record: Index
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise OSError("no disk")

    monkeypatch.setattr(record, "erase_departed", fail)

    await erase(departures)

    assert "could not be erased" in caplog.text
