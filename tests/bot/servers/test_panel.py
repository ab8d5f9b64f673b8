"""`/moderation settings`: what is set, what does not work, and changing it."""

from typing import Any

import discord
import pytest
import simcord

from bot.client import RecordBot
from bot.servers.panel import STEPS_LINK
from bot.settings import Settings
from bot.strings import discord_errors as refusal_words
from bot.strings import moderation as words
from bot.strings import quotes as quote_words
from index import Index
from index.domain.server import ServerSettings
from tests.bot import layouts
from tests.bot.harbour import HOME

pytestmark = pytest.mark.simcord(settle_timeout=30)
"""Much is written here, which a busy disk may hold up."""


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


def stored(index: Index) -> ServerSettings:
    return index.servers.settings(str(HOME))


def warnings(reply: Any) -> list[str]:
    return [line for line in layouts.text(reply).splitlines() if line.startswith("⚠️")]


async def test_the_panel_is_private_and_shows_that_nothing_is_set(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor
) -> None:
    shown = await mo.slash(channel, "moderation settings")

    assert shown.ephemeral
    for control in ("moderator_roles", "audit_channel", "daily_channel", "channels"):
        assert [] == layouts.chosen(shown.response, f"settings:{control}")
    assert ["no"] == layouts.chosen(shown.response, "settings:private")
    assert "Each member can ask 1,000 questions in 60 seconds.\n-# The bot's default limit." in layouts.text(
        shown.response
    )
    assert [] == warnings(shown.response)


async def test_the_panel_says_how_a_role_without_the_permission_sees_the_commands(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor
) -> None:
    shown = await mo.slash(channel, "moderation settings")

    assert words.MODERATOR_ROLES in layouts.texts(shown.response)
    assert "Server Settings → Integrations" in words.MODERATOR_ROLES
    assert [STEPS_LINK] == layouts.links(shown.response)


