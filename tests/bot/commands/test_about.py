"""What the bot says of itself."""

import discord
import simcord
from discord import app_commands

from bot.strings import answers as words
from bot.strings import help_page
from index import ANY_SCOPE, Index
from tests.bot import layouts
from tests.bot.harbour import CAPITAL, CARRIES


async def read_more(who: simcord.MemberActor, channel: simcord.ChannelHandle, topic: str) -> str:
    helped = await who.slash(channel, "help")
    told = await who.click(helped.response, label=help_page.TOPICS[topic])
    assert told.ephemeral
    return layouts.text(told.response)


async def test_help_promises_and_says_how_to_ask_with_the_rest_behind_buttons(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    helped = await alice.slash(channel, "help")

    assert helped.ephemeral
    told = [words.PROMISE, help_page.ASKING, help_page.GOING_ON, help_page.menus()]
    assert told == layouts.texts(helped.response)
    assert [*help_page.TOPICS.values()] == layouts.labels(helped.response)


async def test_help_names_every_command_with_what_it_does(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told = "\n".join(
        [
            await read_more(alice, channel, help_page.COMMANDS_TOPIC),
            await read_more(alice, channel, help_page.MODERATORS_TOPIC),
        ]
    )

    commands = [c for c in simcord_env.bot.tree.walk_commands() if isinstance(c, app_commands.Command)]
    assert {"about", "ask", "help", "sources list"} <= {command.qualified_name for command in commands}
    for command in commands:
        described = command.description.removeprefix("For moderators: ")
        assert f"`/{command.qualified_name}` {described}".casefold() in told.casefold()


async def test_help_tells_apart_what_is_for_moderators(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    for_all = await read_more(alice, channel, help_page.COMMANDS_TOPIC)
    for_moderators = await read_more(alice, channel, help_page.MODERATORS_TOPIC)

    assert "`/privacy show`" in for_all
    assert "moderation" not in for_all
    told = [line.removeprefix("`/").split("`")[0] for line in for_moderators.splitlines()]
    assert words.FOR_MODERATORS == told[0]
    assert {"document", "moderation"} == {name.split()[0] for name in told[1:-1]}
    assert {"document add", "document undo", "moderation audit", "moderation unanswered"} <= set(told)


async def test_help_lists_first_what_is_needed_first(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told = await read_more(alice, channel, help_page.COMMANDS_TOPIC)

    places = [told.index(f"`/{name}`") for name in ("ask", "verify", "about")]
    assert sorted(places) == places


async def test_help_names_every_menu_of_a_message_and_no_other(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told = layouts.text((await alice.slash(channel, "help")).response)
    told += await read_more(alice, channel, help_page.MODERATORS_TOPIC)

    menus = {menu.name for menu in simcord_env.bot.tree.get_commands(type=discord.AppCommandType.message)}
    assert menus == {*help_page.MENUS, *help_page.MODERATORS_MENUS}
    assert [] == [menu for menu in menus if f"*{menu}*" not in told]


async def test_help_names_every_button_under_an_answer_and_no_other(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told = await read_more(alice, channel, help_page.BUTTONS_TOPIC)

    answer = (await alice.slash(channel, "ask", question=CARRIES)).response
    silence = (await alice.slash(channel, "ask", question=CAPITAL)).response
    context = (await alice.click(answer, custom_id=layouts.custom_ids(answer)[0])).response
    labels = {label for reply in (answer, silence, context) for label in layouts.labels(reply)}
    await alice.click(answer, label=words.NEXT)
    assert {*labels, *layouts.labels(answer)} == set(help_page.BUTTONS)
    assert [] == [button for button in help_page.BUTTONS if f"*{button}*" not in told]


async def test_about_counts_what_the_server_may_see(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    at_home = await alice.slash(channel, "about")
    direct = await simcord_env.create_user("dora").slash("about")

    assert at_home.ephemeral
    assert 8 == len(index.documents(scope=ANY_SCOPE))
    assert "7 documents, " in layouts.text(at_home.response)
    assert "6 documents, " in layouts.text(direct.response)


async def test_about_tells_the_version_and_the_newest_document(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    told = layouts.text((await alice.slash(channel, "about")).response).replace("\N{NO-BREAK SPACE}", " ")

    assert "Version 0." in told
    assert "Newest document: 2 January 2022" in told
