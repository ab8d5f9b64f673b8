"""Who is a moderator, and who owns the bot."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord
from discord.utils import MISSING

from bot.client import RecordBot
from bot.servers.moderators import Moderators
from bot.settings import Settings
from bot.strings import moderation as words
from index import Index
from tests.bot.forging import Forger
from tests.bot.harbour import HOME

MANAGE = discord.Permissions(manage_messages=True)


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


@pytest.fixture
def keepers(guild: simcord.GuildHandle, own_index: Index) -> simcord.RoleHandle:
    """A moderator role without Manage Messages, to which the server shows the commands."""
    role = guild.create_role("Keepers")
    own_index.servers.change(str(HOME), {"moderator_roles": [str(role.id)]}, actor="7")
    return role


async def show_commands(env: simcord.Env, guild: simcord.GuildHandle, who: Any) -> None:
    """What an administrator does under Server Settings → Integrations."""
    (command,) = [c for c in await env.bot.tree.fetch_commands() if c.name == "moderation"]
    guild.set_command_permissions(command, {who: True})


def join(env: simcord.Env, guild: simcord.GuildHandle, *roles: simcord.RoleHandle) -> simcord.MemberActor:
    return guild.add_member(env.create_user("kim"), roles=roles)


async def test_discord_hides_the_commands_from_others_and_in_direct_messages(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    hidden = {"moderation settings", "moderation unanswered"}

    assert not hidden & set(alice.available_commands(channel))
    assert not hidden & set(simcord_env.create_user("dora").available_commands())


async def test_manage_messages_makes_a_moderator(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor
) -> None:
    shown = await mo.slash(channel, "moderation settings")

    assert shown.ephemeral
    assert shown.response.components


async def test_an_administrator_and_the_owner_of_the_server_are_moderators(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
) -> None:
    admins = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    owner = simcord.MemberActor(simcord_env, guild, guild.owner)

    for member in (join(simcord_env, guild, admins), owner):
        assert (await member.slash(channel, "moderation settings")).response.components


async def test_a_role_that_the_settings_name_makes_a_moderator_and_no_longer_when_it_is_taken_away(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    keepers: simcord.RoleHandle,
    own_index: Index,
) -> None:
    kim = join(simcord_env, guild, keepers)
    await show_commands(simcord_env, guild, keepers)
    shown = await kim.slash(channel, "moderation settings")
    assert shown.response.components

    own_index.servers.change(str(HOME), {"moderator_roles": []}, actor="7")
    refused = await kim.slash(channel, "moderation settings")
    pressed = await kim.click(shown.response, custom_id="settings:cooldown")

    for result in (refused, pressed):
        assert result.ephemeral
        assert words.MODERATORS_ONLY == result.response.content
    simcord.assert_error(simcord_env)


async def test_a_command_that_the_server_shows_to_others_does_nothing_for_them(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    keepers: simcord.RoleHandle,
) -> None:
    await show_commands(simcord_env, guild, alice)

    for command in ("moderation settings", "moderation unanswered"):
        refused = await alice.slash(channel, command)

        assert refused.ephemeral
        assert words.MODERATORS_ONLY == refused.response.content
    simcord.assert_error(simcord_env)


async def test_manage_messages_in_one_channel_only_does_not_make_a_moderator(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor
) -> None:
    granted = discord.PermissionOverwrite(manage_messages=True)
    playground = guild.create_text_channel("playground", overwrites={alice: granted})

    refused = await alice.slash(playground, "moderation settings")

    assert words.MODERATORS_ONLY == refused.response.content
    simcord.assert_error(simcord_env)


async def test_a_moderator_stays_one_in_a_channel_that_takes_manage_messages_away(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, mo: simcord.MemberActor
) -> None:
    taken = discord.PermissionOverwrite(manage_messages=False)
    stage = guild.create_text_channel("stage", overwrites={mo: taken})
    await show_commands(simcord_env, guild, mo)

    assert (await mo.slash(stage, "moderation settings")).response.components


async def test_the_role_of_everybody_never_makes_a_moderator(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
) -> None:
    own_index.servers.change(str(HOME), {"moderator_roles": [str(HOME)]}, actor="7")
    await show_commands(simcord_env, guild, alice)

    refused = await alice.slash(channel, "moderation settings")

    assert words.MODERATORS_ONLY == refused.response.content
    simcord.assert_error(simcord_env)


async def test_nobody_moderates_a_server_in_which_the_bot_is_not(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
) -> None:
    """As where users have the bot for themselves: of such a server Discord sends but a part, with the act.

    Its owner would be all that is known of it; what its roles may do is not.
    """
    owner = simcord.MemberActor(simcord_env, guild, guild.owner)
    part = {"id": str(HOME), "locale": "en-US", "features": [], "owner_id": str(owner.id)}
    state: Any = simcord_env.bot._connection
    state._remove_guild(simcord_env.bot.get_guild(HOME))

    forger = Forger(simcord_env, owner, channel)
    for command in ("moderation settings", "document list"):
        refused = await forger.command(command, {}, sent={"guild": part})

        assert words.MODERATORS_ONLY == refused.response.content
    simcord.assert_error(simcord_env)


class Application:
    """A bot of which only the owner matters: a person, or a team of members with their roles."""

    def __init__(self, owner: int, **members: tuple[str, int]) -> None:
        self._owner = SimpleNamespace(id=owner)
        self._members = members

    async def application_info(self) -> Any:
        if not self._members:
            return SimpleNamespace(team=None, owner=self._owner)
        members = [
            SimpleNamespace(
                id=int(name.removeprefix("m")),
                role=discord.TeamMemberRole(role),
                membership_state=discord.TeamMembershipState(state),
            )
            for name, (role, state) in self._members.items()
        ]
        return SimpleNamespace(team=SimpleNamespace(owner_id=self._owner.id, members=members))


class Unknown:
    """A bot of which Discord does not tell the owner."""

    async def application_info(self) -> Any:
        response: Any = SimpleNamespace(status=503, reason="Service Unavailable")
        raise discord.HTTPException(response, "")


@pytest.mark.parametrize(
    ("bot", "owners"),
    [
        (Application(1), {1}),
        (
            Application(1, m2=("admin", 2), m3=("developer", 2), m4=("read_only", 2), m5=("admin", 1)),
            {1, 2, 3},
        ),
        (Unknown(), set()),
    ],
)
async def test_the_owner_is_a_person_or_the_team(bot: Any, owners: set[int]) -> None:
    moderators = Moderators(bot=bot, servers=MISSING)

    users: list[Any] = [SimpleNamespace(id=number) for number in range(1, 7)]
    assert owners == {user.id for user in users if await moderators.is_owner(user)}
