"""Whatever Discord refuses, on whatever route: who acts is told, nothing is half done, and it goes on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import simcord

from bot.strings import conversation as talking_words
from bot.strings import discord_errors as words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, Index
from tests.bot import layouts
from tests.bot.conftest import open_copy
from tests.bot.documents.change_setup import OwnedBot
from tests.bot.harbour import CARRIES, HOME
from tests.bot.tour import ACTS, Walk
from tests.strength import mostly_slow

pytestmark = pytest.mark.simcord(settle_timeout=30, check_errors=False)

Route = tuple[str, str]
Fault = tuple[int, int, str]
"""Status and code of an answer of Discord's, and what is told of it."""

FAULTS: Final[list[Fault]] = [
    (403, 50013, words.NOT_LET),
    (404, 10003, words.CHANNEL_GONE),
    (500, 0, words.DISCORD_FAILED),
]

TOLD_OTHERWISE: Final = (moderation_words.OWNER_UNKNOWN, talking_words.NOTHING_BEFORE)
"""Where it is known what the fault means."""


@pytest.fixture(scope="module")
def record(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """One record for all, which the acts leave as they need it."""
    with open_copy(harbour, tmp_path_factory.mktemp("faults")) as index:
        yield index


@pytest.fixture(scope="module")
def document(record: Index) -> str:
    """The id of the server's own."""
    (found,) = [one.id for one in record.documents(scope=ANY_SCOPE) if one.scope == str(HOME)]
    return found


@pytest.fixture
def simcord_bot(record: Index, settings: Any) -> OwnedBot:
    return OwnedBot(index=record, settings=settings)


@pytest.fixture
def walk(
    simcord_env: simcord.Env,
    record: Index,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    document: str,
) -> Walk:
    simcord_env.bot.owner = mo.id
    audit = guild.create_text_channel("audit")
    record.servers.change(str(HOME), {"audit_channel": str(audit.id), "private": False}, actor="7")
    return Walk(simcord_env, record, guild, channel, audit, alice, mo, document)


@dataclass(frozen=True)
class Run:
    """What Discord was asked for by an act, what could be read afterwards, and how much was written down."""

    routes: list[Route]
    said: list[str]
    acts: int


async def run(walk: Walk, name: str, fault: tuple[str, str, int, int] | None = None) -> Run:
    """Let an act happen, with a fault of Discord once it begins."""
    began = acts = 0

    def begin() -> None:
        nonlocal began, acts
        began, acts = len(walk.env.http_requests), count_acts(walk.record)
        if fault is not None:
            method, path, status, code = fault
            walk.env.inject_error(method, path, status=status, code=code)

    walk.begin = begin
    result = await ACTS[name](walk)
    walk.env.backend.faults.clear()
    routes = [(one.method, generalise(one.path)) for one in walk.env.http_requests[began:]]
    said = list(read(walk, result))
    written = count_acts(walk.record) - acts
    await walk.env.advance_time(30)  # the same words within seconds are one question
    return Run(list(dict.fromkeys(routes)), said, written)


def generalise(path: str) -> str:
    """A path as a pattern, with stars for ids and tokens."""
    return "/".join("*" if re.search(r"\d", part) else part for part in path.split("/"))


def read(walk: Walk, result: Any) -> Iterator[str]:
    """All that who acts can read: answers to an act, a form, what was said last where they wrote."""
    if result is None:
        for channel in (walk.channel, walk.alice.user.dm_channel):
            yield from (show(message) for message in channel.history()[-1:])
        return
    yield from (show(reply) for reply in (result.response, *result.followups) if reply is not None)
    if result.modal is not None:
        yield result.modal["title"]


def show(message: Any) -> str:
    """What a message says, but for numbers and ids, which are others each time."""
    return re.sub(r"ID\s[a-z2-7]+|\d+", "#", f"{message.content}\n{layouts.text(message)}".strip())


def count_acts(record: Index) -> int:
    return len(record.audit.read(scope=str(HOME), limit=10_000))


@pytest.mark.parametrize("name", mostly_slow(ACTS))
async def test_a_fault_on_any_route_of_an_act_is_told_and_survived(walk: Walk, name: str) -> None:
    clean = await run(walk, name)

    for route, (status, code, sentence) in list_faults(clean.routes, list(ACTS).index(name)):
        faulty = await run(walk, name, (*route, status, code))

        is_told = bool({sentence, *TOLD_OTHERWISE} & set(faulty.said))
        assert is_told or set(clean.said) <= set(faulty.said), (route, status)
        assert faulty.acts in (0, clean.acts), (route, status)
    answered = await walk.alice.slash(walk.channel, "ask", question=CARRIES, private=False)
    assert layouts.quotations(answered.response)


def list_faults(routes: list[Route], turn: int) -> Iterator[tuple[Route, Fault]]:
    """Each fault on each route; on those that all acts take, the acts take turns with the faults."""
    for number, route in enumerate(routes):
        is_common = route[1].startswith(("/interactions/", "/webhooks/"))
        yield from ((route, fault) for fault in ([FAULTS[(turn + number) % 3]] if is_common else FAULTS))


def test_after_all_that_the_record_is_sound(record: Index) -> None:
    assert [] == record.check()
