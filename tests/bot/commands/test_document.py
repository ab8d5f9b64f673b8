"""`/document add` and the menu *Add to the record*: who may use them, and what they take."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, Index
from index.attribution.parser import load_pipeline
from index.fetching.fetcher import Fetcher
from tests.bot import layouts
from tests.bot.documents.add_setup import TUNNEL, filled, prefilled, selects
from tests.fakes import HashingEncoder
from tests.index.crawler.conftest import make_article
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import Site, answer

pytestmark = pytest.mark.simcord(settle_timeout=60.0)

MENU = adding_words.MENU


@pytest.fixture(scope="module", autouse=True)
def _parser() -> None:
    load_pipeline()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.answers["/storks"] = answer(make_article("storks"))
        yield site


@pytest.fixture
def record(empty: Path) -> Iterator[Index]:
    """A record to be changed, which may fetch from this machine."""
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True)
    with Index.open(empty, encoder=HashingEncoder(), fetcher=fetcher) as index:
        yield index


@pytest.fixture
def simcord_bot(record: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=record, settings=settings)


# Who may


async def test_both_are_hidden_from_who_may_not_manage_messages(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, moderator: simcord.MemberActor
) -> None:
    said = await alice.send(channel, TUNNEL)

    assert "document add" not in alice.available_commands(channel)
    assert "document add" in moderator.available_commands(channel)
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await alice.context_menu(channel, MENU, said)


async def test_whom_the_server_shows_them_is_refused_all_the_same(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
) -> None:
    said = await alice.send(channel, TUNNEL)
    for command in await simcord_env.bot.tree.fetch_commands():
        guild.set_command_permissions(command, {alice: True})

    acts = [
        await alice.slash(channel, "document add"),
        await alice.slash(channel, "document add", text=TUNNEL),
        await alice.context_menu(channel, MENU, said),
    ]

    assert {moderation_words.MODERATORS_ONLY} == {act.response.content for act in acts}
    assert all(act.ephemeral for act in acts)
    simcord.assert_error(simcord_env)


async def test_who_is_a_moderator_no_longer_is_refused_at_every_step(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
) -> None:
    shown = await moderator.slash(channel, "document add", text=TUNNEL)
    form = await moderator.click(shown.response, label="Edit")
    empty = await moderator.slash(channel, "document add")
    fields = selects(shown.response)
    backend = simcord_env.backend
    backend.edit_member(guild.id, moderator.id, {"role_ids": []})
    await simcord_env.settle()

    acts = [
        *[await moderator.click(shown.response, label=label) for label in ("Add", "Edit", "Cancel")],
        await moderator.select(shown.response, ["letter"], custom_id=fields["kind"]["custom_id"]),
        await moderator.submit_modal(form, filled(title="B")),
        await moderator.submit_modal(empty, {"text": "Another text."}),
    ]

    assert {moderation_words.MODERATORS_ONLY} == {act.response.content for act in acts}
    assert [] == record.documents(scope=ANY_SCOPE)


async def test_neither_exists_in_direct_messages(
    simcord_env: simcord.Env, moderator: simcord.MemberActor
) -> None:
    said = await moderator.send_dm("Hello")

    with pytest.raises(simcord.SetupError):
        await moderator.user.slash("document add", text=TUNNEL)
    assert said is not None


# The message menu


async def test_every_file_of_a_message_is_previewed_by_itself(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    moderator: simcord.MemberActor,
    record: Index,
) -> None:
    files = [
        ("one.txt", b"One\n\nThe quay is long."),
        ("two.bin", b"\0\0"),
        ("three.md", b"# Three\n\nIt is."),
    ]
    said = await alice.send(channel, "See https://example.org/ for more.", attachments=files)

    shown = await moderator.context_menu(channel, MENU, said)
    first, second, third = shown.response, *shown.followups

    assert "The quay is long." in layouts.text(first)
    assert "two.bin" in layouts.text(second)
    assert [] == layouts.labels(second)
    for message in (first, third):
        assert message.ephemeral
        await moderator.click(message, label="Add")
    assert {"One", "Three"} == {document.title for document in record.documents(scope=ANY_SCOPE)}


@pytest.mark.parametrize("around", ["{}", "Read <{}>.", "Look ({}), it is good!", "**{}**", "{}\nand more"])
async def test_without_files_its_first_link_is_read(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    moderator: simcord.MemberActor,
    site: Site,
    around: str,
) -> None:
    said = await alice.send(channel, around.format(site.link("/storks")))

    shown = await moderator.context_menu(channel, MENU, said)

    assert "storks" in layouts.text(shown.response)
    assert ["/storks"] == site.asked()


async def test_without_either_its_text_is_taken_with_who_wrote_it_when_and_where(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, moderator: simcord.MemberActor
) -> None:
    said = await alice.send(channel, "The fog horn was broken in March. Nobody mended it.")

    shown = await moderator.context_menu(channel, MENU, said)
    form = await moderator.click(shown.response, label="Edit")

    assert {
        "title": None,
        "author": "Alice",
        "publisher": None,
        "published": said.created_at.date().isoformat(),
        "url": said.jump_url,
    } == prefilled(form.modal)


async def test_a_message_without_any_of_them_is_refused(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    await moderator.send(channel, f"{simcord_env.bot.user.mention} hello")
    reply = channel.last_message  # its words are components, and no content

    shown = await moderator.context_menu(channel, MENU, reply)

    assert adding_words.NOTHING_IN_MESSAGE == shown.response.content
    simcord.assert_error(simcord_env)


# What sources do


async def test_a_page_that_never_ends_is_given_up_and_the_bot_goes_on(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, site: Site
) -> None:
    site.answers["/endless"] = endless

    shown = await moderator.slash(channel, "document add", url=site.link("/endless"))

    assert "is larger than 200,000 bytes" in layouts.text(shown.response)
    other = await moderator.slash(channel, "document add", text=TUNNEL)
    assert [TUNNEL] == layouts.quotations(other.response)


def endless(connection, _request) -> None:  # type: ignore[no-untyped-def]  # as the site calls it
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    for _ in range(5_000):
        connection.sendall(b"word " * 200)
