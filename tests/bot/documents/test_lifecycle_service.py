"""What moderators do with documents that are on the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as words
from bot.strings import audit as audit_words
from bot.strings import lifecycle as keeping_words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, Index
from index.attribution.parser import load_pipeline
from index.fetching.fetcher import Fetcher
from tests.bot import layouts
from tests.bot.documents.add_setup import GATE, filled
from tests.bot.harbour import HOME
from tests.fakes import HashingEncoder
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import Site, answer
from tests.index.reading.made_files import make_pdf, set_lines
from tests.index.writing import add

pytestmark = pytest.mark.simcord(settle_timeout=60.0)

REPORT = make_pdf(
    [
        set_lines(["The harbour tunnel was dug by miners."]),
        set_lines(["The toll gate is closed on Sundays."]),
        set_lines(["The lamps burn all night."]),
    ]
)
CLOSED = "The toll gate is closed on Sundays."
TEXT = f"The harbour tunnel was dug by miners.\n\n{CLOSED}\n\nThe lamps burn all night."
PAGE = (
    "<html><head><title>The tunnel</title><meta name='date' content='2001-01-01'></head>"
    "<body><nav><a href='/'>Home</a></nav><article><h1>The tunnel</h1>"
    "<p>The harbour tunnel was dug by miners, who came from the quarries with their lamps and ropes.</p>"
    f"<p>{CLOSED} On all other days a keeper takes the toll from every cart that comes through.</p>"
    "<p>The lamps burn all night, and a watchman walks from one end of the tunnel to the other.</p>"
    "</article></body></html>"
)


@pytest.fixture(scope="module", autouse=True)
def _parser() -> None:
    load_pipeline()


@pytest.fixture
def record(empty: Path) -> Iterator[Index]:
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True)
    with Index.open(empty, encoder=HashingEncoder(), fetcher=fetcher) as index:
        yield index


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.answers["/tunnel"] = answer(PAGE)
        yield site


@pytest.fixture
def simcord_bot(record: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=record, settings=settings)


@pytest.fixture
def report(record: Index) -> str:
    """The id of a document of this server."""
    return add(record, f"The tunnel\n\n{CLOSED}", title="The tunnel", scope=str(HOME)).id


@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize("given", ["a file", "a link", "a text"])
async def test_a_report_is_added_dated_quoted_with_its_source_removed_and_restored(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    moderator: simcord.MemberActor,
    record: Index,
    site: Site,
    given: str,
) -> None:
    link = site.link("/tunnel")
    options = {"a file": {"file": ("report.pdf", REPORT)}, "a link": {"url": link}, "a text": {"text": TEXT}}
    shown = await moderator.slash(channel, "document add", **options[given])
    form = await moderator.click(shown.response, label="Edit")
    described = filled(title="Report on the tunnel", published="2024-10-03", url=link)
    await moderator.submit_modal(form, described)
    await moderator.click(shown.response, label="Add")
    assert "is now on the record" in layouts.text(shown.response)
    document = record.documents(scope=ANY_SCOPE)[0].id

    answered = (await alice.slash(channel, "ask", question=GATE)).response
    assert CLOSED == layouts.quotations(answered)[0]
    source = layouts.text(answered).replace("\N{NO-BREAK SPACE}", " ")
    assert "*Report on the tunnel*" in source and "3 October 2024" in source
    assert (given == "a file") == (words.page(2) in source)
    assert all(opened.startswith(link) for opened in layouts.links(answered)) and layouts.links(answered)

    removed = await moderator.slash(channel, "document remove", document=document, reason="An old draft")
    assert removed.ephemeral
    assert keeping_words.removed("Report on the tunnel", document) == layouts.text(removed.response)
    assert words.SILENCE in layouts.text((await alice.slash(channel, "ask", question=GATE)).response)

    await moderator.slash(channel, "document restore", document=document)
    assert CLOSED == layouts.quotations((await alice.slash(channel, "ask", question=GATE)).response)[0]

    history = layouts.text((await moderator.slash(channel, "document history", document=document)).response)
    audit = layouts.text((await moderator.slash(channel, "moderation audit")).response)
    done = [f"<@{moderator.id}> {word} *Report on the tunnel*" for word in ("added", "removed", "restored")]
    assert sorted(history.find(act) for act in done) == [history.find(act) for act in done]
    assert sorted((audit.find(act) for act in done), reverse=True) == [audit.find(act) for act in done]
    assert -1 not in {history.find(act) for act in done} | {audit.find(act) for act in done}
    assert "An old draft" in history


async def test_the_last_act_of_a_moderator_is_undone(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, report: str
) -> None:
    await moderator.slash(channel, "document remove", document=report)

    undone = await moderator.slash(channel, "document undo")

    assert keeping_words.undone("remove", "The tunnel") == layouts.text(undone.response)
    assert [report] == [document.id for document in record.documents(scope=ANY_SCOPE)]


async def test_where_nothing_was_done_nothing_is_undone(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor
) -> None:
    refused = await moderator.slash(channel, "document undo")

    assert refused.ephemeral
    assert f"Nothing to undo: <@{moderator.id}> has changed nothing here." in refused.response.content
    simcord.assert_error(simcord_env)


@pytest.mark.parametrize("command", ["remove", "restore", "history"])
async def test_what_is_not_there_and_what_another_server_has_look_alike(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    command: str,
) -> None:
    foreign = add(record, f"Away\n\n{CLOSED}", title="Away", scope="1002").id

    for wanted in (foreign, "zzzzzzzz", "no id"):
        refused = await moderator.slash(channel, f"document {command}", document=wanted)
        assert keeping_words.UNKNOWN == refused.response.content
    simcord.assert_error(simcord_env)


async def test_what_is_on_everyones_record_is_not_removed(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    shared = add(record, f"The tunnel\n\n{CLOSED}", title="The tunnel").id

    refused = await moderator.slash(channel, "document remove", document=shared)

    assert "is shared with all servers" in str(refused.response.content)
    assert [shared] == [document.id for document in record.documents(scope=ANY_SCOPE)]
    simcord.assert_error(simcord_env)


async def test_documents_of_this_server_alone_are_offered_by_title(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, report: str
) -> None:
    add(record, "The quay is long.", title="The quay")
    add(record, "The well is deep.", title="The tunnel of others", scope="1002")

    offered = await moderator.autocomplete(channel, "document remove", "document", "tun")
    removed = await moderator.autocomplete(channel, "document restore", "document", "")

    assert [report] == [choice["value"] for choice in offered]
    assert [] == list(removed)


async def test_the_audit_tells_of_this_server_and_of_one_member(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, report: str
) -> None:
    add(record, "The well is deep.", title="The well", scope="1002")
    await moderator.slash(channel, "document remove", document=report)

    all_acts = layouts.text((await moderator.slash(channel, "moderation audit")).response)
    own = layouts.text((await moderator.slash(channel, "moderation audit", member=moderator)).response)
    added = layouts.text((await moderator.slash(channel, "moderation audit", action="purge")).response)

    assert all_acts.count("The tunnel") == 2
    assert own.count("The tunnel") == 1
    assert "The well" not in all_acts
    assert audit_words.NO_ACTS in added


async def test_what_is_done_is_posted_once_in_the_audit_channel(
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    moderator: simcord.MemberActor,
    record: Index,
    report: str,
) -> None:
    audit = guild.create_text_channel("audit")
    record.servers.change(str(HOME), {"audit_channel": str(audit.id)}, actor="7")

    await moderator.slash(channel, "document remove", document=report, reason="An old draft")
    await moderator.slash(channel, "document restore", document=report)
    await moderator.slash(channel, "document history", document=report)

    posted = [layouts.text(message) for message in audit.history()]
    assert [f"<@{moderator.id}> removed *The tunnel*: An old draft" in posted[0], len(posted)] == [True, 2]
    assert f"<@{moderator.id}> restored *The tunnel*" in posted[1]


async def test_an_audit_channel_that_is_gone_stops_nobody(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index, report: str
) -> None:
    record.servers.change(str(HOME), {"audit_channel": "99"}, actor="7")

    removed = await moderator.slash(channel, "document remove", document=report)

    assert keeping_words.removed("The tunnel", report) == layouts.text(removed.response)


async def test_others_are_refused_at_every_command(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    record: Index,
    report: str,
) -> None:
    for name in ("document", "moderation"):
        (command,) = [c for c in await simcord_env.bot.tree.fetch_commands() if c.name == name]
        guild.set_command_permissions(command, {alice: True})

    for name, options in (
        ("document remove", {"document": report}),
        ("document restore", {"document": report}),
        ("document history", {"document": report}),
        ("document undo", {}),
        ("moderation audit", {}),
    ):
        refused = await alice.slash(channel, name, **options)
        assert moderation_words.MODERATORS_ONLY == refused.response.content
    offered = await alice.autocomplete(channel, "document remove", "document", "")
    assert [] == list(offered)
    assert [report] == [document.id for document in record.documents(scope=ANY_SCOPE)]
    simcord.assert_error(simcord_env)
