"""The bot as Discord sees it: what it is told, and how little it asks for."""

from pathlib import Path

import discord
import pytest
import simcord
from discord import app_commands

from bot.client import RecordBot
from bot.settings import Settings
from index import Index
from tests.bot import layouts
from tests.bot.harbour import CARRIES

USUAL = {
    "about",
    "ask",
    "document",
    "help",
    "moderation",
    "privacy",
    "quote",
    "sources",
    "verify",
    "Add to the record",
    "Find on the record",
    "Verify quotation",
}


def tellings(env: simcord.Env) -> list[set[str]]:
    """The commands that Discord was told of, each time."""
    puts = [r for r in env.http_requests if r.method == "PUT" and r.path.endswith("/commands")]
    return [{command["name"] for command in put.json} for put in puts]


def test_only_the_default_intents_are_asked_for(index: Index, settings: Settings) -> None:
    bot = RecordBot(index=index, settings=settings)

    assert discord.Intents.default() == bot.intents
    assert not bot.intents.message_content


def test_no_message_may_mention_anybody(index: Index, settings: Settings) -> None:
    bot = RecordBot(index=index, settings=settings)

    assert bot.allowed_mentions is not None
    assert {"parse": []} == bot.allowed_mentions.to_dict()


async def test_discord_is_told_all_commands_at_once(simcord_env: simcord.Env) -> None:
    assert [USUAL] == tellings(simcord_env)


async def test_it_is_not_told_again_after_a_restart(
    simcord_env: simcord.Env, index: Index, settings: Settings
) -> None:
    await simcord_env.restart_bot(RecordBot(index=index, settings=settings))

    assert 1 == len(tellings(simcord_env))


async def test_it_is_told_again_when_the_commands_changed(
    simcord_env: simcord.Env, index: Index, settings: Settings
) -> None:
    changed = RecordBot(index=index, settings=settings)

    @changed.tree.command(description="Something new")
    async def renewed(interaction: discord.Interaction) -> None:
        """Never called."""

    await simcord_env.restart_bot(changed)
    await simcord_env.restart_bot(RecordBot(index=index, settings=settings))

    assert [USUAL, USUAL | {"renewed"}, USUAL] == tellings(simcord_env)


async def test_it_is_told_again_when_a_description_changed(
    simcord_env: simcord.Env, index: Index, settings: Settings
) -> None:
    changed = RecordBot(index=index, settings=settings)
    for cog in changed._cogs:
        for command in cog.get_app_commands():
            if isinstance(command, app_commands.Command):
                command.description = "Something else"

    await simcord_env.restart_bot(changed)

    assert 2 == len(tellings(simcord_env))


async def test_another_application_is_told_as_well(settings: Settings, index: Index) -> None:
    """The data folder may serve one token after another."""
    told = settings.data / "commands.sha256"
    async with simcord.run(RecordBot(index=index, settings=settings)):
        first = told.read_text(encoding="ascii")
    other = simcord.Env(RecordBot(index=index, settings=settings))
    other.backend.application_id += 1

    await other.start()
    await other.shutdown()

    assert 1 == len(tellings(other))
    assert first != told.read_text(encoding="ascii")


async def test_where_discord_does_not_take_the_commands_the_bot_serves_and_tries_again_next_time(
    index: Index, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    env = simcord.Env(RecordBot(index=index, settings=settings), strict_sync=False)
    env.inject_error("PUT", "/applications/*/commands", status=500)
    await env.start()
    with env.time_context():
        channel = env.create_guild().create_text_channel("record")
        alice = channel.guild.add_member(env.create_user("alice"))
        await alice.send(channel, f"{env.bot.user.mention} {CARRIES}")
        assert layouts.quotations(channel.last_message)

        await env.restart_bot(RecordBot(index=index, settings=settings))

    assert 2 == len(tellings(env))
    assert "The commands could not be registered with Discord." in caplog.messages
    await env.shutdown()


async def test_nothing_but_the_digest_of_the_commands_is_written(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, tmp_path: Path
) -> None:
    await alice.slash(channel, "ask", question=CARRIES)

    assert ["commands.sha256"] == list_names(tmp_path)


def list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_the_connection_is_closed_in_the_end(simcord_env: simcord.Env) -> None:
    await simcord_env.bot.close()

    assert simcord_env.bot.is_closed()
