"""`/document purge`: the owner of the bot is asked, and a document is erased for good, or not."""

from datetime import timedelta

import pytest
import simcord

from bot.settings import Settings
from bot.strings import answers as answer_words
from bot.strings import documents as words
from bot.strings import lifecycle as keeping_words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, EVERYONE, Index
from index.errors import DataFolderError, PurgedDocument, ReadOnlyData
from tests.bot import layouts
from tests.bot.documents.change_setup import FLOATS, OwnedBot, add_ferry
from tests.bot.harbour import AWAY, HOME
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=60.0)

REASON = "A *court* says so"
QUESTION = "Does the ferry float well?"


@pytest.fixture
def owner(simcord_bot: OwnedBot, moderator: simcord.MemberActor) -> simcord.MemberActor:
    simcord_bot.owner = moderator.id
    return moderator


async def ask(
    channel: simcord.ChannelHandle, owner: simcord.MemberActor, document: str, reason: str = REASON
) -> simcord.InteractionResult:
    return await owner.slash(channel, "document purge", document=document, reason=reason)


def is_purged(record: Index, document: str) -> bool:
    try:
        record.document(document, scope=ANY_SCOPE)
    except PurgedDocument:
        return True
    return False


# The way through


@pytest.mark.parametrize("scope", [str(HOME), EVERYONE])
async def test_the_owner_is_told_what_goes_and_what_stays_and_it_is_erased(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    owner: simcord.MemberActor,
    record: Index,
    scope: str,
) -> None:
    document = add_ferry(record, scope)
    record.admin.edit(document, {"title": "The *ferry*"}, scope=ANY_SCOPE)
    asked = await alice.slash(channel, "ask", question=QUESTION)
    assert FLOATS == layouts.quotations(asked.response)[0]

    shown = await ask(channel, owner, document)
    assert shown.ephemeral
    told = layouts.text(shown.response)
    for expected in ("The \\*ferry\\*", "2 versions", "2 direct quotations", "A \\*court\\* says so"):
        assert expected in told
    assert not is_purged(record, document)
    await owner.click(shown.response, label=words.ERASE)

    assert is_purged(record, document)
    expected = words.erased("*The \\*ferry\\**", document, "A \\*court\\* says so")
    assert [expected] == layouts.texts(shown.response)
    assert [] == layouts.labels(shown.response)
    event = record.admin.history(document, scope=ANY_SCOPE)[-1]
    assert ("purge", str(owner.id), REASON) == (event.action, event.actor, event.reason)
    button = next(one for one in layouts.custom_ids(asked.response) if one.startswith("context:"))
    context = await alice.click(asked.response, custom_id=button)
    told = context.response.content or layouts.text(context.response)
    assert told.endswith(".")
    assert FLOATS not in told
    assert [] == record.check()


async def test_what_is_erased_is_told_in_the_audit_channel(
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    record: Index,
    ferry: str,
) -> None:
    audit = guild.create_text_channel("audit")
    record.servers.change(str(HOME), {"audit_channel": str(audit.id)}, actor="7")
    shown = await ask(channel, owner, ferry)

    await owner.click(shown.response, label=words.ERASE)

    [posted] = audit.history()
    assert f"<@{owner.id}> erased for good *{ferry}*" in layouts.text(posted)


async def test_a_removed_document_is_offered_and_erased_too(
    channel: simcord.ChannelHandle, owner: simcord.MemberActor, record: Index, ferry: str
) -> None:
    shared = add(record, "The bridge is high.", title="Of all").id
    foreign = add_ferry(record, str(AWAY))
    record.remove(ferry, scope=ANY_SCOPE)

    offered = await owner.autocomplete(channel, "document purge", "document", "")
    shown = await ask(channel, owner, ferry)
    await owner.click(shown.response, label=words.ERASE)

    assert {ferry, shared} == {choice["value"] for choice in offered}
    assert (True, False) == (is_purged(record, ferry), is_purged(record, foreign))


async def test_who_cancels_erases_nothing_and_is_asked_no_more(
    channel: simcord.ChannelHandle, owner: simcord.MemberActor, record: Index, ferry: str
) -> None:
    shown = await ask(channel, owner, ferry)
    await owner.click(shown.response, label=words.CANCEL)

    assert [words.NOT_ERASED] == layouts.texts(shown.response)
    assert [] == layouts.labels(shown.response)
    assert not is_purged(record, ferry)


# What is refused


