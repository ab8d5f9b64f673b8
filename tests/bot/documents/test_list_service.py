"""`/document list`: this server's documents and everyone's, the last added first, page by page."""

import re

import pytest
import simcord

from bot.documents.components import MAX_FILTER_CHARS
from bot.documents.views import ITEMS_PER_PAGE, DocumentViews
from bot.settings import Settings
from bot.strings import documents as words
from bot.strings import moderation as moderation_words
from bot.ui.pager import ListPage
from index import ANY_SCOPE, EVERYONE, Document, Index, Kind
from index.domain.party import Parties, Party
from tests.bot import layouts
from tests.bot.documents.change_setup import OwnedBot
from tests.bot.harbour import AWAY, HOME
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=60.0)


def add_many(record: Index, count: int, **metadata: object) -> list[str]:
    """Some documents, the last of them the newest, even where all are added within a second."""
    return [
        add(
            record,
            f"Lamp {n} burns.",
            title=f"Of lamp {n}",
            published=str(2000 + n),
            scope=str(HOME),
            **metadata,
        ).id
        for n in range(count)
    ]


def titles(reply: object) -> list[str]:
    return re.findall(r"^\*\*\[?(.+?)\]?(?:\(<.*>\))?\*\*$", layouts.text(reply), re.MULTILINE)


def make_document(number: int = 0, **values: object) -> Document:
    stated = {
        "id": f"aaaaaaa{number % 6 + 2}",
        "version": 1,
        "scope": str(HOME),
        "title": f"Title {number}",
        "media_type": "text/plain",
        "original": "",
        "sha256": "",
        "added": "2026-01-02T03:04:05+00:00",
        "text": "",
    }
    return Document.model_validate(stated | values)


# What is listed


