"""A document is added from Discord: read, previewed, described and put on the record, or not."""

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import RecordBot
from bot.documents.drafts import MAX_DRAFTS
from bot.markdown import escape
from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import answers as words
from bot.strings import moderation as moderation_words
from bot.ui import progress_message
from index import ANY_SCOPE, EVERYONE, Index
from index.attribution.parser import load_pipeline
from index.domain.progress import Progress
from index.encoding.encoder import Vectors
from index.errors import ReadOnlyData
from index.fetching.fetcher import Fetcher
from index.ingestion.original import Original
from index.ingestion.preview import Preview
from index.reading.files import MAX_FILE_BYTES
from tests.bot import layouts
from tests.bot.conftest import open_copy
from tests.bot.documents.add_setup import (
    GATE,
    LEAKS,
    QUOTED,
    TUNNEL,
    at_once,
    chosen,
    filled,
    prefilled,
    selects,
)
from tests.bot.harbour import AWAY, CARRIES, FILES, HOME
from tests.fakes import HashingEncoder
from tests.index.crawler.conftest import make_article
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import Site, answer

pytestmark = pytest.mark.simcord(settle_timeout=60.0)


@pytest.fixture(scope="module", autouse=True)
def _parser() -> None:
    """Loaded once, which takes seconds."""
    load_pipeline()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.answers["/storks"] = answer(make_article("storks"))
        yield site


@pytest.fixture
def record(harbour: Path, tmp_path: Path) -> Iterator[Index]:
    """The harbour's record, to be changed, which may fetch from this machine."""
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True)
    with open_copy(harbour, tmp_path, fetcher) as index:
        yield index


@pytest.fixture
def simcord_bot(record: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=record, settings=settings)


def titles(record: Index, scope: int | str) -> set[str]:
    return {document.title for document in record.documents(scope=ANY_SCOPE) if document.scope == str(scope)}


async def preview(
    moderator: simcord.MemberActor, channel: simcord.ChannelHandle, text: str = TUNNEL
) -> simcord.InteractionResult:
    return await moderator.slash(channel, "document add", text=text)


# The way through


async def test_a_pasted_text_is_described_added_and_quoted(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel)
    assert shown.ephemeral
    assert [TUNNEL] == layouts.quotations(shown.response)

    form = await moderator.click(shown.response, label="Edit")
    assert "The tunnel" == prefilled(form.modal)["title"]
    described = filled(title="On the tunnel", publisher="Tunnel Office", published="2020-05")
    await moderator.submit_modal(form, described | {"url": "https://example.org/tunnel"})
    assert (["none"], ["article"]) == (chosen(shown.response, "party"), chosen(shown.response, "kind"))
    await moderator.select(
        shown.response, ["bridge"], custom_id=selects(shown.response)["party"]["custom_id"]
    )
    await moderator.select(shown.response, ["report"], custom_id=selects(shown.response)["kind"]["custom_id"])
    assert (["bridge"], ["report"]) == (chosen(shown.response, "party"), chosen(shown.response, "kind"))
    await moderator.click(shown.response, label="Add")

    (added,) = [
        document for document in record.documents(scope=ANY_SCOPE) if document.title == "On the tunnel"
    ]
    assert ("Tunnel Office", "2020-05", "https://example.org/tunnel", "bridge", "report", str(HOME)) == (
        added.publisher,
        added.published,
        added.url,
        added.party,
        added.kind,
        added.scope,
    )
    assert str(moderator.id) == record.admin.history(added.id, scope=ANY_SCOPE)[0].actor
    assert f"ID {added.id}" in layouts.text(shown.response)
    assert adding_words.UNDO in layouts.text(shown.response)
    asked = await moderator.slash(channel, "ask", question=LEAKS)
    assert QUOTED == layouts.quotations(asked.response)[0]


