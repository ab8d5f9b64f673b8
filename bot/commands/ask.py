"""`/ask`, and the same by mention, by a reply that pings the bot, and by direct message."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.choices import choose
from bot.cooldown import Cooldowns
from bot.errors import BadOption, NotHere, explain
from bot.pages import Pages
from bot.record import Record
from bot.replies import Replies
from bot.servers.servers import Servers, check_place
from bot.words import answers as words
from index.dates import first_day, last_day
from index.servers import ServerSettings

log = logging.getLogger(__name__)

_IN_PASSING: Final = 90.0
"""Seconds for which it is said that the bot answers elsewhere. A mention cannot be answered privately;
without a word the bot would look broken, and a lasting word is what the moderators did not want there."""


class Ask(commands.Cog):
    """Questions in, quotations out."""

    def __init__(
        self,
        *,
        bot: commands.Bot,
        record: Record,
        pages: Pages,
        replies: Replies,
        cooldowns: Cooldowns,
        servers: Servers,
    ) -> None:
        self._bot = bot
        self._record = record
        self._pages = pages
        self._replies = replies
        self._cooldowns = cooldowns
        self._servers = servers

    @app_commands.command(description=words.ASK)
    @app_commands.describe(
        question=words.ASK_QUESTION,
        party=words.ASK_PARTY,
        speaker=words.ASK_SPEAKER,
        since=words.ASK_SINCE,
        until=words.ASK_UNTIL,
        private=words.ASK_PRIVATE,
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: str,
        party: str | None = None,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Answer, in the channel or privately.

        What is refused at a glance is refused before the reply is deferred, since a reply deferred for all
        to see can be made private no more.
        """
        wanted_party = self._read_party(party)
        first, last = _read_date("since", since, first_day), _read_date("until", until, last_day)
        settings = await self._servers.settings(interaction.guild_id)
        check_place(settings, interaction.guild, interaction.channel)
        self._cooldowns.count(
            interaction.user.id, interaction.created_at, server=interaction.guild_id, settings=settings
        )
        is_private = settings.private if private is None else private
        await interaction.response.defer(ephemeral=is_private, thinking=True)
        view = await self._pages.answer(
            interaction.guild_id,
            question,
            with_question=True,
            party=wanted_party,
            speaker=speaker,
            since=first,
            until=last,
        )
        await interaction.followup.send(view=view)

    @ask.autocomplete("party")
    async def complete_party(
        self, _interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The sides whose names hold what was typed."""
        names = {party.name: party_id for party_id, party in self._record.parties.parties.items()}
        return choose(names, current)

    @ask.autocomplete("speaker")
    async def complete_speaker(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The speakers on the record whose names hold what was typed."""
        speakers = await self._record.speakers(interaction.guild_id)
        return choose({speaker: speaker for speaker in speakers}, current)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot: a mention, a reply that pings it, a direct message."""
        question = self._question_in(message)
        if question is None:
            return
        try:
            settings = await self._servers.settings(message.guild.id if message.guild else None)
            check_place(settings, message.guild, message.channel)
            await _show_typing(message.channel)
            await message.reply(view=await self._answer(message, question, settings))
        except NotHere as error:
            await _tell(message, str(error), for_seconds=_IN_PASSING)
        except Exception as error:  # noqa: BLE001 - the outermost handler of messages
            await _tell(message, explain(error))

    def _question_in(self, message: discord.Message) -> str | None:
        me = self._bot.user
        if message.author.bot or message.is_system() or me is None:
            return None
        if message.guild is not None and me not in message.mentions:
            return None
        return message.content.replace(f"<@{me.id}>", "").replace(f"<@!{me.id}>", "").strip()

    async def _answer(
        self, message: discord.Message, question: str, settings: ServerSettings
    ) -> discord.ui.LayoutView:
        if not question:
            return self._replies.plain(words.GREETING)
        server = message.guild.id if message.guild else None
        self._cooldowns.count(message.author.id, message.created_at, server=server, settings=settings)
        return await self._pages.answer(server, question, with_question=False)

    def _read_party(self, given: str | None) -> str | None:
        """The party meant: its id, or its name as a user may type it past the choices."""
        if given is None:
            return None
        for party_id, party in self._record.parties.parties.items():
            if given.casefold() in (party_id.casefold(), party.name.casefold()):
                return party_id
        raise BadOption(words.unknown_party(self._record.parties))


def _read_date(option: str, given: str | None, read: Callable[[str], date]) -> date | None:
    if given is None:
        return None
    try:
        return read(given.strip())
    except ValueError as error:
        raise BadOption(words.bad_date(option)) from error


async def _show_typing(channel: discord.abc.Messageable) -> None:
    """Show that an answer is coming. Where that fails, the answer comes all the same."""
    try:
        await channel.typing()
    except discord.HTTPException:
        log.info("Typing could not be shown.", exc_info=True)


async def _tell(message: discord.Message, sentence: str, *, for_seconds: float | None = None) -> None:
    try:
        reply = await message.reply(sentence)
        if for_seconds is not None:
            await reply.delete(delay=for_seconds)
    except discord.HTTPException:
        log.warning("A user could not be told of an error: %s", sentence, exc_info=True)
