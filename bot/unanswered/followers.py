"""Those who wait for an answer, and are told of it once there is one."""

import asyncio
import logging
from itertools import groupby
from typing import Final

import discord
from discord.ext import commands, tasks

from bot.answers.actions import AnswerActions
from bot.answers.quotation_cards import QUOTATIONS_PER_MESSAGE
from bot.answers.views import AnswerViews
from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error
from bot.feedback.service import FeedbackCog
from bot.runtime.async_index import AsyncIndex, scope_of
from bot.runtime.thread_pool import Threads
from bot.strings import moderation as words
from bot.ui.interactions import Interaction
from bot.unanswered.service import UnansweredService
from index import EVERYONE, Answer, FollowedQuestion, Index
from index.errors import UnusableQuestion

log = logging.getLogger(__name__)

_SETTLE_SECONDS: Final = 2.0
"""Seconds in which further changes of the record are waited for before followed questions are asked again."""


class FollowerCog(commands.Cog):
    """Asks followed questions again when the record changed, and forgets what is too old.

    An addition calls `after_change`; what other processes add is looked for every minute.
    """

    def __init__(
        self,
        *,
        bot: commands.Bot,
        index: Index,
        async_index: AsyncIndex,
        unanswered: UnansweredService,
        feedback: FeedbackCog,
        actions: AnswerActions,
        views: AnswerViews,
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._bot = bot
        self._index = index
        self._async_index = async_index
        self._unanswered = unanswered
        self._feedback = feedback
        self._actions = actions
        self._views = views
        self._generation: int | None = None
        self._changed: set[str] = set()
        self._telling: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._telling_one = asyncio.Lock()

    async def cog_load(self) -> None:
        self._watch.start()
        self._expire.start()

    async def cog_unload(self) -> None:
        async with self._telling_one:  # whoever was told would be told again after a restart
            self._watch.cancel()
            self._expire.cancel()
            if self._telling is not None:
                self._telling.cancel()

    async def follow(self, interaction: Interaction, key: str) -> None:
        """Have the user notified when a question is answered. Raises UnknownQuestion, TooManyFollowed."""
        await self._actions.defer_and_flag(interaction)
        await self._unanswered.wait_for(key)
        is_new = await self._threads.records.run(
            self._index.unanswered.follow,
            str(interaction.user.id),
            scope=scope_of(interaction.guild_id),
            key=key,
            place=_place_of(interaction),
            at=discord.utils.utcnow(),
        )
        told = words.following(self._unanswered.retention.days) if is_new else words.FOLLOWED_ALREADY
        await interaction.followup.send(told, ephemeral=True)

    async def after_change(self, scope: str) -> None:
        """Ask again soon what is followed in that scope, or in all where everyone's documents changed."""
        self._changed.add(scope)
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell_soon())

    @tasks.loop(minutes=1)
    async def _watch(self) -> None:
        if self._watch.current_loop == 0:  # in the first minute those who ask go first
            return
        try:
            generation = await self._threads.records.run(self._index.generation)
        except Exception:  # the outermost handler of work that nobody waits for, and so below
            log.exception("The record could not be checked for changes.")
            return
        if generation != self._generation:  # and once after the start: the bot may have been away
            self._generation = generation
            await self._ask_all(None)

    @tasks.loop(hours=1)
    async def _expire(self) -> None:
        try:
            await self._unanswered.expire()
            await self._feedback.expire()
        except Exception:
            log.exception("Expired questions and feedback could not be deleted.")

    @_watch.before_loop
    async def _wait(self) -> None:
        await self._bot.wait_until_ready()

    async def _tell_soon(self) -> None:
        while self._changed:
            await asyncio.sleep(_SETTLE_SECONDS)
            changed, self._changed = self._changed, set()
            await self._ask_all(None if EVERYONE in changed else changed)

    async def _ask_all(self, scopes: set[str] | None) -> None:
        """Ask the followed questions of the scopes again (None: of all), and tell their followers."""
        async with self._turn:  # nobody is told twice
            try:
                await self._tell_all(scopes)
            except Exception:
                log.exception("Followed questions could not be asked again.")

    async def _tell_all(self, scopes: set[str] | None) -> None:
        waiting = await self._threads.records.run(self._index.unanswered.waiting, scopes)
        waiting.sort(key=_asked)
        for (scope, question), followers in groupby(waiting, key=_asked):
            server = None if scope == EVERYONE else int(scope)
            record = self._async_index.for_server(server)
            try:
                answer = await record.ask(question, limit=QUOTATIONS_PER_MESSAGE)
            except UnusableQuestion:  # it was followed under other rules, and nobody else waits for it
                continue
            if answer.answered:
                for followed in followers:
                    async with self._telling_one:
                        await self._tell(followed, answer)

    async def _tell(self, followed: FollowedQuestion, answer: Answer) -> None:
        """Tell a follower, unless they left the server or erased their data; then forget the question."""
        try:
            user = await self._find(followed)
            if user is None:
                return
            if followed in await self._threads.records.run(self._index.unanswered.followed_by, followed.user):
                await user.send(view=self._views.news(answer, link_to(followed)))
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("A user who follows a question cannot be notified (code %d).", error.code)
        except DISCORD_ERRORS as refusal:
            log.warning(
                "A user who follows a question will be notified later (%s).", describe_discord_error(refusal)
            )
            return
        await self._threads.records.run(self._index.unanswered.drop, followed)

    async def _find(self, followed: FollowedQuestion) -> discord.Member | discord.User | None:
        """The member who waits, if they may see the documents that answered; None if Discord does not tell.

        Discord is asked whether they are still in the server. Raises discord.NotFound where they are not.
        """
        if followed.scope == EVERYONE:
            return await self._bot.fetch_user(int(followed.user))
        guild = self._bot.get_guild(int(followed.scope))
        return await guild.fetch_member(int(followed.user)) if guild else None


def link_to(followed: FollowedQuestion) -> str:
    """The URL of the place where a question was asked."""
    return f"https://discord.com/channels/{followed.place}"


def _place_of(interaction: discord.Interaction) -> str:
    """Server, channel and message; no message where only one person sees it, since no link leads there."""
    parts = [str(interaction.guild_id or "@me"), str(interaction.channel_id)]
    if interaction.message is not None and not interaction.message.flags.ephemeral:
        parts.append(str(interaction.message.id))
    return "/".join(parts)


def _asked(followed: FollowedQuestion) -> tuple[str, str]:
    return followed.scope, followed.question