async def test_each_setting_is_chosen_shown_kept_and_noted(
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    role = guild.create_role("Keepers", permissions=discord.Permissions(manage_messages=True))
    log, other = guild.create_text_channel("log"), guild.create_text_channel("other")
    panel = (await mo.slash(channel, "moderation settings")).response

    await mo.select(panel, [role], custom_id="settings:moderator_roles")
    await mo.select(panel, [log], custom_id="settings:audit_channel")
    await mo.select(panel, [other], custom_id="settings:daily_channel")
    await mo.select(panel, [channel, other], custom_id="settings:channels")
    await mo.select(panel, ["yes"], custom_id="settings:private")

    expected = {
        "moderator_roles": [str(role.id)],
        "audit_channel": [str(log.id)],
        "daily_channel": [str(other.id)],
        "channels": [str(channel.id), str(other.id)],
        "private": ["yes"],
    }
    assert expected == {name: layouts.chosen(panel, f"settings:{name}") for name in expected}
    assert [] == warnings(panel)
    assert ServerSettings(
        moderator_roles=(str(role.id),),
        audit_channel=str(log.id),
        daily_channel=str(other.id),
        channels=(str(channel.id), str(other.id)),
        private=True,
    ) == stored(own_index)
    acts = own_index.servers.acts(str(HOME))
    assert [(str(mo.id), name) for name in expected] == [(act.actor, act.subject) for act in acts]


async def test_a_choice_can_be_taken_back(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    panel = (await mo.slash(channel, "moderation settings")).response
    for chosen in ([channel], []):
        for name in ("audit_channel", "daily_channel", "channels"):
            await mo.select(panel, chosen, custom_id=f"settings:{name}")

    assert ServerSettings() == stored(own_index)


async def test_everybodys_role_is_refused(
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    panel = (await mo.slash(channel, "moderation settings")).response

    refused = await mo.select(panel, [guild.default_role], custom_id="settings:moderator_roles")

    assert words.WHOLE_SERVER == refused.response.content
    assert refused.ephemeral
    assert ServerSettings() == stored(own_index)


@pytest.mark.parametrize(
    ("typed", "expected", "told"),
    [
        (("3", "30"), (3, 30), "3 questions in 30 seconds.\n-# Set for this server."),
        (("1", ""), (1, None), "1 question in 60 seconds.\n-# Set for this server."),
        (("", "1"), (None, 1), "1,000 questions in 1 second.\n-# Set for this server."),
        (("", ""), (None, None), "1,000 questions in 60 seconds.\n-# The bot's default limit."),
    ],
)
async def test_the_limit_is_typed_into_a_form(
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
    typed: tuple[str, str],
    expected: tuple[int | None, int | None],
    told: str,
) -> None:
    own_index.servers.change(str(HOME), {"cooldown_questions": 9, "cooldown_seconds": 9}, actor="7")
    panel = (await mo.slash(channel, "moderation settings")).response

    form = await mo.click(panel, custom_id="settings:cooldown")
    await mo.submit_modal(form, fill(form, *typed))

    assert told in layouts.text(panel)
    settings = stored(own_index)
    assert expected == (settings.cooldown_questions, settings.cooldown_seconds)


async def test_the_form_shows_what_is_set(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    own_index.servers.change(str(HOME), {"cooldown_questions": 9}, actor="7")
    panel = (await mo.slash(channel, "moderation settings")).response

    form = await mo.click(panel, custom_id="settings:cooldown")

    fields = [label["component"] for label in form.modal["components"]]
    assert [("9", "1000"), (None, "60")] == [(one.get("value"), one["placeholder"]) for one in fields]


@pytest.mark.parametrize(
    "typed", [("0", ""), ("1001", ""), ("3.5", ""), ("-1", ""), ("", "86401"), ("٣", "")]
)
async def test_a_limit_that_does_not_fit_is_refused_with_a_sentence(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index, typed: tuple[str, str]
) -> None:
    panel = (await mo.slash(channel, "moderation settings")).response
    form = await mo.click(panel, custom_id="settings:cooldown")

    refused = await mo.submit_modal(form, fill(form, *typed))

    label, most = (words.COOLDOWN_QUESTIONS, 1000) if typed[0] else (words.COOLDOWN_SECONDS, 86400)
    assert words.bad_number(label, 1, most) == refused.response.content
    assert refused.ephemeral
    assert ServerSettings() == stored(own_index)


def fill(form: simcord.InteractionResult, *typed: str) -> dict[str, str]:
    fields = [label["component"]["custom_id"] for label in form.modal["components"]]
    return dict(zip(fields, typed, strict=True))


async def test_the_form_is_refused_to_who_is_a_moderator_no_longer(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    panel = (await mo.slash(channel, "moderation settings")).response
    form = await mo.click(panel, custom_id="settings:cooldown")
    simcord_env.backend.edit_member(guild.id, mo.id, {"role_ids": []})
    await simcord_env.settle()

    refused = await mo.submit_modal(form, fill(form, "3", "30"))
    selected = await mo.select(panel, ["yes"], custom_id="settings:private")

    for result in (refused, selected):
        assert words.MODERATORS_ONLY == result.response.content
    assert ServerSettings() == stored(own_index)


async def test_the_panel_works_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
) -> None:
    panel = (await mo.slash(channel, "moderation settings")).response
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))

    await mo.select(panel, ["yes"], custom_id="settings:private")
    await mo.select(panel, [channel], custom_id="settings:channels")

    assert ServerSettings(private=True, channels=(str(channel.id),)) == stored(own_index)


async def test_what_does_not_work_is_warned_of(
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    closed = discord.PermissionOverwrite(send_messages=False)
    log = guild.create_text_channel("log", overwrites={guild.default_role: closed})
    keepers = guild.create_role("Keepers")
    changes = {
        "moderator_roles": ["4041", str(keepers.id)],
        "audit_channel": str(log.id),
        "daily_channel": "4045",
        "channels": ["4042", "4043", str(channel.id)],
    }
    own_index.servers.change(str(HOME), changes, actor="7")

    shown = (await mo.slash(channel, "moderation settings")).response
    own_index.servers.change(str(HOME), {"audit_channel": "4044", "daily_channel": str(log.id)}, actor="7")
    later = (await mo.slash(channel, "moderation settings")).response

    assert [
        words.warning(text)
        for text in (
            words.roles_gone(1),
            words.hidden_from([keepers.mention]),
            refusal_words.needed_in([log.mention], ["send_messages"]),
            quote_words.DAILY_CHANNEL_GONE,
            words.channels_gone(2),
        )
    ] == warnings(shown)
    assert words.warning(words.AUDIT_CHANNEL_GONE) in warnings(later)
    assert words.warning(refusal_words.needed_in([log.mention], ["send_messages"])) in warnings(later)
    assert [str(keepers.id)] == layouts.chosen(shown, "settings:moderator_roles")
    assert [str(channel.id)] == layouts.chosen(shown, "settings:channels")


async def test_a_server_with_everything_set_fits_into_a_message(
    guild: simcord.GuildHandle, channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    roles = [str(guild.create_role(f"role {number}").id) for number in range(25)]
    closed = {guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    rooms = [str(guild.create_text_channel(f"room-{n}", overwrites=closed).id) for n in range(25)]
    changes = {"moderator_roles": roles, "channels": rooms, "audit_channel": "4"}
    own_index.servers.change(str(HOME), changes, actor="7")

    shown = (await mo.slash(channel, "moderation settings")).response

    assert roles == layouts.chosen(shown, "settings:moderator_roles")
    assert 3 == len(warnings(shown))
    assert all(f"<#{room}>" in warnings(shown)[-1] for room in rooms)
