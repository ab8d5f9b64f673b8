"""Whoever brings the bot into a server is welcomed once, by the first way that is open."""

import logging
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.backend import serializers

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import welcome as words
from index import Index

WELCOME = words.welcome("Quay \\*1\\*")
"""The server is called "Quay *1*"."""


@pytest.fixture
def quay(simcord_env: simcord.Env) -> simcord.GuildHandle:
    """A server that the bot knows without having been told that it joined it."""
    return simcord_env.create_guild("Quay *1*")


async def join(
    env: simcord.Env, guild: simcord.GuildHandle, *, ago: timedelta = timedelta(), **changes: Any
) -> None:
    """Let Discord tell of the server as when a bot joins it: without a word on whether it is available."""
    payload = make_payload(env, guild)
    payload.pop("unavailable")
    for member in payload["members"]:
        member["joined_at"] = (discord.utils.utcnow() - ago).isoformat()
    env.backend.emit("GUILD_CREATE", payload | changes)
    await env.settle()


def make_payload(env: simcord.Env, guild: simcord.GuildHandle) -> dict[str, Any]:
    return dict(serializers.guild_create_payload(env.backend, env.backend.get_guild(guild.id)))


def forbid(guild: simcord.GuildHandle, name: str) -> None:
    """Take a permission from the bot in the whole server."""
    for role in guild._env.backend.get_guild(guild.id).roles.values():
        role.permissions &= ~getattr(discord.Permissions, name).flag


def close_direct_messages(env: simcord.Env) -> None:
    env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)


def said_to(user: simcord.UserHandle) -> list[str]:
    return [message.content for message in user.dm_channel.history()]


def said_in(*channels: simcord.ChannelHandle) -> list[list[str]]:
    return [[message.content for message in channel.history()] for channel in channels]


def list_sent(env: simcord.Env) -> list[str]:
    return [sent.path for sent in env.http_requests if sent.method == "POST" and "/messages" in sent.path]


async def test_who_added_the_bot_is_welcomed_if_the_audit_log_tells(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    adder, other = simcord_env.create_user("ada"), simcord_env.create_user("bo")
    log = simcord_env.backend.record_audit_log
    me = simcord_env.bot.user.id
    log(quay.id, discord.AuditLogAction.bot_add.value, target_id=me, user_id=adder.id)
    log(quay.id, discord.AuditLogAction.bot_add.value, target_id=other.id, user_id=other.id)

    await join(simcord_env, quay)

    assert [WELCOME] == said_to(adder)
    assert 1 == len(list_sent(simcord_env))


async def test_without_that_permission_the_owner_is(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    forbid(quay, "view_audit_log")

    await join(simcord_env, quay)

    assert [WELCOME] == said_to(quay.owner)
    assert not [sent for sent in simcord_env.http_requests if "audit-logs" in sent.path]


async def test_where_the_owner_takes_no_messages_the_system_channel_gets_it(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    first, system = quay.create_text_channel("first"), quay.create_text_channel("system")
    close_direct_messages(simcord_env)

    await join(simcord_env, quay, system_channel_id=str(system.id))

    assert [[], [WELCOME]] == said_in(first, system)


async def test_without_a_system_channel_the_first_in_which_the_bot_may_write_gets_it(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    silent = {simcord_env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    closed = quay.create_text_channel("closed", overwrites=silent)
    second, third = quay.create_text_channel("second"), quay.create_text_channel("third")
    close_direct_messages(simcord_env)

    await join(simcord_env, quay)

    assert [[], [WELCOME], []] == said_in(closed, second, third)


async def test_where_no_way_is_open_nothing_is_said(
    simcord_env: simcord.Env, quay: simcord.GuildHandle, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    close_direct_messages(simcord_env)

    await join(simcord_env, quay)

    assert "A server could not be welcomed." in caplog.text
    assert [] == list_sent(simcord_env)


async def test_a_server_that_becomes_available_again_is_not_welcomed(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    payload = make_payload(simcord_env, quay)
    simcord_env.backend.emit("GUILD_DELETE", {"id": str(quay.id), "unavailable": True})
    simcord_env.backend.emit("GUILD_CREATE", payload)
    await simcord_env.settle()

    assert [] == list_sent(simcord_env)


async def test_nor_is_one_that_was_joined_long_ago(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    await join(simcord_env, quay, ago=timedelta(hours=1))

    assert [] == list_sent(simcord_env)


async def test_after_a_restart_nobody_is_welcomed(
    simcord_env: simcord.Env, quay: simcord.GuildHandle, index: Index, settings: Settings
) -> None:
    await simcord_env.restart_bot(RecordBot(index=index, settings=settings))

    assert [] == list_sent(simcord_env)


async def test_where_it_is_unknown_whether_it_came_through_it_is_not_sent_again(
    simcord_env: simcord.Env, quay: simcord.GuildHandle
) -> None:
    quay.create_text_channel("first")
    simcord_env.inject_error("POST", "/channels/*/messages", status=500)

    await join(simcord_env, quay)

    assert 1 == len(list_sent(simcord_env))
