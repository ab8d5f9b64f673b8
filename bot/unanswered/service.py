"""Questions that the record could not answer: kept behind the replies, grouped, settled."""

import asyncio
import logging

import discord

from bot.runtime.async_index import scope_of
from bot.runtime.thread_pool import Threads
from index import Answer, Index, QuestionGroup, QuestionState, RecordError, Retention, question_key

log = logging.getLogger(__name__)


class UnansweredService:
    """The questions of the server in which they were asked; None stands for direct messages.

    What was asked there was asked of everyone's documents, and is for the owner of the bot alone.
    """

    def __init__(self, index: Index, *, retention: Retention, threads: Threads) -> None:
        self._questions = index.unanswered
        self._threads = threads
        self._writing: dict[str, asyncio.Task[None]] = {}
        self.retention = retention

    def keep(self, server: int | None, answer: Answer) -> str | None:
        """Keep the question of a silent answer while the reply goes out; return its key, None if it is not.

        A reply does not wait for it, since an addition may hold the store for a moment.
        """
        if not self.retention.questions:
            return None
        key = question_key(scope_of(server), answer.question)
        task = asyncio.create_task(self._keep(server, answer))
        self._writing[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))
        return key

    async def wait_for(self, key: str) -> None:
        """Wait until a question that is being kept stands in the store."""
        if task := self._writing.get(key):
            await asyncio.wait({task})

    async def question(self, server: int | None, key: str) -> str:
        """A question by its key, at once. Raises UnknownQuestion."""
        return await self._threads.checks.run(self._questions.question, scope_of(server), key)

    async def groups(self, server: int | None) -> list[QuestionGroup]:
        """The open questions by meaning, the group that was asked last first."""
        return await self._threads.records.run(self._questions.groups, scope_of(server))

    async def group(self, server: int | None, key: str) -> QuestionGroup:
        """The group of an open question. Raises UnknownQuestion."""
        return await self._threads.records.run(self._questions.group, scope_of(server), key)

    async def resolve(self, server: int | None, key: str, state: QuestionState, *, actor: int) -> None:
        """State what became of a question and its group, in a moderator's name. Raises UnknownQuestion."""
        await self._threads.records.run(
            self._questions.resolve, scope_of(server), key, state, actor=str(actor)
        )

    async def expire(self) -> None:
        """Forget what is too old."""
        await self._threads.records.run(self._questions.expire, discord.utils.utcnow(), self.retention)

    def _forget(self, key: str, task: "asyncio.Task[None]") -> None:
        if self._writing.get(key) is task:
            del self._writing[key]

    async def _keep(self, server: int | None, answer: Answer) -> None:
        nearest = answer.nearest[0].document_id if answer.nearest else None
        try:
            await self._threads.records.run(
                self._questions.keep,
                answer.question,
                scope=scope_of(server),
                nearest=nearest,
                at=discord.utils.utcnow(),
                retention=self.retention,
            )
        except RecordError:
            log.exception("An unanswered question could not be stored.")
