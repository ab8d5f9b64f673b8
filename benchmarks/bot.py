"""Measures the bot's response times when many people ask at once, and what blocks its event loop.

    python -m benchmarks.bot [--people 50] [--servers 5] [--rounds 3] [--over 0] [--without-reader]

The complete bot answers from the shipped corpus with the real models, on a simulated Discord without network
latency that runs on the same event loop. Half of the people use `/ask`, half a mention; all at once, or
spread over `--over` seconds. A task that sleeps 5 ms at a time records how late it wakes; a thread records
the code that ran in between. Times are in milliseconds.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import simcord

from bot.app import ProductionBot
from bot.settings import Settings
from index import Index
from index.encoding.factory import choose_encoder

_CORPUS: Final = Path("corpus")
_QUESTIONS: Final = Path("tests/data/questions.jsonl")
_OWN: Final = Path("bot").resolve()
_TICK_SECONDS: Final = 0.005
"""Resolution of the watchdog."""

_LONG_SECONDS: Final = 0.05
"""Longer blocks of the event loop are reported with their cause."""


class Watchdog:
    """Records how late the event loop is, and the code that blocks it."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.causes: Counter[str] = Counter()
        self._loop_thread = threading.get_ident()
        self._beat = time.perf_counter()
        self._ends = threading.Event()

    async def watch(self) -> None:
        """Wake every 5 ms, until cancelled."""
        while True:
            self._beat = time.perf_counter()
            await asyncio.sleep(_TICK_SECONDS)
            self.late.append(time.perf_counter() - self._beat - _TICK_SECONDS)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Watch for the duration of a block."""
        task = asyncio.create_task(self.watch())
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield
        finally:
            task.cancel()
            self._ends.set()
            thread.join()

    def _look(self) -> None:
        named = 0.0
        while not self._ends.wait(_TICK_SECONDS):
            beat = self._beat
            if beat != named and time.perf_counter() - beat > _LONG_SECONDS + _TICK_SECONDS:
                named = beat
                frame = sys._current_frames()[self._loop_thread]
                self.causes[_name(traceback.extract_stack(frame))] += 1


def _name(stack: traceback.StackSummary) -> str:
    """The innermost function of a stack, and the innermost one of the bot."""
    places = [f"{Path(one.filename).parent.name}/{Path(one.filename).name}:{one.name}" for one in stack]
    own = [place for one, place in zip(stack, places, strict=True) if _OWN in Path(one.filename).parents]
    return f"{places[-1]} in {own[-1] if own else 'simcord or discord.py'}"


class Requests(list[Any]):
    """Records requests to Discord with their times; `all_answered` is set after `expected` answers."""

    def __init__(self, expected: int) -> None:
        super().__init__()
        self.at: list[float] = []
        self.all_answered = asyncio.Event()
        self._expected = expected

    def append(self, request: Any) -> None:
        self.at.append(time.perf_counter())
        super().append(request)
        if len(self.answers()) == self._expected:
            self.all_answered.set()

    def first_responses(self) -> dict[str, float]:
        """The time of the first response to each interaction, by token."""
        return {
            request.path.split("/")[3]: at
            for request, at in zip(self, self.at, strict=True)
            if request.path.endswith("/callback")
        }

    def answers(self) -> dict[str, float]:
        """The time of the answer to each interaction, by token, and to each message, by id."""
        times = {}
        for request, at in zip(self, self.at, strict=True):
            if request.path.startswith("/webhooks/"):
                times[request.path.split("/")[3]] = at
            elif reference := (request.json or {}).get("message_reference"):
                times[str(reference["message_id"])] = at
        return times


async def run(index: Index, folder: Path, *, people: int, servers: int, rounds: int, over: float) -> None:
    """Start the bot and measure all rounds."""
    settings = Settings(_env_file=None, data=folder, cooldown_questions=1000)
    env = simcord.Env(ProductionBot(index=index, settings=settings), check_errors=True, settle_timeout=600)
    await env.start()
    try:
        await _ask_all(env, people=people, servers=servers, rounds=rounds, over=over)
    finally:
        await env.shutdown()


async def _ask_all(env: simcord.Env, *, people: int, servers: int, rounds: int, over: float) -> None:
    questions = [json.loads(line)["question"] for line in _QUESTIONS.read_text().splitlines()]
    choice = random.Random(1)  # noqa: S311 - no secret
    channels = [env.create_guild(f"S{n}").create_text_channel("asking") for n in range(servers)]
    places = [channels[n % servers] for n in range(people)]
    members = [_join(env, place, f"m{n}") for n, place in enumerate(places)]
    await env.settle()
    when = f"over {over:g} s" if over else "at once"
    print(f"{people} people in {servers} servers, {when}; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':<10}{'first response':>24}{'whole answer':>24}{'event loop late':>24}")
    print(f"{'':<10}" + f"{'p50':>8}{'p95':>8}{'most':>8}" * 3)
    for number in range(rounds + 1):
        watchdog = Watchdog()
        with watchdog.watching():
            moments = sorted(choice.uniform(0, over) for _ in members)
            asked = zip(members, places, choice.sample(questions, people), moments, strict=True)
            first, whole = await _ask_at_once(env, list(asked))
        if number:  # the first round warms up
            print(f"round {number:<4}{_format(first)}{_format(whole)}{_format(watchdog.late)}")
            for cause, times in watchdog.causes.most_common(5):
                print(f"          held up {times} times for more than 50 ms: {cause}")
        await env.advance_time(60)


def _join(env: simcord.Env, place: Any, name: str) -> Any:
    return place.guild.add_member(env.create_user(name))


async def _ask_at_once(
    env: simcord.Env, people: list[tuple[Any, Any, str, float]]
) -> tuple[list[float], list[float]]:
    """Seconds to the first response of each command, and to each answer."""
    requests = Requests(len(people))
    env.backend.http_requests = requests
    begun: dict[str, float] = {}
    me = f"<@{env.backend.bot_user.id}>"
    with _at_once(env):
        beginning = time.perf_counter()
        for number, (member, place, question, moment) in enumerate(people):
            await asyncio.sleep(max(beginning + moment - time.perf_counter(), 0))
            started = time.perf_counter()
            if number % 2:
                asked = await member.send(place, f"{me} {question}")
                begun[str(asked.id)] = started
            else:
                begun[(await member.slash(place, "ask", question=question))._interaction.token] = started
        await requests.all_answered.wait()
    await env.settle()
    first = [at - begun[key] for key, at in requests.first_responses().items()]
    return first, [at - begun[key] for key, at in requests.answers().items()]


@contextlib.contextmanager
def _at_once(env: Any) -> Iterator[None]:
    """Stop simcord from waiting for each action to settle, through a private name of its environment."""

    async def wait_for_nothing(**_: Any) -> None:
        pass

    settle, env._settle_internal = env._settle_internal, wait_for_nothing
    try:
        yield
    finally:
        env._settle_internal = settle


def _format(seconds: list[float]) -> str:
    p50, p95 = np.percentile(seconds, (50, 95))
    return "".join(f"{1000 * one:8.0f}" for one in (p50, p95, max(seconds)))


def main() -> None:
    """Measure on a temporary record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--servers", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--over", type=float, default=0, help="seconds within which they ask")
    parser.add_argument("--without-reader", action="store_true")
    options = vars(parser.parse_args())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "record"
        # An index opened without an encoder uses the packaged one and the bundled reranker.
        encoder = choose_encoder(data) if options.pop("without_reader") else None
        with Index.open(data, _CORPUS, encoder=encoder) as index:
            asyncio.run(run(index, Path(folder), **options))


if __name__ == "__main__":
    main()
