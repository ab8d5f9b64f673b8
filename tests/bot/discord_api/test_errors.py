"""What Discord refuses is told in one sentence, and logged in one line without a traceback."""

from typing import Any

import aiohttp
import discord
import pytest
import simcord

from bot.discord_api.deduplication import InteractionDeduplicator
from bot.errors import explain, report
from bot.strings import answers as answer_words
from bot.strings import discord_errors as words
from tests.bot.harbour import CARRIES


class Response:
    """As much of a response as discord.py's errors look at."""

    reason = "made up"

    def __init__(self, status: int) -> None:
        self.status = status


def refuse(kind: type[discord.HTTPException], status: int, code: int) -> discord.HTTPException:
    return kind(Response(status), {"code": code, "message": "made up"})  # type: ignore[arg-type]


REFUSALS = [
    (refuse(discord.NotFound, 404, 10003), words.CHANNEL_GONE),
    (refuse(discord.NotFound, 404, 10008), words.MESSAGE_GONE),
    (refuse(discord.Forbidden, 403, 50007), words.DIRECT_CLOSED),
    (refuse(discord.HTTPException, 400, 50083), words.THREAD_CLOSED),
    (refuse(discord.Forbidden, 403, 160005), words.THREAD_CLOSED),
    (refuse(discord.Forbidden, 403, 50013), words.NOT_LET),
    (refuse(discord.DiscordServerError, 503, 0), words.DISCORD_FAILED),
    (refuse(discord.HTTPException, 429, 0), words.DISCORD_FAILED),
    (discord.RateLimited(60.0), words.DISCORD_FAILED),
    (aiohttp.ServerDisconnectedError(), words.DISCORD_FAILED),
    (ConnectionResetError(), words.DISCORD_FAILED),
    (TimeoutError(), words.DISCORD_FAILED),
]


@pytest.mark.parametrize(("error", "sentence"), REFUSALS, ids=str)
def test_what_is_expected_of_discord_has_its_sentence_and_one_line_in_the_log(
    error: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert sentence == explain(error)
    (logged,) = caplog.records
    assert logged.exc_info is None
    assert "\n" not in logged.getMessage()


def test_a_request_that_discord_calls_wrong_is_a_fault_of_the_bots(caplog: pytest.LogCaptureFixture) -> None:
    assert answer_words.FAILED == explain(refuse(discord.HTTPException, 400, 50035))
    assert caplog.records[0].exc_info


async def test_a_command_that_lacks_a_permission_names_it(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, alice: simcord.MemberActor
) -> None:
    silent = discord.PermissionOverwrite(send_messages=False, read_message_history=False)
    quay = guild.create_text_channel("quay", overwrites={simcord_env.bot.user: silent})
    simcord_env.inject_error("POST", "/webhooks/*", status=403, code=50013)

    asked = await alice.slash(quay, "ask", question=CARRIES)

    assert words.needed_here(["send_messages", "read_message_history"]) == asked.response.content
    simcord.assert_error(simcord_env, code=50013)


class Answered:
    """An interaction that Discord holds for answered, though the bot has not got that far."""

    guild_id = None

    def __init__(self) -> None:
        self.response, self.followup, self.client = self, self, self
        self.deduplicator = InteractionDeduplicator()
        self.id = 1
        self.said: list[str] = []

    def is_done(self) -> bool:
        return False

    async def send(self, sentence: str, **_: Any) -> None:
        self.said.append(sentence)

    async def send_message(self, sentence: str, **_: Any) -> None:
        raise refuse(discord.HTTPException, 400, 40060)


async def test_where_an_interaction_is_acknowledged_already_the_sentence_comes_behind_it() -> None:
    interaction: Any = Answered()

    await report(interaction, refuse(discord.HTTPException, 400, 40060))

    assert [words.DISCORD_FAILED] == interaction.said


@pytest.mark.parametrize("code", [10062, 10015, 50027])
async def test_what_is_over_is_not_answered(code: int) -> None:
    interaction: Any = Answered()

    await report(interaction, refuse(discord.NotFound, 404, code))

    assert [] == interaction.said