@pytest.mark.parametrize("wanted", ["zzzzzzzz", "no id", "%' or 1=1"])
async def test_what_is_not_there_is_unknown(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, owner: simcord.MemberActor, wanted: str
) -> None:
    refused = await ask(channel, owner, wanted)

    assert keeping_words.UNKNOWN == refused.response.content
    simcord.assert_error(simcord_env)


async def test_another_servers_document_is_not_seen_and_what_is_erased_is_said_to_be(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    record: Index,
    ferry: str,
) -> None:
    foreign = add_ferry(record, str(AWAY))
    record.admin.purge(ferry, REASON)

    unseen, erased = await ask(channel, owner, foreign), await ask(channel, owner, ferry)

    assert keeping_words.UNKNOWN == unseen.response.content
    assert words.ERASED == erased.response.content
    simcord.assert_error(simcord_env)


async def test_a_reason_of_spaces_is_none(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, owner: simcord.MemberActor, ferry: str
) -> None:
    refused = await ask(channel, owner, ferry, "   ")

    assert words.NO_REASON == refused.response.content
    simcord.assert_error(simcord_env)


async def test_what_was_erased_meanwhile_is_not_erased_twice(
    channel: simcord.ChannelHandle, owner: simcord.MemberActor, record: Index, ferry: str
) -> None:
    first, second = await ask(channel, owner, ferry), await ask(channel, owner, ferry)
    await owner.click(first.response, label=words.ERASE)

    refused = await owner.click(second.response, label=words.ERASE)

    assert words.ERASED == refused.response.content
    assert ["add", "purge"] == [event.action for event in record.admin.history(ferry, scope=ANY_SCOPE)]


async def test_where_it_fails_that_is_told_and_nothing_is_erased(
    channel: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    record: Index,
    ferry: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ReadOnlyData("The data folder cannot be written to.")

    monkeypatch.setattr(record.admin, "purge", refuse)
    shown = await ask(channel, owner, ferry)
    await owner.click(shown.response, label=words.ERASE)

    assert [answer_words.RECORD_FAILED] == layouts.texts(shown.response)
    assert not is_purged(record, ferry)


async def test_where_its_words_cannot_be_overwritten_yet_that_is_told(
    channel: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    record: Index,
    ferry: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    erase = record.admin.purge

    def erase_but_not_wipe(wanted: str, reason: str, *, actor: str) -> None:
        erase(wanted, reason, actor=actor)
        raise DataFolderError("What was erased is deleted. It is wiped when the record is opened next.")

    monkeypatch.setattr(record.admin, "purge", erase_but_not_wipe)
    shown = await ask(channel, owner, ferry)
    await owner.click(shown.response, label=words.ERASE)

    assert is_purged(record, ferry)
    assert words.NOT_WIPED in layouts.texts(shown.response)


# Who may, and how long


async def test_all_but_the_owner_are_refused_at_both_steps(
    simcord_env: simcord.Env,
    simcord_bot: OwnedBot,
    channel: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    record: Index,
    ferry: str,
) -> None:
    shown = await ask(channel, owner, ferry)
    simcord_bot.owner = 0

    refused = await ask(channel, owner, ferry)
    pressed = await owner.click(shown.response, label=words.ERASE)
    offered = await owner.autocomplete(channel, "document purge", "document", "")

    assert moderation_words.OWNER_ONLY == refused.response.content == pressed.response.content
    assert [] == list(offered)
    assert not is_purged(record, ferry)
    simcord.assert_error(simcord_env)


@pytest.mark.parametrize("label", [words.ERASE, words.CANCEL])
async def test_after_a_restart_or_a_quarter_of_an_hour_nothing_is_erased(
    simcord_env: simcord.Env,
    settings: Settings,
    simcord_bot: OwnedBot,
    channel: simcord.ChannelHandle,
    owner: simcord.MemberActor,
    record: Index,
    ferry: str,
    label: str,
) -> None:
    shown = await ask(channel, owner, ferry)
    with simcord_env.time_context():
        await simcord_env.advance_time(timedelta(minutes=16).total_seconds())
        late = await owner.click(shown.response, label=label)
    restarted = OwnedBot(index=record, settings=settings)
    restarted.owner = owner.id
    shown = await ask(channel, owner, ferry)
    await simcord_env.restart_bot(restarted)
    lost = await owner.click(shown.response, label=label)

    assert words.PURGE_GONE == lost.response.content == late.response.content
    assert not is_purged(record, ferry)
