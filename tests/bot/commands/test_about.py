"""What the bot says of itself."""

import simcord
from discord import app_commands

from bot.words import answers as words
from index import Index
from tests.bot import layouts


async def test_help_names_every_command_with_what_it_does(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    helped = await alice.slash(channel, "help")

    assert helped.ephemeral
    told = layouts.text(helped.response)
    commands = [c for c in simcord_env.bot.tree.walk_commands() if isinstance(c, app_commands.Command)]
    assert {"about", "ask", "help", "sources list"} <= {command.qualified_name for command in commands}
    for command in commands:
        assert words.command(command.qualified_name, command.description) in told


async def test_help_tells_apart_what_is_for_moderators(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    _, for_all, for_moderators, _ = layouts.texts((await alice.slash(channel, "help")).response)

    assert "`/privacy show`" in for_all
    assert "moderation" not in for_all
    told = [line.removeprefix("`/").split("`")[0] for line in for_moderators.splitlines()]
    assert words.FOR_MODERATORS == told[0]
    assert {"document", "moderation"} == {name.split()[0] for name in told[1:]}
    assert {"document add", "document undo", "moderation audit", "moderation unanswered"} <= set(told)


async def test_help_promises_and_names_the_other_ways_to_ask(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    helped = await alice.slash(channel, "help")

    assert words.PROMISE == layouts.texts(helped.response)[0]
    assert words.OTHER_WAYS == layouts.texts(helped.response)[-1]


async def test_about_counts_what_the_server_may_see(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    at_home = await alice.slash(channel, "about")
    direct = await simcord_env.create_user("dora").slash("about")

    assert at_home.ephemeral
    assert 8 == len(index.documents())
    assert "7 documents, " in layouts.text(at_home.response)
    assert "6 documents, " in layouts.text(direct.response)


async def test_about_tells_the_version_and_the_newest_document(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told = layouts.text((await alice.slash(channel, "about")).response).replace("\N{NO-BREAK SPACE}", " ")

    assert "Version 0." in told
    assert "The newest document is of 2 January 2022." in told
