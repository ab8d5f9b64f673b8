"""The audit on Discord: what it tells, its pages, its filters, and the channel in which acts are posted."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import discord
import pytest
import simcord

from bot.audit_log.formatter import AuditFormatter
from bot.audit_log.pages import AuditPageButton
from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as words
from bot.strings import audit as audit_words
from bot.strings import discord_errors as refusal_words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, Index
from index.domain.audit import AuditCursor
from index.domain.document import Action, Event, Metadata
from index.domain.party import Parties
from index.domain.server import ServerAction, ServerEvent, ServerSettings
from index.domain.unanswered_question import QuestionState, Retention
from tests.bot import layouts
from tests.bot.harbour import AWAY, HOME
from tests.fakes import HashingEncoder
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=60.0)

ALL_ACTIONS = {*get_args(Action), *get_args(ServerAction)}
HERE = str(HOME)


@pytest.fixture
def record(empty: Path) -> Iterator[Index]:
    with Index.open(empty, encoder=HashingEncoder()) as index:
        yield index


@pytest.fixture
def simcord_bot(record: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=record, settings=settings)


def set_times(record: Index, count: int, *, first: int = 1, scope: str = HERE) -> None:
    for number in range(first, first + count):
        record.servers.change(scope, {"cooldown_questions": number}, actor="7")


def numbers(reply: layouts.Reply) -> list[int]:
    """What the limit was set to, act by act."""
    lines = [line for text in layouts.texts(reply) for line in text.split("\n") if "→" in line]
    return [int(line.rpartition("→ ")[2]) for line in lines]


def test_every_act_that_the_record_can_note_has_words() -> None:
    assert ALL_ACTIONS == set(audit_words.DONE) == set(moderation_words.ACTS) == set(audit_words.CHOICES)
    assert set(audit_words.SETTINGS) == set(ServerSettings.model_fields)
    assert set(Metadata.model_fields) <= set(audit_words.FIELDS)
    assert len(ALL_ACTIONS) <= 25


async def test_acts_on_documents_and_others_stand_in_one_list_with_before_and_after(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    document = add(record, "The tunnel\n\nThe gate is closed.", title="The tunnel", scope=HERE).id
    record.admin.edit(document, {"title": "The *long* tunnel", "author": "Ada"}, scope=HERE, actor="7")
    record.servers.change(HERE, {"private": True, "moderator_roles": ["11"]}, actor="7")
    question = "Who dug the tunnel?"
    kept = Retention(questions=9, days=9)
    record.unanswered.keep(question, scope=HERE, nearest=None, at=datetime.now(UTC), retention=kept)
    key = record.unanswered.groups(HERE)[0].key
    record.unanswered.resolve(HERE, key, QuestionState.DISMISSED, actor="7")
    record.left_servers.record_departure(HERE, datetime.now(UTC), actor="the bot")
    add(record, "The well is deep.", title="The well", scope=str(AWAY))
    set_times(record, 1, scope=str(AWAY))

    shown = layouts.text((await moderator.slash(channel, "moderation audit")).response)

    assert "the bot left this server" in shown
    assert "<@7> dismissed the question *Who dug the tunnel?*" in shown
    assert "<@7> changed the setting *answers visible only to the person who asked*\n-# no → yes" in shown
    assert "<@7> changed the setting *moderator roles*\n-# none → <@&11>" in shown
    assert r"<@7> edited *The \*long\* tunnel*" in shown
    assert r"title: The tunnel → The \*long\* tunnel · author: none → Ada" in shown
    assert f"<t:{int(datetime.fromisoformat(record.audit.read(scope=HERE)[0].at).timestamp())}:f>" in shown
    assert "gate is closed" not in shown
    assert "The well" not in shown
    assert "limit" not in shown


async def test_pages_hold_still_while_more_is_done(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    settings: Settings,
) -> None:
    set_times(record, 25)
    opened = await moderator.slash(channel, "moderation audit")
    assert list(range(25, 15, -1)) == numbers(opened.response)
    assert [moderation_words.OLDER] == layouts.labels(opened.response)

    set_times(record, 3, first=26)
    await simcord_env.restart_bot(RecordBot(index=record, settings=settings))
    await moderator.click(opened.response, label=moderation_words.OLDER)
    assert list(range(15, 5, -1)) == numbers(opened.response)
    assert [moderation_words.NEWER, moderation_words.OLDER] == layouts.labels(opened.response)

    await moderator.click(opened.response, label=moderation_words.OLDER)
    assert [5, 4, 3, 2, 1] == numbers(opened.response)
    assert [moderation_words.NEWER] == layouts.labels(opened.response)

    await moderator.click(opened.response, label=moderation_words.NEWER)
    assert list(range(15, 5, -1)) == numbers(opened.response)
    await moderator.click(opened.response, label=moderation_words.NEWER)
    assert list(range(25, 15, -1)) == numbers(opened.response)
    assert [moderation_words.NEWER, moderation_words.OLDER] == layouts.labels(opened.response)
    await moderator.click(opened.response, label=moderation_words.NEWER)
    assert list(range(28, 18, -1)) == numbers(opened.response)
    assert [moderation_words.OLDER] == layouts.labels(opened.response)


async def test_filters_hold_on_every_page(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    for number in range(1, 13):
        record.servers.change(HERE, {"cooldown_questions": number}, actor=str(moderator.id))
        record.servers.change(HERE, {"private": number % 2 == 1}, actor="8")
    today = datetime.now(UTC).date().isoformat()

    opened = await moderator.slash(
        channel, "moderation audit", member=moderator, action="set", since=today[:4], until=today
    )
    first = numbers(opened.response)
    await moderator.click(opened.response, label=moderation_words.OLDER)

    assert list(range(12, 0, -1)) == first + numbers(opened.response)
    assert f"by <@{moderator.id}> · Settings changed · since" in layouts.texts(opened.response)[0]
    (turn,) = layouts.custom_ids(opened.response)
    assert turn.endswith(f":{moderator.id}:set:{today[:4]}-01-01:{today}")
    for options in ({"until": "2019"}, {"since": "2999-01-01"}, {"action": "purge"}):
        nothing = await moderator.slash(channel, "moderation audit", **options)
        assert audit_words.NO_ACTS == layouts.texts(nothing.response)[-1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"since": "yesterday"}, words.bad_date("since")),
        ({"until": "2024-02-30"}, words.bad_date("until")),
        ({"since": "2024", "until": "2023-12-31"}, audit_words.NO_SPAN),
    ],
)
async def test_a_wrong_date_is_told(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    options: dict[str, Any],
    told: str,
) -> None:
    refused = await moderator.slash(channel, "moderation audit", **options)

    assert refused.ephemeral
    assert told == refused.response.content
    simcord.assert_error(simcord_env)


async def test_a_moderator_who_is_none_any_more_turns_no_page(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    record: Index,
) -> None:
    keepers = guild.create_role("Keepers")
    keeper = guild.add_member(simcord_env.create_user("keeper"), roles=[keepers])
    (command,) = [c for c in await simcord_env.bot.tree.fetch_commands() if c.name == "moderation"]
    guild.set_command_permissions(command, {keeper: True})
    record.servers.change(HERE, {"moderator_roles": [str(keepers.id)]}, actor="7")
    set_times(record, 12)
    opened = await keeper.slash(channel, "moderation audit")
    before = layouts.texts(opened.response)
    record.servers.change(HERE, {"moderator_roles": []}, actor="7")

    pressed = await keeper.click(opened.response, label=moderation_words.OLDER)

    assert moderation_words.MODERATORS_ONLY == pressed.response.content
    assert before == layouts.texts(opened.response)


async def test_the_longest_acts_keep_within_what_discord_takes_and_none_is_left_out(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    wild = "*" * 900
    for number in range(1, 8):
        document = add(record, f"The gate {number} is closed.", title=f"{number} {wild}", scope=HERE).id
        changes = dict.fromkeys(("title", "author", "publisher", "rights"), f"{number} {'_' * 900}")
        record.admin.edit(document, {**changes, "published": "2020", "language": "fr"}, scope=HERE, actor="7")
        record.remove(document, scope=HERE, actor="7", reason="|" * 900)

    opened = await moderator.slash(channel, "moderation audit")
    pages = [layouts.texts(opened.response)]
    while moderation_words.OLDER in layouts.labels(opened.response):
        await moderator.click(opened.response, label=moderation_words.OLDER)
        pages.append(layouts.texts(opened.response))

    assert all(sum(map(len, page)) <= 4000 for page in pages)
    told = [line for page in pages for line in page[1:]]
    assert len(record.audit.read(scope=HERE, limit=100)) == len(told) == len(set(told))


def test_one_act_fits_into_a_message_whatever_it_changed() -> None:
    wild = "*" * 1000
    fields = {name: wild for name in (*Metadata.model_fields, "sha256", "characters", "speaker")}
    told: dict[str, Any] = {"at": "2024-10-03T00:00:00+00:00", "actor": wild, "scope": "1", "id": 1}
    event = Event(
        **told,
        action="edit",
        document_id="a",
        version=2,
        title=wild,
        before=dict.fromkeys(fields),
        after=fields,
        reason=wild,
    )
    roles = json.dumps(["12345678901234567890"] * 25)
    act = ServerEvent(**told, action="set", subject="moderator_roles", before=roles, after=roles)
    telling = AuditFormatter(Parties())

    assert 2 == len(telling.format_page([act, act]))
    assert 1 <= len(telling.format_page([event] * 9))
    assert len("\n".join(telling.format_page([event] * 9))) <= 3600


def test_the_longest_ids_fit_into_a_button() -> None:
    day = date(2024, 10, 3)
    button = AuditPageButton("newer", AuditCursor(10**12 - 1, 10**12 - 1), "9" * 20, "a" * 12, day, day)

    assert len(button.custom_id) <= 100


class TestTheChannel:
    @pytest.fixture
    def audit(self, guild: simcord.GuildHandle) -> simcord.ChannelHandle:
        return guild.create_text_channel("audit")

    @pytest.fixture
    def document(self, record: Index, audit: simcord.ChannelHandle) -> str:
        """The id of a document of this server, which has set its channel."""
        record.servers.change(HERE, {"private": True}, actor="7")
        record.servers.change(HERE, {"audit_channel": str(audit.id)}, actor="7")
        return add(record, "The gate is closed.", title="The gate", scope=HERE).id

    async def test_every_act_is_posted_once_also_after_a_restart(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        audit: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        record: Index,
        settings: Settings,
        document: str,
    ) -> None:
        await moderator.slash(channel, "document remove", document=document)
        record.restore(document, actor="the command line", scope=ANY_SCOPE)
        await simcord_env.restart_bot(RecordBot(index=record, settings=settings))
        record.servers.change(HERE, {"cooldown_questions": 3}, actor="8")
        await moderator.slash(channel, "document remove", document=document)

        posted = [layouts.text(message) for message in audit.history()]
        done = ("audit channel", "added *", "removed *", "restored *", "limit (questions)")
        assert [1, 1, 2, 1, 1] == ["".join(posted).count(word) for word in done]
        assert 6 == "".join(posted).count("<t:")
        assert 2 == len(posted)
        assert "-# none → 3" in posted[1]

    async def test_a_setting_and_a_dismissed_question_are_posted(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        audit: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        record: Index,
        document: str,
    ) -> None:
        kept = Retention(questions=9, days=9)
        record.unanswered.keep("Who dug it?", scope=HERE, nearest=None, at=datetime.now(UTC), retention=kept)
        listed = await moderator.slash(channel, "moderation unanswered")
        await moderator.click(listed.response, label=moderation_words.DISMISS)
        panel = await moderator.slash(channel, "moderation settings")
        await moderator.select(panel.response, custom_id="settings:private", values=["no"])

        posted = [layouts.text(message) for message in audit.history()]
        assert f"<@{moderator.id}> dismissed the question *Who dug it?*" in posted[0]
        setting = "answers visible only to the person who asked"
        assert f"<@{moderator.id}> changed the setting *{setting}*\n-# yes → no" in posted[1]

    async def test_what_could_not_be_posted_is_posted_later(
        self,
        simcord_env: simcord.Env,
        guild: simcord.GuildHandle,
        channel: simcord.ChannelHandle,
        audit: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        record: Index,
        document: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        muted = discord.PermissionOverwrite(send_messages=False)
        mute = guild.create_text_channel("mute", overwrites={guild.default_role: muted})
        for unusable, warning in (
            (str(mute.id), refusal_words.needed_in([mute.mention], ["send_messages"])),
            ("99", moderation_words.AUDIT_CHANNEL_GONE),
        ):
            record.servers.change(HERE, {"audit_channel": unusable}, actor="7")
            await moderator.slash(channel, "document remove", document=document)
            warned = layouts.text((await moderator.slash(channel, "moderation settings")).response)
            assert warning in warned
        record.servers.change(HERE, {"audit_channel": str(audit.id)}, actor="7")
        await moderator.slash(channel, "document restore", document=document)

        (posted,) = [layouts.text(message) for message in audit.history()]
        assert posted.index("removed *The gate*") < posted.index("restored *The gate*")
        assert f"Changes could not be posted in the audit channel {mute.id} (status 403, code" in caplog.text
        assert "The audit channel 99 no longer exists." in caplog.text

    async def test_nothing_is_posted_of_the_time_in_which_no_channel_was_set(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        audit: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        record: Index,
        document: str,
    ) -> None:
        await moderator.slash(channel, "document remove", document=document)
        record.servers.change(HERE, {"audit_channel": None}, actor="7")
        await moderator.slash(channel, "document restore", document=document)
        record.servers.change(HERE, {"audit_channel": str(audit.id)}, actor="7")
        await moderator.slash(channel, "document remove", document=document)

        posted = [layouts.text(message) for message in audit.history()]
        assert 2 == len(posted)
        assert "restored" not in posted[1]

    async def test_two_acts_at_once_are_not_posted_twice(
        self, simcord_env: simcord.Env, audit: simcord.ChannelHandle, record: Index, document: str
    ) -> None:
        tell = simcord_env.bot.services.moderation.settings_panel._listener

        await asyncio.gather(tell(HERE), tell(HERE), tell(str(AWAY)))

        assert 1 == len(audit.history())
