"""Fifty members ask at once, in several servers: each gets a first response in time, and one answer."""

import time
from typing import Any, Final

import pytest
import simcord

from tests.bot import layouts
from tests.bot.documents.add_setup import at_once
from tests.bot.harbour import CARRIES

pytestmark = pytest.mark.simcord(settle_timeout=60)

SERVERS: Final = 5
MEMBERS: Final = 10
"""In each server; every other one asks by a mention."""

IN_TIME: Final = 3.0
"""Seconds in which Discord wants a first response. Those of this process count, not those of its machine."""


class Clocked(list[Any]):
    """Requests to Discord, with the time that this process had taken at each."""

    def __init__(self) -> None:
        self.at: list[float] = []

    def append(self, request: Any) -> None:
        self.at.append(time.process_time())
        super().append(request)


async def test_fifty_who_ask_at_once_are_all_answered_once_and_deferred_in_time(
    simcord_env: simcord.Env,
) -> None:
    channels = [simcord_env.create_guild(f"S{n}").create_text_channel("quay") for n in range(SERVERS)]
    members = {
        channel: [
            channel.guild.add_member(simcord_env.create_user(f"m{n}-{channel.id}")) for n in range(MEMBERS)
        ]
        for channel in channels
    }
    await simcord_env.settle()
    requests = Clocked()
    simcord_env.backend.http_requests = requests
    question = f"{simcord_env.bot.user.mention} {CARRIES}"
    begun: dict[int, float] = {}
    results, questions = [], []

    with at_once(simcord_env):
        for channel, several in members.items():
            for member in several[::2]:
                started = time.process_time()
                results.append(await member.slash(channel, "ask", question=CARRIES))
                begun[results[-1]._interaction.id] = started
            for member in several[1::2]:
                questions.append(await member.send(channel, question))
    await simcord_env.settle()

    deferred = {
        int(request.path.split("/")[2]): at
        for request, at in zip(requests, requests.at, strict=True)
        if request.path.endswith("/callback")
    }
    late = [one for one, started in begun.items() if deferred[one] - started > IN_TIME]
    assert [] == late
    assert len(begun) == len(results) == SERVERS * MEMBERS // 2
    assert all(layouts.quotations(result.response) and not result.followups for result in results)
    replied_to = [
        message.reference.message_id
        for channel in channels
        for message in channel.history()
        if message.reference is not None
    ]
    assert sorted(question.id for question in questions) == sorted(replied_to)
