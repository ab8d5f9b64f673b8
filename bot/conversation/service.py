"""Messages that are for the bot: mentions, replies that ping it, direct messages; and what follows an answer.

What follows is understood by the answer that it follows: its question stands above the quotations, or in the
message that it replies to, and what narrowed the question down is in the id of its button. So nothing is kept
of a conversation, and it goes on after a restart.
"""

import logging
import re
from collections import deque
from datetime import datetime, timedelta
from typing import Any, Final

import discord
from discord import ui
from discord.ext import commands

from bot.answers.components import FollowUpButton
from bot.answers.help_view import make_greeting_view, make_help_view
from bot.answers.question_lookup import find_question, strip_mention
from bot.answers.service import AnswerService
from bot.conversation.error_delivery import ErrorDelivery, show_typing
from bot.conversation.follow_up_modal import make_follow_up_modal
from bot.discord_api.errors import DISCORD_ERRORS, describe_discord_error, is_withdrawn
from bot.discord_api.permissions import list_missing
from bot.errors import BadOption, LacksPermissions, NotHere, explain
from bot.rate_limits.question_gate import QuestionGate
from bot.runtime.async_index import AsyncIndex
from bot.strings import conversation as words
from bot.strings import discord_errors as refusal_words
from bot.ui.layout import plain
from bot.ui.modals import read_values
from index import FilteredQuestion, FollowUpIntent, depends_on_answer
from index.errors import SmallTalk

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_TEMPORARY_REPLY_SECONDS: Final = 90.0
"""Seconds for which it is said that the bot answers elsewhere. A mention cannot be answered privately;
without a word the bot would look broken, and a lasting word is what the moderators did not want there."""

_DUPLICATE_WINDOW: Final = timedelta(seconds=20)
"""The same words of the same user in the same place within this time are one question."""

_REMEMBERED_MESSAGES: Final = 1000
"""Messages that are known if Discord delivers them again, as it may after a lost connection."""

_MAX_REPLY_CHAIN: Final = 20
"""Messages among which the answer is looked for that a remark without a reply follows."""


_HELP: Final = re.compile(r"\b(?:help|commands?|how|what)\b", re.IGNORECASE)
"""Small talk that asks what the bot does."""


