"""What goes wrong is told in one sentence, logged, and survived."""

import logging

import discord
import pytest
import simcord
from discord import app_commands

from bot import errors
from bot.client import RecordBot
from bot.errors import explain
from bot.settings import Settings
from bot.strings import answers as words
from bot.strings import discord_errors as refusal_words
from bot.strings import documents as document_words
from bot.strings import lifecycle as keeping_words
from index import Index
from index.errors import DamagedData, PurgedDocument, UnknownDocument, UnknownQuotation, UnusableQuestion
from tests.bot import layouts
from tests.bot.harbour import CARRIES

REFUSALS = [
    pytest.param(500, 0, id="500"),
    pytest.param(403, 50013, id="403"),
    pytest.param(404, 10003, id="404"),
]
TOLD = {
    500: refusal_words.DISCORD_FAILED,
    403: refusal_words.NOT_LET,
    404: refusal_words.CHANNEL_GONE,
}


class FailingCall:
    """A method that fails, or a group of such methods."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, _name: str) -> "FailingCall":
        return FailingCall(self._error)

    def __call__(self, *_: object, **__: object) -> None:
        raise self._error


class BrokenIndex(FailingCall):
    """An index of which every look-up fails, once it is open; its settings and questions are sound."""

    def __init__(self, index: Index, error: Exception) -> None:
        super().__init__(error)
        self.parties = index.parties
        self.servers = index.servers
        self.unanswered = index.unanswered

    def warm_up(self) -> None:
        """Nothing to do."""


# Faults of Discord, route by route. Each fires once, so that the bot can still say so.


@pytest.mark.parametrize(("status", "code"), REFUSALS)
@pytest.mark.parametrize("route", ["/interactions/*/callback", "/webhooks/*"])
@pytest.mark.parametrize("command", ["ask", "sources list", "about", "help"])
async def test_a_command_that_discord_fails_gets_a_sentence_and_the_next_is_answered(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    command: str,
    route: str,
    status: int,
    code: int,
) -> None:
    options = {"question": CARRIES} if command == "ask" else {}
    simcord_env.inject_error("POST", route, status=status, code=code)

    failed = await alice.slash(channel, command, **options)

    assert TOLD[status] == failed.response.content
    assert isinstance(simcord_env.errors[0], app_commands.CommandInvokeError)
    assert "" == (await alice.slash(channel, command, **options)).response.content


@pytest.mark.parametrize(("status", "code"), REFUSALS)
@pytest.mark.parametrize(
    ("label", "method", "route"),
    [
        (words.CONTEXT, "POST", "/interactions/*/callback"),
        (words.CONTEXT, "POST", "/webhooks/*"),
        (words.NEXT, "POST", "/interactions/*/callback"),
        (words.NEXT, "PATCH", "/webhooks/*/messages/@original"),
    ],
)
async def test_a_button_that_discord_fails_gets_a_sentence_and_the_next_works(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    label: str,
    method: str,
    route: str,
    status: int,
    code: int,
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    button = next(one for one in layouts.custom_ids(asked.response) if one.startswith(label.lower()))
    before = layouts.text(asked.response)
    simcord_env.inject_error(method, route, status=status, code=code)

    failed = await alice.click(asked.response, custom_id=button)

    told = [one.content for one in (failed.response, *failed.followups) if one]
    assert TOLD[status] in told
    assert before == layouts.text(asked.response)
    assert (await alice.click(asked.response, custom_id=button)).acknowledged


@pytest.mark.parametrize(("status", "code"), REFUSALS)
async def test_a_mention_whose_answer_discord_fails_gets_a_sentence(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    status: int,
    code: int,
) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=status, code=code)

    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

    assert TOLD[status] == channel.last_message.content


@pytest.mark.parametrize(("status", "code"), REFUSALS)
async def test_a_mention_is_answered_though_typing_cannot_be_shown(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    status: int,
    code: int,
) -> None:
    simcord_env.inject_error("POST", "/channels/*/typing", status=status, code=code)

    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

    assert layouts.quotations(channel.last_message)


@pytest.mark.parametrize(("status", "code"), REFUSALS)
async def test_where_nothing_can_be_said_the_bot_lives_on(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    caplog: pytest.LogCaptureFixture,
    status: int,
    code: int,
) -> None:
    simcord_env.inject_error("*", "*", status=status, code=code, times=None)
    asked = await alice.slash(channel, "ask", question=CARRIES)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    simcord.assert_error(simcord_env)
    simcord_env.backend.faults.clear()

    assert not asked.acknowledged
    assert 2 == sum("could not be reported to a user" in message for message in caplog.messages)
    assert CARRIES not in caplog.text
    assert layouts.quotations((await alice.slash(channel, "ask", question=CARRIES)).response)


async def test_where_the_bot_may_not_write_a_command_is_answered_all_the_same(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor
) -> None:
    silenced = discord.PermissionOverwrite(send_messages=False)
    mute = guild.create_text_channel("mute", overwrites={simcord_env.bot.user: silenced})

    await alice.send(mute, f"{simcord_env.bot.user.mention} {CARRIES}")
    asked = await alice.slash(mute, "ask", question=CARRIES)

    assert layouts.quotations(asked.response)
    assert 2 == len(mute.history())


async def test_an_interaction_that_is_over_is_dropped(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    simcord_env.inject_error("POST", "/interactions/*", status=404, code=10062, times=None)
    before = len(simcord_env.http_requests)

    late = await alice.slash(channel, "ask", question=CARRIES)
    pressed = await alice.click(asked.response, label=words.NEXT)

    assert not late.acknowledged
    assert not pressed.acknowledged
    assert 2 == len(simcord_env.http_requests) - before
    assert 2 == caplog.messages.count("An interaction expired before it could be answered.")
    assert [] == [record for record in caplog.records if record.levelno >= logging.ERROR]
    simcord.assert_error(simcord_env, code=10062)


# A record that fails


BROKEN = [
    pytest.param(RuntimeError("/secret/path"), words.FAILED, id="unforeseen"),
    pytest.param(DamagedData("The file /secret/path is damaged."), words.RECORD_FAILED, id="damaged"),
]


@pytest.mark.parametrize(("error", "sentence"), BROKEN)
class TestOfABrokenRecord:
    @pytest.fixture
    def simcord_bot(self, index: Index, settings: Settings, error: Exception) -> RecordBot:
        return RecordBot(index=BrokenIndex(index, error), settings=settings)  # type: ignore[arg-type]

    @pytest.mark.parametrize("command", ["ask", "sources list", "about"])
    async def test_a_command_gets_the_one_sentence_and_the_log_the_traceback(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        caplog: pytest.LogCaptureFixture,
        command: str,
        error: Exception,
        sentence: str,
    ) -> None:
        options = {"question": CARRIES} if command == "ask" else {}

        asked = await alice.slash(channel, command, **options)

        assert sentence == asked.response.content
        assert [error] == tracebacks(caplog)
        simcord.assert_error(simcord_env)

    async def test_a_mention_gets_it_too(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        caplog: pytest.LogCaptureFixture,
        error: Exception,
        sentence: str,
    ) -> None:
        await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

        assert sentence == channel.last_message.content
        assert [error] == tracebacks(caplog)

    async def test_a_button_gets_it_too(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        caplog: pytest.LogCaptureFixture,
        index: Index,
        settings: Settings,
        error: Exception,
        sentence: str,
    ) -> None:
        await simcord_env.restart_bot(RecordBot(index=index, settings=settings))
        asked = await alice.slash(channel, "ask", question=CARRIES)
        broken = BrokenIndex(index, error)
        await simcord_env.restart_bot(RecordBot(index=broken, settings=settings))  # type: ignore[arg-type]

        pressed = await alice.click(asked.response, custom_id=layouts.custom_ids(asked.response)[0])

        assert sentence == pressed.response.content
        assert [error] == tracebacks(caplog)

    async def test_an_autocompletion_offers_nothing(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, error: Exception, sentence: str
    ) -> None:
        assert not await alice.autocomplete(channel, "ask", "speaker", "a", question="q")


def tracebacks(caplog: pytest.LogCaptureFixture) -> list[BaseException]:
    """The errors whose tracebacks the bot logged."""
    logged = [record for record in caplog.records if record.name == errors.__name__]
    return [record.exc_info[1] for record in logged if record.exc_info and record.exc_info[1]]


# Sentences


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (UnusableQuestion("Ask in a few words."), "Ask in a few words."),
        (UnknownQuotation("No quotation has the id x."), words.QUOTATION_GONE),
        (app_commands.MissingPermissions(["manage_messages"]), words.NOT_ALLOWED),
        (UnknownDocument("No document has the id x."), keeping_words.UNKNOWN),
        (PurgedDocument("The document x was purged: secret."), document_words.ERASED),
        (KeyError("secret"), words.FAILED),
    ],
)
def test_each_kind_of_error_has_its_sentence(error: Exception, expected: str) -> None:
    assert expected == explain(error)