async def test_the_sample_questions_are_answered_from_the_document(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel)
    await moderator.click(shown.response, label="Add")

    questions = layouts.labels(shown.response)
    assert "What did Anna Holt say about wooden ferry?" in questions
    added = next(document for document in record.documents(scope=ANY_SCOPE) if document.title == "The tunnel")
    for question in questions:
        asked = await moderator.click(shown.response, label=question)
        assert asked.ephemeral
        assert f"**{question}**" == layouts.texts(asked.response)[0]
        first = record.quotation(layouts.ids(asked.response)[0], scope=str(HOME))
        assert added.id == first.document_id


async def test_a_file_fills_in_what_it_says_of_itself(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    letter = FILES["letter/ferry.md"].replace("dredged twice", "dredged thrice")

    shown = await moderator.slash(channel, "document add", file=("ferry.md", letter.encode()))
    form = await moderator.click(shown.response, label="Edit")

    assert {
        "title": "Letter of the ferry to the harbour office",
        "author": "Ada Ferrier",
        "publisher": "Harbour Gazette",
        "published": "2019-10-14",
        "url": "https://example.org/letter",
    } == prefilled(form.modal)
    assert (["ferry"], ["letter"]) == (chosen(shown.response, "party"), chosen(shown.response, "kind"))


async def test_a_link_is_read_and_cited(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, site: Site
) -> None:
    shown = await moderator.slash(channel, "document add", url=f" {site.link('/storks')} ")
    assert "storks" in layouts.text(shown.response)
    await moderator.click(shown.response, label="Add")

    assert site.link("/storks") in {d.url for d in record.documents(scope=ANY_SCOPE) if d.scope == str(HOME)}


async def test_without_an_option_a_form_asks_for_a_file(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    form = await moderator.slash(channel, "document add")
    assert adding_words.FORM_TITLE == form.modal["title"]

    shown = await moderator.submit_modal(form, {"file": ("tunnel_notes.txt", TUNNEL.encode())})
    assert shown.ephemeral
    await moderator.click(shown.response, label="Add")

    assert "The tunnel" in titles(record, HOME)


async def test_nothing_is_kept_before_it_is_added(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, tmp_path: Path
) -> None:
    before = record.documents(scope=ANY_SCOPE)
    files = set((tmp_path / "data" / "originals").rglob("*"))
    encoder = record.engine.encoder
    assert isinstance(encoder, HashingEncoder)
    encoded = len(encoder.texts)

    shown = await preview(moderator, channel)
    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, filled(title="B"))
    await moderator.click(shown.response, label="Cancel")

    assert [adding_words.CANCELLED] == layouts.texts(shown.response)
    assert before == record.documents(scope=ANY_SCOPE)
    assert files == set((tmp_path / "data" / "originals").rglob("*"))
    assert encoded == len(encoder.texts)


# What does not fit


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": "A text.", "url": "https://example.org/"}, ["a link", "text"]),
        ({"text": "A text.", "file": ("a.txt", b"A text.")}, ["a file", "text"]),
        ({"text": "  "}, []),
    ],
)
async def test_just_one_source_is_taken(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    given: dict[str, object],
    told: list[str],
) -> None:
    shown = await moderator.slash(channel, "document add", **given)

    assert adding_words.one_source(told) == layouts.texts(shown.response)[0]
    assert shown.ephemeral


