"""`/document edit`: what is stated of a document is shown, corrected and taken back."""

import discord
import pytest
import simcord

from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import documents as words
from bot.strings import lifecycle as keeping_words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, EVERYONE, Index
from tests.bot import layouts
from tests.bot.documents.add_setup import filled, prefilled
from tests.bot.documents.change_setup import OwnedBot, add_ferry
from tests.bot.harbour import AWAY, HOME
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=60.0)

STATED = {
    "title": "The ferry",
    "author": "Cy Writer",
    "publisher": None,
    "published": "2020-05",
    "url": None,
}


@pytest.fixture
async def shown(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, ferry: str
) -> simcord.InteractionResult:
    """The message of the command."""
    return await moderator.slash(channel, "document edit", document=ferry)


def typed(**values: str) -> dict[str, str]:
    """The form as it opens, with other values typed over it."""
    return {key: value or "" for key, value in STATED.items()} | values


def acts(record: Index, document: str) -> list[str]:
    return [event.action for event in record.admin.history(document, scope=ANY_SCOPE)]


# The way through


async def test_what_is_known_of_a_document_is_shown_privately(
    shown: simcord.InteractionResult, ferry: str
) -> None:
    told = layouts.text(shown.response).replace("\N{NO-BREAK SPACE}", " ")

    assert shown.ephemeral
    for expected in ("**The ferry**", "Author: Cy Writer", "Publisher: unknown", "Date: May 2020"):
        assert expected in told
    assert f"ID {ferry} · version 1 · this server only" in told
    assert ["none"] == layouts.chosen(shown.response, f"editing:choose:party:{ferry}")
    assert ["article"] == layouts.chosen(shown.response, f"editing:choose:kind:{ferry}")


