"""The bot: everything that it needs is built here, once, and handed over by keyword."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands

from bot.adding.accepted import Accepted
from bot.adding.adding import Adding, begin_adding
from bot.adding.additions import Additions
from bot.adding.attempts import Attempts
from bot.adding.drafts import Drafts
from bot.adding.replies import AddingReplies
from bot.adding.resumption import Resumption
from bot.admission import Admission
from bot.browsing.browsing import Browsing
from bot.changes import AfterChange
from bot.choices import Choices
from bot.command_tree import CommandTree, tell_commands
from bot.commands.about import About
from bot.commands.ask import Ask
from bot.commands.document import Documents
from bot.commands.moderation import Moderation
from bot.commands.privacy import Privacy
from bot.commands.quote import Quote
from bot.commands.sources import Sources
from bot.commands.verify import Verify
from bot.cooldown import Cooldowns
from bot.deliveries import Deliveries
from bot.feedback.feedback import Feedback
from bot.feedback.list import FeedbackList
from bot.keeping.audit import Audit
from bot.keeping.audit_channel import AuditChannel
from bot.keeping.departures import Departures
from bot.keeping.editing import Editing
from bot.keeping.forms import Forms
from bot.keeping.keeping import Keeping
from bot.keeping.list import DocumentList
from bot.keeping.own_documents import OwnDocuments
from bot.keeping.purging import Purging
from bot.keeping.replies import KeepingReplies
from bot.keeping.speakers import Speakers
from bot.keeping.telling import Telling
from bot.outdated import Outdated
from bot.pages import Pages
from bot.parts import FORMS, ITEMS
from bot.precedence import Precedence
from bot.quick_threads import QuickThreads
from bot.quotes.daily import Daily
from bot.quotes.pages import QuotePages
from bot.quotes.quotes import Quotes
from bot.record import Record
from bot.replies import Replies
from bot.servers.moderators import Moderators
from bot.servers.panel import SettingsPanel
from bot.servers.servers import Servers
from bot.settings import Settings
from bot.talking.talking import Talking
from bot.unanswered.following import Following
from bot.unanswered.list import UnansweredList
from bot.unanswered.unanswered import Unanswered
from bot.welcome import Welcome
from index import Index
from index.unanswered.asked import Retention

log = logging.getLogger(__name__)

_ANSWERING: Final = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
"""How discord.py names the tasks in which it lets the bot handle what came in."""


class RecordBot(commands.Bot):
    """A client with the default intents only: no message is read that is not for it."""

    def __init__(self, *, index: Index, settings: Settings, after_change: Sequence[AfterChange] = ()) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=CommandTree,
        )
        self.deliveries = Deliveries()
        precedence = Precedence()
        self._record = record = Record(index, concurrency=settings.concurrency, precedence=precedence)
        self._additions = Additions(index, precedence=precedence)
        replies = Replies(index.parties)
        cooldowns = Cooldowns(questions=settings.cooldown_questions, seconds=settings.cooldown_seconds)
        self._threads = QuickThreads()
        servers = Servers(index, threads=self._threads)
        admission = Admission(servers=servers, cooldowns=cooldowns)
        retention = Retention(settings.unanswered_kept, settings.unanswered_days)
        unanswered = Unanswered(index, retention=retention, threads=self._threads)
        self.moderators = Moderators(bot=self, servers=servers)
        telling = Telling(index.parties)
        audit_channel = AuditChannel(bot=self, index=index, servers=servers, replies=replies, telling=telling)
        self.audit = Audit(index=index, moderators=self.moderators, replies=replies, telling=telling)
        self.pages = Pages(record=record, replies=replies, unanswered=unanswered)
        choices = Choices(index, threads=self._threads)
        quote_pages = QuotePages(record=record, replies=replies)
        self.quotes = Quotes(pages=quote_pages, choices=choices, admission=admission)
        self.settings_panel = SettingsPanel(
            moderators=self.moderators,
            servers=servers,
            usual=(settings.cooldown_questions, settings.cooldown_seconds),
            after_change=audit_channel.after_change,
        )
        self.unanswered_list = UnansweredList(
            moderators=self.moderators,
            unanswered=unanswered,
            record=record,
            replies=replies,
            begin_adding=begin_adding,
            after_change=audit_channel.after_change,
        )
        self.talking = Talking(
            bot=self, record=record, pages=self.pages, replies=replies, admission=admission
        )
        self.feedback = Feedback(index=index, record=record, replies=replies, days=settings.feedback_days)
        self.feedback_list = FeedbackList(
            index=index,
            moderators=self.moderators,
            record=record,
            replies=replies,
            days=settings.feedback_days,
        )
        self.following = Following(
            bot=self,
            index=index,
            record=record,
            unanswered=unanswered,
            feedback=self.feedback,
            replies=replies,
        )
        self.privacy = Privacy(index=index, replies=replies)
        self.about = About(bot=self, record=record, replies=replies)
        told = (self.following.after_change, audit_channel.after_change, *after_change)
        accepted = Accepted(settings.data / "accepted")
        self.adding = Adding(
            additions=self._additions,
            accepted=accepted,
            attempts=Attempts(most=settings.additions, seconds=settings.additions_seconds),
            drafts=Drafts(),
            moderators=self.moderators,
            replies=AddingReplies(index.parties),
            after_change=told,
        )
        self.keeping = Keeping(
            index=index,
            moderators=self.moderators,
            replies=replies,
            telling=telling,
            after_change=told,
        )
        keeping_replies = KeepingReplies(index.parties)
        documents = OwnDocuments(
            index=index, moderators=self.moderators, threads=self._threads, after_change=told
        )
        self.editing_forms = Forms()
        self.editing = Editing(
            additions=self._additions,
            documents=documents,
            forms=self.editing_forms,
            replies=keeping_replies,
        )
        self.speakers = Speakers(
            index=index, documents=documents, forms=self.editing_forms, replies=keeping_replies
        )
        self.document_list = DocumentList(index=index, moderators=self.moderators, replies=keeping_replies)
        self.purging = Purging(index=index, documents=documents, replies=keeping_replies)
        self._cogs = (
            Ask(bot=self, record=record, pages=self.pages, admission=admission, choices=choices),
            self.talking,
            Verify(bot=self, record=record, replies=replies, admission=admission),
            Quote(quotes=self.quotes, choices=choices, parties=index.parties),
            Sources(
                pages=self.pages,
                browsing=Browsing(index=index, corpus=settings.corpus, threads=self._threads),
                parties=index.parties,
            ),
            Moderation(
                settings_panel=self.settings_panel,
                unanswered_list=self.unanswered_list,
                feedback_list=self.feedback_list,
                audit=self.audit,
            ),
            self.following,
            self.feedback,
            Documents(
                bot=self,
                adding=self.adding,
                keeping=self.keeping,
                documents=documents,
                forms=self.editing_forms,
                editing=self.editing,
                speakers=self.speakers,
                document_list=self.document_list,
                purging=self.purging,
            ),
            Resumption(bot=self, additions=self._additions, accepted=accepted, after_change=told),
            Departures(bot=self, index=index, kept=timedelta(days=settings.departed_days)),
            self.privacy,
            self.about,
            Daily(bot=self, index=index, record=record, pages=quote_pages),
            Welcome(bot=self),
            Outdated(items=ITEMS, forms=FORMS),
        )
        self._data = settings.data

    async def setup_hook(self) -> None:
        """Take up commands and buttons, once the token is known to be right and before any event comes."""
        for cog in self._cogs:
            await self.add_cog(cog)
        self.add_dynamic_items(*ITEMS)
        await tell_commands(self.tree, self._data)
        await self._record.warm_up()

    async def finish(self, seconds: float) -> None:
        """Let no document be read or added any more; answer what was asked, for at most so many seconds."""
        self._additions.close()
        answering = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
        if answering:
            await asyncio.wait(answering, timeout=seconds)

    async def close(self) -> None:
        """Let no document be read or added any more, disconnect, and end the threads."""
        self._additions.close()
        await super().close()
        self._threads.close()

    async def on_message(self, message: discord.Message) -> None:
        """Look for no commands in messages. The cog `Talking` listens to them itself."""

    async def on_interaction(self, interaction: discord.Interaction["RecordBot"]) -> None:
        """Remember what came in. Commands, buttons and forms answer it."""
        self.deliveries.note(interaction)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        log.info("Connected as %s, in %d servers.", self.user, len(self.guilds))