async def test_own_documents_and_everyones_are_listed_with_all_that_is_known(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    stated = {
        "kind": "letter",
        "party": "ferry",
        "publisher": "Gazette",
        "published": "2020-05",
        "url": "https://example.org/a",
    }
    shared = add(record, "The bridge is high.", title="Of all", **stated).id
    shown = await moderator.slash(channel, "document add", text="The quay\n\nIts lamps burn all night.")
    await moderator.click(shown.response, label="Add")
    add(record, "The well is deep.", title="Away", scope=str(AWAY))
    own = next(one for one in record.documents(scope=ANY_SCOPE) if one.scope == str(HOME))

    listed = await moderator.slash(channel, "document list")

    assert listed.ephemeral
    heading, lines = layouts.texts(listed.response)
    assert words.listed(1, 2, 2, wanted="", removed=False) == heading
    first, second = sorted(lines.split("\n**"), key=lambda line: shared in line)
    assert f"ID\N{NO-BREAK SPACE}{own.id}" in first
    assert f"added by <@{moderator.id}> <t:" in first
    assert "[Of all](<https://example.org/a>)" in second
    told = second.replace("\N{NO-BREAK SPACE}", " ").split("\n-# ")[1]
    assert f"Letter · The Ferry · Gazette · May 2020 · ID {shared} · {words.SHARED}" == told


async def test_removed_documents_are_listed_apart(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    kept, removed = add_many(record, 2)
    record.remove(removed, scope=ANY_SCOPE)

    on = await moderator.slash(channel, "document list")
    off = await moderator.slash(channel, "document list", removed=True)

    assert (["Of lamp 0"], ["Of lamp 1"]) == (titles(on.response), titles(off.response))
    assert kept not in layouts.text(off.response)


async def test_where_there_is_nothing_that_is_said(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    for options, expected in (
        ({}, "There are no documents on the record yet. Add one with `/document add`."),
        ({"removed": True}, "There are no removed documents."),
        ({"filter": "*quay*"}, "No documents match “\\*quay\\*”."),
        ({"filter": "quay", "removed": True}, "No removed documents match “quay”."),
    ):
        shown = await moderator.slash(channel, "document list", **options)
        assert [expected] == layouts.texts(shown.response)
        assert [] == layouts.labels(shown.response)


# Pages


async def test_pages_are_turned_with_the_filter_and_after_a_restart(
    simcord_env: simcord.Env,
    settings: Settings,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
) -> None:
    add_many(record, 19, author="Añna: Hølt")
    add(record, "The quay is long.", title="Of the quay", scope=str(HOME))
    wanted = " Anna:  lamp "
    shown = await moderator.slash(channel, "document list", filter=wanted)
    assert [f"Of lamp {n}" for n in range(18, 10, -1)] == titles(shown.response)
    assert [moderation_words.OLDER] == layouts.labels(shown.response)

    await simcord_env.restart_bot(OwnedBot(index=record, settings=settings))
    await moderator.click(shown.response, label=moderation_words.OLDER)
    assert [moderation_words.NEWER, moderation_words.OLDER] == layouts.labels(shown.response)
    await moderator.click(shown.response, label=moderation_words.OLDER)

    assert ["Of lamp 2", "Of lamp 1", "Of lamp 0"] == titles(shown.response)
    assert words.listed(17, 19, 19, wanted="Anna: lamp", removed=False) in layouts.text(shown.response)
    await moderator.click(shown.response, label=moderation_words.NEWER)
    assert [f"Of lamp {n}" for n in range(10, 2, -1)] == titles(shown.response)


async def test_where_documents_went_meanwhile_the_last_page_is_shown(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    added = add_many(record, ITEMS_PER_PAGE + 1)
    shown = await moderator.slash(channel, "document list")
    for one in added[1:]:
        record.remove(one, scope=ANY_SCOPE)

    await moderator.click(shown.response, label=moderation_words.OLDER)

    assert ["Of lamp 0"] == titles(shown.response)
    assert [] == layouts.labels(shown.response)


async def test_the_longest_filter_fits_and_a_longer_one_is_refused_in_a_sentence(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    longest = "lamp " * (MAX_FILTER_CHARS // 5 - 1) + "*lamp"
    assert MAX_FILTER_CHARS == len(longest)
    add_many(record, 2 * ITEMS_PER_PAGE + 1)
    shown = await moderator.slash(channel, "document list", filter=longest)
    await moderator.click(shown.response, label=moderation_words.OLDER)
    assert f"9–16 of {2 * ITEMS_PER_PAGE + 1}" in layouts.text(shown.response)

    for wanted in (longest + "s", "lamp " * 1000):
        refused = await moderator.slash(channel, "document list", filter=wanted)
        assert words.filter_too_long(MAX_FILTER_CHARS) == refused.response.content
    simcord.assert_error(simcord_env)


def test_of_three_hundred_long_documents_each_page_fits_into_a_message() -> None:
    long = {
        "author": "*" * 1000,
        "publisher": "_~" * 500,
        "party": "x" * 200,
        "published": "2020-09-30",
    }
    sides = Parties(parties={"x" * 60: Party(name="|" * 200)})
    replies = DocumentViews(sides)
    documents = [
        make_document(
            n,
            title="[](https://a.b) @everyone ```" * 30,
            url=f"https://a.b/{'c' * 6 * n}",
            kind=Kind.BRIEFING if n % 16 < 8 else Kind.SUBMISSION,
            **long,
        )
        for n in range(300)
    ]
    for first in range(0, 300, ITEMS_PER_PAGE):
        shown = documents[first : first + ITEMS_PER_PAGE]
        actors: dict[str, str | None] = {one.id: "9" * 20 for one in shown}
        page = ListPage(shown, first, ITEMS_PER_PAGE, 99_999)
        view = replies.listed(page, wanted="*" * MAX_FILTER_CHARS, removed=True, actors=actors)
        layouts.check_limits(view)
        assert len(shown) == len(titles(view))


def test_a_title_cannot_make_a_link_or_a_mention_of_its_own() -> None:
    replies = DocumentViews(Parties())
    document = make_document(
        title="a](https://evil.example) **b** <@7>", url="https://example.org/<x>", scope=EVERYONE
    )

    told = layouts.text(
        replies.listed(ListPage([document], 0, ITEMS_PER_PAGE, 1), wanted="", removed=False, actors={})
    )

    expected = "**[a\\](https\\://evil.example) \\*\\*b\\*\\* \\<\\@7>](<https://example.org/%3Cx%3E>)**"
    assert expected in told


# Who may


async def test_others_are_refused_at_both_steps(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    moderator: simcord.MemberActor,
    record: Index,
) -> None:
    add_many(record, ITEMS_PER_PAGE + 1)
    (command,) = [c for c in await simcord_env.bot.tree.fetch_commands() if c.name == "document"]
    guild.set_command_permissions(command, {alice: True})
    shown = await moderator.slash(channel, "document list")
    before = layouts.text(shown.response)
    simcord_env.backend.edit_member(guild.id, moderator.id, {"role_ids": []})

    refused = await alice.slash(channel, "document list")
    turned = await moderator.click(shown.response, label=moderation_words.OLDER)

    assert moderation_words.MODERATORS_ONLY == refused.response.content == turned.response.content
    assert before == layouts.text(shown.response)
    simcord.assert_error(simcord_env)
