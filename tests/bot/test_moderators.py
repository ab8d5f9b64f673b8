"""Moderators have Manage Messages; the owner of the bot is whom Discord names."""

import discord
import pytest
import simcord

from bot import adding_words as words
from bot.errors import NotAllowed
from bot.moderators import Moderators


class Interaction:
    """As much of an interaction as tells who acts."""

    def __init__(self, user: object) -> None:
        self.user = user


async def test_a_member_needs_manage_messages(
    simcord_env: simcord.Env, alice: simcord.MemberActor, moderator: simcord.MemberActor
) -> None:
    moderators = Moderators(bot=simcord_env.bot)
    guild = simcord_env.bot.get_guild(alice.guild.id)
    assert guild is not None
    member, allowed = [await guild.fetch_member(one.id) for one in (alice, moderator)]

    await moderators.require(Interaction(allowed))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="Manage Messages"):
        await moderators.require(Interaction(member))  # type: ignore[arg-type]


async def test_nobody_is_a_moderator_outside_a_server(
    simcord_env: simcord.Env, moderator: simcord.MemberActor
) -> None:
    user = await simcord_env.bot.fetch_user(moderator.id)

    with pytest.raises(NotAllowed):
        await Moderators(bot=simcord_env.bot).require(Interaction(user))  # type: ignore[arg-type]


async def test_the_owner_is_asked_of_discord_each_time(simcord_env: simcord.Env) -> None:
    moderators = Moderators(bot=simcord_env.bot)
    owner = (await simcord_env.bot.application_info()).owner

    assert await moderators.is_owner(owner)
    assert not await moderators.is_owner(discord.Object(1))  # type: ignore[arg-type]
    await moderators.require_owner(Interaction(owner))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match=words.OWNER_ONLY):
        await moderators.require_owner(Interaction(discord.Object(1)))  # type: ignore[arg-type]


@pytest.mark.simcord(check_errors=False)
async def test_where_discord_does_not_tell_nobody_owns_it(
    simcord_env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    owner = (await simcord_env.bot.application_info()).owner
    simcord_env.inject_error("GET", "/oauth2/applications/@me", status=403, times=None)

    assert not await Moderators(bot=simcord_env.bot).is_owner(owner)
    assert "Discord does not tell who owns the bot." in caplog.messages
