"""What becomes of the documents of a server that the bot leaves, also while it is away itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
import simcord
from simcord.backend import serializers

from bot.client import RecordBot
from bot.documents.left_servers import LeftServersCog
from bot.settings import Settings
from index import ANY_SCOPE, Index
from index.domain.audit import AuditEntry
from tests.bot.harbour import AWAY, HOME
from tests.index.writing import add

DAYS: Final = 3

HERE: Final = "The quay is long."
THERE: Final = "The well is deep."


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"departed_days": DAYS})


@pytest.fixture
def record(record: Index) -> Index:
    """With a document of a server that there is, and of one that there is not."""
    add(record, HERE, scope=str(HOME))
    add(record, THERE, scope=str(AWAY))
    return record


async def restart(env: simcord.Env, record: Index, settings: Settings) -> None:
    await env.bot.close()
    await env.restart_bot(RecordBot(index=record, settings=settings))
    await env.settle()


async def pass_days(env: simcord.Env, days: float) -> None:
    """Let days pass, and the bot look twice on each, without all that it does every minute."""
    cog = env.bot.get_cog(LeftServersCog.__name__)  # type: ignore[attr-defined]  # a RecordBot has cogs
    with env.time_context():
        for _ in range(round(days * 2)):
            env.backend.advance_clock(timedelta(days=0.5).total_seconds())
            await cog.erase.coro(cog)


def texts(record: Index) -> set[str]:
    return {document.text for document in record.documents(scope=ANY_SCOPE)}


def told(record: Index, server: int) -> list[str]:
    acts: list[AuditEntry] = record.audit.read(scope=str(server), actor="the bot")
    return [act.action for act in reversed(acts)]


# Where the bot was away


async def test_a_server_that_invited_the_bot_back_while_it_was_offline_keeps_its_documents(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index, settings: Settings
) -> None:
    record.left_servers.record_departure(str(HOME), simcord_env.now() - timedelta(days=400), actor="the bot")

    await restart(simcord_env, record, settings)
    await pass_days(simcord_env, 2 * DAYS)

    assert HERE in texts(record)
    assert ["leave", "return"] == told(record, HOME)


async def test_a_server_that_removed_the_bot_while_it_was_offline_loses_its_documents_in_time(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index, settings: Settings
) -> None:
    await restart(simcord_env, record, settings)
    await pass_days(simcord_env, DAYS - 0.5)
    assert {HERE, THERE} == texts(record)

    await pass_days(simcord_env, 1)

    assert {HERE} == texts(record)
    assert ["leave", "purge"] == told(record, AWAY)


async def test_a_restart_does_not_begin_the_days_anew(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index, settings: Settings
) -> None:
    for _ in range(DAYS + 1):
        await restart(simcord_env, record, settings)
        await pass_days(simcord_env, 1)

    assert {HERE} == texts(record)


async def test_an_interruption_is_enough_to_miss_a_removal_and_a_return(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    record.left_servers.record_departure(str(HOME), simcord_env.now(), actor="the bot")

    simcord_env.backend.emit("RESUMED", {})
    await simcord_env.settle()

    assert (["leave", "return"], ["leave"]) == (told(record, HOME), told(record, AWAY))


# Where the bot is online


async def test_a_bot_without_any_server_left_still_erases_what_they_added(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    simcord_env.backend.remove_guild(HOME)
    await simcord_env.settle()
    assert ["leave"] == told(record, HOME)

    await pass_days(simcord_env, DAYS - 0.5)
    assert HERE in texts(record)
    await pass_days(simcord_env, 1.5)

    assert set() == texts(record)


async def test_a_server_that_comes_back_in_time_keeps_its_documents_and_the_days_begin_anew(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    home = simcord_env.backend.guilds[HOME]
    for _ in range(2):
        simcord_env.backend.remove_guild(HOME)
        await simcord_env.settle()
        await pass_days(simcord_env, DAYS - 0.5)
        simcord_env.backend.guilds[HOME] = home
        simcord_env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(simcord_env.backend, home))
        await simcord_env.settle()
        await pass_days(simcord_env, 1)

    assert HERE in texts(record)


async def test_nothing_is_noted_of_a_server_of_which_nothing_is_kept_or_that_is_no_server(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index, settings: Settings
) -> None:
    add(record, "The mill turns.", scope="a team")
    record.servers.change("1003", {"private": True}, actor="7")

    await restart(simcord_env, record, settings)
    await pass_days(simcord_env, 2 * DAYS)

    assert (
        []
        == record.audit.read(scope="a team", actor="the bot")
        == record.audit.read(scope="1003", actor="the bot")
    )
    assert "The mill turns." in texts(record)


# Where not everything can be believed


async def test_a_clock_that_jumps_ahead_and_back_erases_nothing(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    simcord_env.backend.remove_guild(HOME)
    await simcord_env.settle()

    for years in (73, -73):
        simcord_env.backend.advance_clock(timedelta(days=365 * years).total_seconds())
        await pass_days(simcord_env, 0.5)

    assert HERE in texts(record)


async def test_what_was_noted_by_a_clock_that_was_fast_is_erased_in_time(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    record.left_servers.record_departure(str(AWAY), datetime(2099, 1, 1, tzinfo=UTC), actor="the bot")

    await pass_days(simcord_env, DAYS + 1)

    assert {HERE} == texts(record)


async def test_a_server_in_an_outage_is_none_that_was_left(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    user = serializers.user_payload(simcord_env.backend.bot_user)
    listed = [{"id": str(HOME), "unavailable": True}]  # as Discord lists them all at a start
    simcord_env.backend.emit("READY", {"user": dict(user), "guilds": listed})
    await simcord_env.settle()
    assert [True] == [known.unavailable for known in simcord_env.bot.guilds]

    await pass_days(simcord_env, 2 * DAYS)

    assert {HERE} == texts(record)
    assert ([], ["leave", "purge"]) == (told(record, HOME), told(record, AWAY))


async def test_a_start_at_which_discord_lists_no_server_at_all_says_nothing(
    simcord_env: simcord.Env, record: Index, settings: Settings
) -> None:
    await restart(simcord_env, record, settings)

    assert [] == list(simcord_env.bot.guilds) == told(record, HOME)


async def test_no_day_counts_on_which_the_bot_is_not_connected(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    simcord_env.backend.remove_guild(HOME)
    await simcord_env.settle()
    simcord_env.bot.dispatch("disconnect")
    await simcord_env.settle()

    await pass_days(simcord_env, 2 * DAYS)

    assert HERE in texts(record)


class Slow:
    """A record that is so slow to erase that somebody invites the bot back before it does."""

    def __init__(self, record: Index, invite: Callable[[], None]) -> None:
        self._record = record
        self._invite = invite

    def __getattr__(self, name: str) -> Any:
        return self if name == "admin" else getattr(self._record, name)

    def purge_left_servers(self, *given: Any, **named: Any) -> int:
        self._invite()
        return self._record.admin.purge_left_servers(*given, **named)


async def test_a_server_to_which_the_bot_came_back_is_looked_for_at_the_last_moment(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index, settings: Settings
) -> None:
    state: Any = simcord_env.bot._connection
    home = state._get_guild(HOME)
    slow: Any = Slow(record, lambda: simcord_env.bot._connection._add_guild(home))
    simcord_env.backend.remove_guild(HOME)
    await restart(simcord_env, slow, settings)

    await pass_days(simcord_env, 0.5)
    assert HERE in texts(record)
    for _ in range(2 * DAYS + 1):
        simcord_env.bot._connection._remove_guild(home)
        await pass_days(simcord_env, 0.5)

    assert {HERE} == texts(record)


async def test_in_its_first_hour_nothing_is_erased(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index
) -> None:
    for day in range(DAYS):
        at = simcord_env.now() - timedelta(days=99 - day)
        record.left_servers.record_departure(str(AWAY), at, actor="the bot")

    await simcord_env.advance_time(3500)
    assert {HERE, THERE} == texts(record)
    await simcord_env.advance_time(200)

    assert {HERE} == texts(record)


class Broken:
    """A record from which nothing can be erased."""

    def __init__(self, record: Index) -> None:
        self._record = record

    def __getattr__(self, name: str) -> Any:
        return self if name == "admin" else getattr(self._record, name)

    def purge_left_servers(self, *_: object, **__: object) -> int:
        raise OSError("no disk")


async def test_what_cannot_be_erased_is_logged_and_tried_again(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, record: Index, caplog: pytest.LogCaptureFixture
) -> None:
    broken: Any = Broken(record)
    await restart(simcord_env, broken, Settings(_env_file=None, data=simcord_env.bot._data))  # type: ignore[attr-defined]

    await pass_days(simcord_env, 0.5)

    assert "could not be checked" in caplog.text