async def test_what_was_typed_stands_in_the_form_that_is_opened_again(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    form = await moderator.slash(channel, "document add")
    typed = {"url": "https://example.org/", "text": "A text.\nAnd more."}
    refused = await moderator.submit_modal(form, typed)
    assert adding_words.one_source(["a link", "text"]) == layouts.texts(refused.response)[0]

    again = await moderator.click(refused.response, label=adding_words.OPEN_AGAIN)
    assert {"file": None} | typed == prefilled(again.modal)

    shown = await moderator.submit_modal(again, {"url": "", "text": TUNNEL})
    assert [TUNNEL] == layouts.quotations(shown.response)


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\x00\x01\x02", "is a binary file"),
        ("a.txt", "é".encode("latin-1") * 20, "is not text in UTF-8"),
        ("a.xyz", b"words", "is of a type that cannot be read"),
        ("a.md", b"---\ntitel: A\n---\nText.", "unknown key 'titel'"),
        ("../../etc/passwd", b"root:x:0:0", "is of a type that cannot be read"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    name: str,
    raw: bytes,
    told: str,
) -> None:
    before = len(record.documents(scope=ANY_SCOPE))

    shown = await moderator.slash(channel, "document add", file=(name, raw))

    assert told in layouts.text(shown.response)
    assert [] == layouts.labels(shown.response)
    assert before == len(record.documents(scope=ANY_SCOPE))


async def test_a_file_that_is_too_large_is_refused_unread(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    shown = await moderator.slash(channel, "document add", file=("a.txt", bytes(MAX_FILE_BYTES + 1)))

    assert "a.txt is larger than 20 MB" in layouts.text(shown.response)
    assert 1 == len([r for r in simcord_env.http_requests if "interactions" in r.path])


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("/etc/passwd", "is not a web address"),
        ("file:///etc/passwd", "is not a web address"),
        ("http://user:word@example.org/", "a user name or a password"),
        ("http://10.0.0.1/", "is not on the public internet"),
        ("http://[::1]:9/", ""),
        ("@everyone", "is not a web address"),
    ],
)
async def test_a_link_that_cannot_be_followed_is_refused_with_a_sentence(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, link: str, told: str
) -> None:
    shown = await moderator.slash(channel, "document add", url=link)

    assert told.replace("-", "\\-") in layouts.text(shown.response)
    assert [adding_words.OPEN_AGAIN] == layouts.labels(shown.response)


async def test_a_page_that_is_not_there_is_told_with_its_link_kept(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, site: Site
) -> None:
    shown = await moderator.slash(channel, "document add", url=site.link("/gone"))
    again = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)

    assert site.link("/gone") == prefilled(again.modal)["url"]


async def test_a_wrong_date_and_a_wrong_link_come_back_with_what_was_typed(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel)
    form = await moderator.click(shown.response, label="Edit")
    typed = filled(title="The tunnel", author="Ann", published="14.10.2019", url="example.org")
    await moderator.submit_modal(form, typed)

    assert adding_words.problem("published", escape("14.10.2019")) in layouts.text(shown.response)
    assert adding_words.problem("url", "example.org") in layouts.text(shown.response)
    with pytest.raises(simcord.SetupError, match="disabled"):
        await moderator.click(shown.response, label="Add")
    form = await moderator.click(shown.response, label="Edit")
    assert typed == {key: value or "" for key, value in prefilled(form.modal).items()} | {"publisher": ""}

    await moderator.submit_modal(form, typed | {"published": "2019-10-14", "url": ""})
    await moderator.click(shown.response, label="Add")
    assert "The tunnel" in titles(record, HOME)


async def test_without_a_title_nothing_can_be_added_until_it_has_one(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel, "The quay is long and grey.")
    assert adding_words.problem("title", "") in layouts.text(shown.response)
    with pytest.raises(simcord.SetupError, match="disabled"):
        await moderator.click(shown.response, label="Add")

    form = await moderator.click(shown.response, label="Edit")
    await moderator.submit_modal(form, filled(title="Quay"))
    await moderator.click(shown.response, label="Add")

    assert "Quay" in titles(record, HOME)


# What is on the record already