class ConversationCog(commands.Cog):
    """Answers messages, and goes on where an answer ended."""

    def __init__(
        self,
        *,
        bot: commands.Bot,
        async_index: AsyncIndex,
        answers: AnswerService,
        question_gate: QuestionGate,
    ) -> None:
        self._bot = bot
        self._async_index = async_index
        self._answers = answers
        self._question_gate = question_gate
        self._delivery = ErrorDelivery()
        self._heard: dict[tuple[int, int, int | None, str], datetime] = {}
        self._delivered: deque[int] = deque(maxlen=_REMEMBERED_MESSAGES)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot, once."""
        said = self._read(message)
        if said is None or self._was_heard(message, said):
            return
        try:
            await self._question_gate.admit_message(message, asks=bool(said))
            if missing := list_missing(message.channel):
                raise LacksPermissions(refusal_words.needed_here(missing))
            async with show_typing(message.channel):
                await message.reply(view=await self._answer(message, said))
        except NotHere as error:
            await _tell_in_passing(message, str(error))
        except Exception as error:  # noqa: BLE001 - the outermost handler of messages
            await self._explain(message, error)

    async def _explain(self, message: discord.Message, error: Exception) -> None:
        if is_withdrawn(error):
            log.info("A message was deleted before it was answered.")
            return
        missing = list_missing(message.channel) if isinstance(error, discord.Forbidden) else []
        told = refusal_words.needed_here(missing) if missing else explain(error)
        await self._delivery.deliver(message, told)

    async def open_modal(self, interaction: Interaction) -> None:
        """Ask for the remark."""
        await interaction.response.send_modal(make_follow_up_modal(interaction.id))

    async def follow_up(self, interaction: Interaction) -> None:
        """Answer the remark in a modal that was sent, on the answer under which it was opened."""
        message, said = interaction.message, read_values(interaction).get("remark", "")
        if message is None:
            raise BadOption(words.FORM_GONE)
        was_private = message.flags.ephemeral or None
        is_private = await self._question_gate.admit(interaction, private=was_private)
        await interaction.response.defer(ephemeral=is_private, thinking=True)
        view = await self._go_on(interaction.guild_id, message, said)
        await interaction.followup.send(view=view)

    def _read(self, message: discord.Message) -> str | None:
        """The text addressed to the bot; None if a message is not addressed to it."""
        me = self._bot.user
        if message.author.bot or message.is_system() or me is None:
            return None
        if message.guild is not None and me not in message.mentions:
            return None
        return strip_mention(message.content, me.id)

    def _was_heard(self, message: discord.Message, said: str) -> bool:
        """Whether this is delivered again, or said again before anybody could have read an answer."""
        if message.id in self._delivered:
            return True
        self._delivered.append(message.id)
        now = message.created_at
        self._heard = {heard: at for heard, at in self._heard.items() if now - at < _DUPLICATE_WINDOW}
        replied_to = message.reference.message_id if message.reference else None
        heard = (message.channel.id, message.author.id, replied_to, said.casefold())
        if not said or heard in self._heard:
            return bool(said)
        self._heard[heard] = now
        return False

    async def _answer(self, message: discord.Message, said: str) -> ui.LayoutView:
        if not said:
            replied = message.reference and message.reference.resolved
            is_unseen = isinstance(replied, discord.Message) and self._is_answer(replied)
            return plain(words.UNSEEN) if is_unseen else make_greeting_view()
        try:
            return await self._look_up(message, said)
        except SmallTalk:
            return make_help_view() if _HELP.search(said) else make_greeting_view()

    async def _look_up(self, message: discord.Message, said: str) -> ui.LayoutView:
        server = message.guild.id if message.guild else None
        before = await self._find_answer(message, said)
        if before is not None:
            return await self._go_on(server, before, said)
        if depends_on_answer(said):
            await self._check_alone(server, said)
        return await self._answers.answer(server, FilteredQuestion(question=said), with_question=False)

    async def _check_alone(self, server: int | None, said: str) -> None:
        """Raise BadOption for a remark on an answer where there was none."""
        if isinstance(
            await self._async_index.for_server(server).follow_up(said, FilteredQuestion(question=said)),
            FollowUpIntent,
        ):
            raise BadOption(words.NOTHING_BEFORE)

    async def _find_answer(self, message: discord.Message, said: str) -> discord.Message | None:
        """The answer that a message follows: that it replies to, or the last if it asks nothing by itself."""
        replied = message.reference and message.reference.resolved
        if isinstance(replied, discord.Message):
            return replied if self._is_answer(replied) else None
        if not depends_on_answer(said):
            return None
        try:
            async for earlier in message.channel.history(limit=_MAX_REPLY_CHAIN, before=message):
                if self._is_answer(earlier):
                    return earlier
        except DISCORD_ERRORS as refusal:
            log.info("Earlier messages could not be read (%s).", describe_discord_error(refusal))
        return None

    def _is_answer(self, message: discord.Message) -> bool:
        return message.author == self._bot.user and bool(FollowUpButton.find_all(message))

    async def _go_on(self, server: int | None, answer: discord.Message, said: str) -> ui.LayoutView:
        button, *_ = FollowUpButton.find_all(answer)
        before = button.narrow(await find_question(answer))
        match await self._async_index.for_server(server).follow_up(said, before):
            case FollowUpIntent.MORE:
                return await self._answers.following(server, answer)
            case FollowUpIntent.WHO:
                return await self._answers.sources(server, answer)
            case asked:
                return await self._answers.answer(server, asked, with_question=True)


async def _tell_in_passing(message: discord.Message, sentence: str) -> None:
    if list_missing(message.channel):
        return
    try:
        reply = await message.reply(sentence)
        await reply.delete(delay=_TEMPORARY_REPLY_SECONDS)
    except DISCORD_ERRORS as refusal:
        log.info(
            "The notice of where the bot answers could not be sent (%s).", describe_discord_error(refusal)
        )