async def test_what_is_typed_is_stated_told_and_can_be_taken_back(
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    audit = guild.create_text_channel("audit")
    record.servers.change(str(HOME), {"audit_channel": str(audit.id)}, actor="7")
    before = record.document(ferry, scope=ANY_SCOPE)
    quotation = record.quotations.direct(ferry, scope=ANY_SCOPE)[0].quotation

    form = await moderator.click(shown.response, label="Edit")
    assert STATED == prefilled(form.modal)
    changes = {"title": "On *ferries*", "author": "", "url": "https://example.org/ferry"}
    await moderator.submit_modal(form, typed(**changes))

    assert words.changed(["title", "author", "url"]) in layouts.text(shown.response)
    assert "On \\*ferries\\*" in layouts.text(shown.response)
    after = record.document(ferry, scope=ANY_SCOPE)
    assert ("On *ferries*", None, "2020-05", "https://example.org/ferry", 2) == (
        after.title,
        after.author,
        after.published,
        after.url,
        after.version,
    )
    assert (["add", "edit"], str(moderator.id)) == (
        acts(record, ferry),
        record.admin.history(ferry, scope=ANY_SCOPE)[1].actor,
    )
    assert [f"<@{moderator.id}> edited *On \\*ferries\\**" in layouts.text(m) for m in audit.history()] == [
        True
    ]

    assert quotation.text == record.quotation(quotation.id, scope=str(HOME)).text

    await moderator.slash(channel, "document undo")
    assert before.model_copy(update={"version": 3}) == record.document(ferry, scope=ANY_SCOPE)


async def test_the_side_and_the_kind_are_chosen_each_an_act_of_its_own(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    await moderator.select(shown.response, ["bridge"], custom_id=f"editing:choose:party:{ferry}")
    assert words.changed(["party"]) in layouts.text(shown.response)
    await moderator.select(shown.response, ["report"], custom_id=f"editing:choose:kind:{ferry}")

    assert words.changed(["kind"]) in layouts.text(shown.response)
    assert "Side: The Bridge" in layouts.text(shown.response)
    assert ["report"] == layouts.chosen(shown.response, f"editing:choose:kind:{ferry}")
    document = record.document(ferry, scope=ANY_SCOPE)
    assert ("bridge", "report") == (document.party, document.kind)
    assert ["add", "edit", "edit"] == acts(record, ferry)


async def test_where_nothing_is_changed_nothing_is_written_and_that_is_said(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, typed(author=" Cy  Writer "))
    assert words.NOTHING_CHANGED in layouts.text(shown.response)

    await moderator.select(shown.response, ["article"], custom_id=f"editing:choose:kind:{ferry}")
    assert words.NOTHING_CHANGED in layouts.text(shown.response)
    assert ["add"] == acts(record, ferry)


async def test_of_two_who_edit_at_once_the_last_word_holds_for_each_field_alone(
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    simcord_env: simcord.Env,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    role = guild.create_role("Others", permissions=discord.Permissions(manage_messages=True))
    other = guild.add_member(simcord_env.create_user("nan"), roles=[role])
    theirs = await other.slash(channel, "document edit", document=ferry)
    first = await moderator.click(shown.response, label="Edit")
    second = await other.click(theirs.response, label="Edit")

    await moderator.submit_modal(first, typed(title="Mine", author="Me"))
    await other.submit_modal(second, typed(title="Theirs", publisher="The Press"))

    document = record.document(ferry, scope=ANY_SCOPE)
    assert ("Theirs", "Me", "The Press") == (document.title, document.author, document.publisher)


# What does not fit


async def test_what_does_not_fit_is_told_and_offered_again_as_it_was_typed(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    wrong = typed(title="On ferries", published="last *May*", url="example.org/a b")
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, wrong)

    told = layouts.text(shown.response)
    assert adding_words.problem("published", "last \\*May\\*") in told
    assert adding_words.problem("url", "example.org/a b") in told
    assert ["add"] == acts(record, ferry)

    again = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
    assert wrong == {key: value or "" for key, value in prefilled(again.modal).items()}
    await moderator.submit_modal(again, wrong | {"published": "2020-06", "url": ""})
    document = record.document(ferry, scope=ANY_SCOPE)
    assert ("On ferries", "2020-06") == (document.title, document.published)


async def test_a_character_that_cannot_be_seen_is_told_and_not_stated(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, typed(title="The \u202eIBF"))

    told = layouts.text(shown.response)
    assert "contains an invisible character (U+202E)" in told
    assert "The ferry" == record.document(ferry, scope=ANY_SCOPE).title


async def test_a_title_of_spaces_is_no_title(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, typed(title="   "))

    assert adding_words.problem("title", "") in layouts.text(shown.response)
    assert "The ferry" == record.document(ferry, scope=ANY_SCOPE).title


async def test_what_discord_does_not_show_is_changed_and_told_all_the_same(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    audit = guild.create_text_channel("audit")
    record.servers.change(str(HOME), {"audit_channel": str(audit.id)}, actor="7")
    form = await moderator.click(shown.response, label="Edit")
    simcord_env.inject_error("PATCH", "/webhooks/*/messages/@original", status=403, code=50013)

    await moderator.submit_modal(form, typed(title="Another"))

    assert "Another" == record.document(ferry, scope=ANY_SCOPE).title
    assert words.NOT_CHANGED not in layouts.text(shown.response)
    assert 1 == len(audit.history())


# Whose it is, and what became of it


@pytest.mark.parametrize("wanted", ["zzzzzzzz", "no id", "*" * 100, "../../etc"])
async def test_what_is_not_there_is_unknown(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, wanted: str
) -> None:
    refused = await moderator.slash(channel, "document edit", document=wanted)

    assert keeping_words.UNKNOWN == refused.response.content
    simcord.assert_error(simcord_env)


async def test_a_document_of_another_server_is_as_unknown(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    foreign = add_ferry(record, str(AWAY), title="Away")

    refused = await moderator.slash(channel, "document edit", document=foreign)
    offered = await moderator.autocomplete(channel, "document edit", "document", "")

    assert keeping_words.UNKNOWN == refused.response.content
    assert [] == list(offered)
    simcord.assert_error(simcord_env)


async def test_everyones_is_for_the_owner_of_the_bot_alone(
    simcord_env: simcord.Env,
    simcord_bot: OwnedBot,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
) -> None:
    shared = add(record, "The bridge is high.", title="Of all").id
    refused = await moderator.slash(channel, "document edit", document=shared)
    offered = await moderator.autocomplete(channel, "document edit", "document", "")
    simcord_bot.owner = moderator.id

    shown = await moderator.slash(channel, "document edit", document=shared)
    offered_now = await moderator.autocomplete(channel, "document edit", "document", "")
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, filled(title="Of everyone"))
    assert ("Of everyone", EVERYONE) == (
        record.document(shared, scope=ANY_SCOPE).title,
        record.document(shared, scope=ANY_SCOPE).scope,
    )
    undone = await moderator.slash(channel, "document undo")

    assert words.SHARED_ONLY_OWNER == refused.response.content
    assert ([ferry], {ferry, shared}) == (
        [choice["value"] for choice in offered],
        {choice["value"] for choice in offered_now},
    )
    assert keeping_words.undone("edit", "Of all") == layouts.text(undone.response)
    assert "Of all" == record.document(shared, scope=ANY_SCOPE).title

    simcord_bot.owner = 0
    for label in ("Edit", words.SPEAKERS):
        refused = await moderator.click(shown.response, label=label)
        assert words.SHARED_ONLY_OWNER == refused.response.content
    simcord.assert_error(simcord_env)


@pytest.mark.parametrize("becomes", ["removed", "purged"])
async def test_what_was_removed_or_erased_meanwhile_is_not_changed_at_any_step(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    simcord_env: simcord.Env,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
    becomes: str,
) -> None:
    form = await moderator.click(shown.response, label="Edit")
    record.remove(ferry, scope=ANY_SCOPE) if becomes == "removed" else record.admin.purge(
        ferry, "A court says so"
    )
    expected = words.OFF_THE_RECORD if becomes == "removed" else words.ERASED

    for refused in (
        await moderator.slash(channel, "document edit", document=ferry),
        await moderator.click(shown.response, label="Edit"),
        await moderator.click(shown.response, label=words.SPEAKERS),
        await moderator.select(shown.response, ["report"], custom_id=f"editing:choose:kind:{ferry}"),
    ):
        assert expected == refused.response.content
    await moderator.submit_modal(form, typed(title="Another"))
    assert [f"{expected}\n-# {words.NOT_CHANGED}"] == layouts.texts(shown.response)
    assert "edit" not in acts(record, ferry)

    if becomes == "removed":
        record.restore(ferry, scope=ANY_SCOPE)
        again = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
        assert "Another" == prefilled(again.modal)["title"]
    else:
        refused = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
        assert words.ERASED == refused.response.content
    simcord.assert_error(simcord_env)


# Who may


async def test_others_are_refused_at_every_step(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    (command,) = [c for c in await simcord_env.bot.tree.fetch_commands() if c.name == "document"]
    guild.set_command_permissions(command, {alice: True, moderator: True})
    form = await moderator.click(shown.response, label="Edit")
    simcord_env.backend.edit_member(guild.id, moderator.id, {"role_ids": []})

    for refused in (
        await alice.slash(channel, "document edit", document=ferry),
        await moderator.slash(channel, "document edit", document=ferry),
        await moderator.click(shown.response, label="Edit"),
        await moderator.click(shown.response, label=words.SPEAKERS),
        await moderator.select(shown.response, ["report"], custom_id=f"editing:choose:kind:{ferry}"),
    ):
        assert moderation_words.MODERATORS_ONLY == refused.response.content
    await moderator.submit_modal(form, typed(title="Another"))
    assert moderation_words.MODERATORS_ONLY in layouts.text(shown.response)
    assert "The ferry" not in layouts.text(shown.response)
    refused = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
    assert moderation_words.MODERATORS_ONLY == refused.response.content
    assert [] == list(await moderator.autocomplete(channel, "document edit", "document", ""))
    assert ["add"] == acts(record, ferry)
    simcord.assert_error(simcord_env)


# After a restart


async def test_all_works_after_a_restart_and_what_was_typed_before_it_is_kept(
    simcord_env: simcord.Env,
    settings: Settings,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    form = await moderator.click(shown.response, label="Edit")
    await simcord_env.restart_bot(OwnedBot(index=record, settings=settings))

    await moderator.select(shown.response, ["report"], custom_id=f"editing:choose:kind:{ferry}")
    await moderator.submit_modal(form, typed(title="Typed before"))
    assert words.LOST in layouts.text(shown.response)
    again = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
    assert "Typed before" == prefilled(again.modal)["title"]
    await moderator.submit_modal(again, typed(title="Typed before"))

    assert ("Typed before", "report") == (
        record.document(ferry, scope=ANY_SCOPE).title,
        record.document(ferry, scope=ANY_SCOPE).kind,
    )
    assert words.changed(["title"]) in layouts.text(shown.response)


async def test_a_form_that_waits_to_be_opened_again_is_gone_after_a_restart(
    simcord_env: simcord.Env,
    settings: Settings,
    moderator: simcord.MemberActor,
    record: Index,
    shown: simcord.InteractionResult,
) -> None:
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, typed(published="soon"))
    await simcord_env.restart_bot(OwnedBot(index=record, settings=settings))

    refused = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)

    assert words.FORM_GONE == refused.response.content