async def test_what_is_on_the_record_already_is_shown_and_not_added(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    shown = await moderator.slash(
        channel, "document add", file=("ferry.md", FILES["letter/ferry.md"].encode())
    )

    assert "is already on the record" in layouts.text(shown.response)
    assert "[Letter of the ferry to the harbour office](<https://example.org/letter>)" in layouts.text(
        shown.response
    )
    assert [] == layouts.labels(shown.response)


async def test_another_servers_document_is_no_duplicate_and_not_told_of(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    (theirs,) = [document for document in record.documents(scope=ANY_SCOPE) if document.scope == str(AWAY)]

    shown = await preview(moderator, channel, theirs.text)

    assert "already" not in layouts.text(shown.response)
    assert theirs.title not in layouts.text(shown.response)
    assert ["Add", "Edit", "Cancel"] == layouts.labels(shown.response)


async def test_another_text_of_the_same_link_becomes_a_new_version(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, site: Site
) -> None:
    shown = await moderator.slash(channel, "document add", url=site.link("/storks"))
    await moderator.click(shown.response, label="Add")
    before = next(
        document
        for document in record.documents(scope=ANY_SCOPE)
        if document.scope == str(HOME) and document.url
    )
    site.answers["/storks"] = answer(make_article("herons"))

    shown = await moderator.slash(channel, "document add", url=site.link("/storks"))
    assert "an older text from this link" in layouts.text(shown.response)
    assert adding_words.ADD_NEW in layouts.labels(shown.response)
    await moderator.click(shown.response, label=adding_words.ADD_VERSION)

    renewed = record.document(before.id, scope=ANY_SCOPE)
    assert (2, True) == (renewed.version, "herons" in renewed.text)
    assert "Version 2 of" in layouts.text(shown.response)


async def test_what_is_much_like_a_document_can_be_added_all_the_same(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    statement = next(
        document for document in record.documents(scope=ANY_SCOPE) if document.title == "The bridge answers"
    )

    shown = await preview(moderator, channel, f"New toll\n\n{statement.text} It was raised in May.")
    assert adding_words.ALIKE in layouts.text(shown.response)
    assert "The bridge answers" in layouts.text(shown.response)
    await moderator.click(shown.response, label=adding_words.ADD_ANYWAY)

    assert "New toll" in titles(record, HOME)


# Twice, and at once


async def test_pressing_add_twice_adds_once(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel)

    with at_once(simcord_env):
        await moderator.click(shown.response, label="Add")
        second = await moderator.click(shown.response, label="Add")
    await simcord_env.settle()

    assert 1 == sum(document.title == "The tunnel" for document in record.documents(scope=ANY_SCOPE))
    assert "is now on the record" in layouts.text(shown.response)
    assert adding_words.DRAFT_GONE == second.response.content


async def test_two_moderators_adding_the_same_at_once_get_one_document(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
) -> None:
    other = guild.add_member(simcord_env.create_user("pat"), roles=[guild.roles["Moderators"]])
    first, second = await preview(moderator, channel), await preview(other, channel)

    with at_once(simcord_env):
        await moderator.click(first.response, label="Add")
        await other.click(second.response, label="Add")
    await simcord_env.settle()

    assert 1 == sum(document.title == "The tunnel" for document in record.documents(scope=ANY_SCOPE))
    told = sorted("is now on the record" in layouts.text(one.response) for one in (first, second))
    assert [False, True] == told
    assert any("is already on the record" in layouts.text(one.response) for one in (first, second))


async def test_two_moderators_adding_at_once_both_succeed(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
) -> None:
    other = guild.add_member(simcord_env.create_user("pat"), roles=[guild.roles["Moderators"]])
    first = await preview(moderator, channel)
    second = await preview(other, channel, "The mole\n\nThe mole is made of granite.")

    with at_once(simcord_env):
        await moderator.click(first.response, label="Add")
        await other.click(second.response, label="Add")
    await simcord_env.settle()

    assert {"The tunnel", "The mole"} <= titles(record, HOME)
    assert [] == record.check()


async def test_two_changes_at_once_are_both_kept(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    shown = await preview(moderator, channel)
    fields = selects(shown.response)

    with at_once(simcord_env):
        await moderator.select(shown.response, ["press"], custom_id=fields["party"]["custom_id"])
        await moderator.select(shown.response, ["letter"], custom_id=fields["kind"]["custom_id"])
    await simcord_env.settle()

    assert (["press"], ["letter"]) == (chosen(shown.response, "party"), chosen(shown.response, "kind"))


# What is over


async def test_a_preview_that_is_left_alone_says_that_it_is_over(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel)
    message = shown.response.message

    await simcord_env.advance_time(14 * 60)
    assert "Add" in layouts.labels(shown.response)
    await simcord_env.advance_time(60)

    assert [adding_words.EXPIRED] == layouts.texts(shown.response)
    assert message is not None
    assert "The tunnel" not in titles(record, HOME)


async def test_going_on_gives_a_preview_another_quarter_of_an_hour(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shown = await preview(moderator, channel)
    await simcord_env.advance_time(10 * 60)
    await moderator.select(shown.response, ["press"], custom_id=selects(shown.response)["party"]["custom_id"])
    await simcord_env.advance_time(10 * 60)

    await moderator.click(shown.response, label="Add")

    assert "The tunnel" in titles(record, HOME)


async def test_after_a_restart_every_part_of_a_preview_says_that_it_is_over(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    settings: Settings,
) -> None:
    shown = await preview(moderator, channel)
    form = await moderator.click(shown.response, label="Edit")
    await simcord_env.restart_bot(RecordBot(index=record, settings=settings))

    for label in ("Add", "Edit", "Cancel"):
        clicked = await moderator.click(shown.response, label=label)
        assert (adding_words.DRAFT_GONE, True) == (clicked.response.content, clicked.ephemeral)
    for field, value in (("party", "press"), ("kind", "letter")):
        custom_id = selects(shown.response)[field]["custom_id"]
        picked = await moderator.select(shown.response, [value], custom_id=custom_id)
        assert adding_words.DRAFT_GONE == picked.response.content
    sent = await moderator.submit_modal(form, filled(title="A"))
    assert adding_words.FORM_GONE == sent.response.content
    assert "The tunnel" not in titles(record, HOME)


async def test_sample_questions_can_be_asked_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    settings: Settings,
) -> None:
    shown = await preview(moderator, channel)
    await moderator.click(shown.response, label="Add")
    await simcord_env.restart_bot(RecordBot(index=record, settings=settings))

    asked = await moderator.click(shown.response, label=layouts.labels(shown.response)[0])

    assert layouts.quotations(asked.response)


async def test_a_server_has_only_so_many_previews_open(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    for number in range(MAX_DRAFTS):
        shown = await preview(moderator, channel, f"Note {number}\n\nThe quay has {number} bollards.")

    refused = await preview(moderator, channel)
    assert [adding_words.TOO_MANY_DRAFTS] == layouts.texts(refused.response)

    await moderator.click(shown.response, label="Cancel")
    assert [TUNNEL] == layouts.quotations((await preview(moderator, channel)).response)


@pytest.mark.parametrize(
    ("error", "told"),
    [(ReadOnlyData("The disk is full."), words.RECORD_FAILED), (MemoryError(), words.FAILED)],
)
async def test_where_it_cannot_be_added_the_preview_comes_back(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    told: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    shown = await preview(moderator, channel)
    with monkeypatch.context() as patch:
        patch.setattr(record.ingestion, "add", fail)
        await moderator.click(shown.response, label="Add")
    assert f"{told} {adding_words.UNTOUCHED}" == layouts.texts(shown.response)[0]

    await moderator.click(shown.response, label="Add")
    assert "The tunnel" in titles(record, HOME)


async def test_what_nobody_foresaw_of_a_source_ends_with_a_sentence_too(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(record.ingestion, "read_text", fail)

    shown = await preview(moderator, channel)

    assert [words.FAILED] == layouts.texts(shown.response)
    assert [adding_words.OPEN_AGAIN] == layouts.labels(shown.response)


async def test_where_no_questions_can_be_found_it_is_added_all_the_same(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(record.ingestion, "sample_questions", fail)
    shown = await preview(moderator, channel)
    await moderator.click(shown.response, label="Add")

    assert "is now on the record" in layouts.text(shown.response)
    assert "The tunnel" in titles(record, HOME)


# For what it was added, and who is told


async def test_a_document_that_was_asked_for_is_shown_to_answer_the_question(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    bot = simcord_env.bot
    assert isinstance(bot, RecordBot)

    @bot.tree.command(name="source", description="Opens the form")
    async def source(interaction: object) -> None:
        await bot.services.documents.add.begin(interaction, question=GATE)  # type: ignore[arg-type]  # as discord.py calls it

    await bot.tree.sync()
    form = await moderator.slash(channel, "source")
    assert adding_words.FORM_TITLE_ANSWER == form.modal["title"]

    shown = await moderator.submit_modal(form, {"text": TUNNEL})
    assert GATE in layouts.text(shown.response)
    await moderator.click(shown.response, label="Add")

    assert GATE == layouts.labels(shown.response)[0]


class TestHooks:
    """What is to be told of an addition."""

    @pytest.fixture
    def told(self) -> list[str]:
        return []

    @pytest.fixture
    def simcord_bot(self, record: Index, settings: Settings, told: list[str]) -> RecordBot:
        async def fail(scope: str) -> None:
            raise RuntimeError(scope)

        async def note(scope: str) -> None:
            told.append(scope)

        return RecordBot(index=record, settings=settings, listeners=[fail, note])

    async def test_each_is_told_the_scope_whatever_the_others_do(
        self,
        channel: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        told: list[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        shown = await preview(moderator, channel)
        assert [] == told

        await moderator.click(shown.response, label="Add")

        assert [str(HOME)] == told
        assert "is now on the record" in layouts.text(shown.response)
        assert "Reacting to a change failed." in caplog.messages


class OwnedBot(RecordBot):
    """A bot that is owned by whom it is told."""

    owner = 0

    async def application_info(self):  # type: ignore[no-untyped-def]  # as in discord.py
        info = await super().application_info()
        info.owner.id = self.owner or info.owner.id
        return info


class TestForEveryone:
    """Only the owner of the bot adds for everyone."""

    @pytest.fixture
    def simcord_bot(self, record: Index, settings: Settings) -> OwnedBot:
        return OwnedBot(index=record, settings=settings)

    async def test_the_owner_may_choose_who_sees_it(
        self,
        simcord_bot: OwnedBot,
        channel: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        carol: simcord.MemberActor,
        away_channel: simcord.ChannelHandle,
        record: Index,
    ) -> None:
        simcord_bot.owner = moderator.id
        shown = await preview(moderator, channel)
        assert [str(HOME)] == chosen(shown.response, "scope")
        custom_id = selects(shown.response)["scope"]["custom_id"]
        await moderator.select(shown.response, [EVERYONE], custom_id=custom_id)
        await moderator.click(shown.response, label="Add")

        assert "The tunnel" in titles(record, EVERYONE)
        assert adding_words.FOR_ALL in layouts.text(shown.response)
        asked = await carol.slash(away_channel, "ask", question=LEAKS)
        assert QUOTED == layouts.quotations(asked.response)[0]

    async def test_who_owns_it_no_longer_adds_for_nobody_else(
        self,
        simcord_env: simcord.Env,
        simcord_bot: OwnedBot,
        channel: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        record: Index,
    ) -> None:
        simcord_bot.owner = moderator.id
        shown = await preview(moderator, channel)
        custom_id = selects(shown.response)["scope"]["custom_id"]
        await moderator.select(shown.response, [EVERYONE], custom_id=custom_id)
        simcord_bot.owner = 0

        clicked = await moderator.click(shown.response, label="Add")
        picked = await moderator.select(shown.response, [EVERYONE], custom_id=custom_id)

        assert moderation_words.OWNER_ONLY == clicked.response.content == picked.response.content
        assert "The tunnel" not in titles(record, EVERYONE) | titles(record, HOME)

    async def test_other_moderators_are_not_asked_who_sees_it(
        self, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
    ) -> None:
        shown = await preview(moderator, channel)

        assert {"party", "kind"} == set(selects(shown.response))


async def test_a_server_sees_nothing_of_what_another_adds(
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    carol: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
) -> None:
    shown = await preview(moderator, channel)
    await moderator.click(shown.response, label="Add")

    asked = await carol.slash(away_channel, "ask", question=GATE)

    assert "toll gate" not in "".join(layouts.quotations(asked.response))
    assert layouts.quotations((await carol.slash(away_channel, "ask", question=CARRIES)).response)


class SlowEncoder(HashingEncoder):
    """An encoder that takes a while for each batch, once it is told to."""

    seconds = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        time.sleep(self.seconds)
        return super().encode(texts)


class TestProgress:
    """How far a long document is, is shown meanwhile."""

    @pytest.fixture
    def encoder(self) -> SlowEncoder:
        return SlowEncoder()

    @pytest.fixture
    def record(self, tmp_path: Path, encoder: SlowEncoder) -> Iterator[Index]:
        with Index.open(tmp_path / "data", encoder=encoder) as index:
            yield index

    async def test_reading_and_looking_for_speakers_are_shown_before_the_preview(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        record: Index,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(progress_message, "EDIT_INTERVAL_SECONDS", 0.2)
        look = record.ingestion.preview

        def look_slowly(original: Original, *, scope: str, progress: Progress) -> Preview:
            for number in range(24):
                time.sleep(0.02)
                progress(number, 24)
            return look(original, scope=scope)

        monkeypatch.setattr(record.ingestion, "preview", look_slowly)
        shown = await moderator.slash(channel, "document add", file=("report.txt", TUNNEL.encode()))

        told = [told for request in simcord_env.http_requests for told in find_texts(request.json)]
        assert adding_words.reading("report.txt") == told[0]
        assert 1 <= sum(one.startswith("Detecting speakers") for one in told) < 24
        assert [TUNNEL] == layouts.quotations(shown.response)

    async def test_encoding_is_shown_at_intervals_on_the_message_of_the_preview(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        moderator: simcord.MemberActor,
        encoder: SlowEncoder,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        interval = 0.2
        monkeypatch.setattr(progress_message, "EDIT_INTERVAL_SECONDS", interval)
        report = "\n\n".join(f"Storm {n}\n\nThe storm of day {n} sank {n} boats." for n in range(400))
        shown = await moderator.slash(channel, "document add", file=("report.txt", report.encode()))
        before, started = len(simcord_env.http_requests), time.perf_counter()
        encoder.seconds = interval / 5

        await moderator.click(shown.response, label="Add")

        intervals = (time.perf_counter() - started) / interval
        requests = simcord_env.http_requests[before:]
        told = [told for request in requests for told in find_texts(request.json)]
        encoding = [found for one in told if (found := re.search(r"searchable: ([\d,]+) of 800", one))]
        counts = [int(one[1]) for one in encoding]
        assert 3 <= len(counts) <= intervals
        assert sorted(set(counts)) == counts
        edits = [request for request in requests if request.method == "PATCH"]
        assert {"@original"} == {edit.path.rpartition("/")[2] for edit in edits}
        assert len(edits) <= intervals + 1
        assert "is now on the record" in layouts.text(shown.response)


def find_texts(payload: Any) -> Iterator[str]:
    """Everything that is written in a request."""
    if isinstance(payload, dict):
        for key, value in payload.items():
            if key == "content" and isinstance(value, str):
                yield value
            else:
                yield from find_texts(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from find_texts(value)
