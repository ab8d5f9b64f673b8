"""The bot: everything that it needs is built here, once, and handed over by keyword."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import discord
from discord.ext import commands

from bot.answers.service import AnswerService
from bot.answers.views import AnswerViews
from bot.audit_log.channel import AuditChannel
from bot.audit_log.formatter import AuditFormatter
from bot.audit_log.pages import AuditPages
from bot.command_tree import CommandTree, sync_commands
from bot.commands.about import About
from bot.commands.ask import Ask
from bot.commands.document import DocumentCog
from bot.commands.moderation import Moderation
from bot.commands.privacy import Privacy
from bot.commands.quote import Quote
from bot.commands.sources import Sources
from bot.commands.verify import Verify
from bot.component_registry import COMPONENTS, MODAL_PREFIXES
from bot.conversation.service import ConversationCog
from bot.discord_api.deduplication import InteractionDeduplicator
from bot.documents.access import DocumentAccess
from bot.documents.add_service import AddService, open_add_modal
from bot.documents.add_views import AddViews
from bot.documents.drafts import Drafts
from bot.documents.edit_service import EditService
from bot.documents.left_servers import LeftServersCog
from bot.documents.lifecycle_service import LifecycleService
from bot.documents.list_service import DocumentListService
from bot.documents.open_modals import OpenModals
from bot.documents.pending_additions import PendingAdditions
from bot.documents.purge_service import PurgeService
from bot.documents.recovery import RecoveryCog
from bot.documents.speaker_service import SpeakerService
from bot.documents.views import DocumentViews
from bot.feedback.list_view import FeedbackListView
from bot.feedback.service import FeedbackCog
from bot.options.autocomplete import Autocomplete
from bot.quotes.daily_quote import DailyQuoteCog
from bot.quotes.service import QuoteService
from bot.quotes.views import QuoteViews
from bot.rate_limits.cooldowns import Attempts, Cooldowns
from bot.rate_limits.question_gate import QuestionGate
from bot.runtime.async_index import AsyncIndex
from bot.runtime.change_listeners import ChangeListener
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.runtime.query_priority import QueryPriority
from bot.runtime.thread_pool import ThreadPool
from bot.servers.moderators import Moderators
from bot.servers.panel import SettingsPanel
from bot.servers.service import ServerService
from bot.servers.welcome import WelcomeCog
from bot.settings import Settings
from bot.sources.service import SourceService
from bot.ui.stale_components import StaleComponentCog
from bot.unanswered.followers import FollowerCog
from bot.unanswered.list_view import UnansweredListView
from bot.unanswered.service import UnansweredService
from index import Index
from index.domain.unanswered_question import Retention

log = logging.getLogger(__name__)

_ANSWERING: Final = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
"""How discord.py names the tasks in which it lets the bot handle what came in."""


class RecordBot(commands.Bot):
    """A client with the default intents only: no message is read that is not for it."""

    def __init__(self, *, index: Index, settings: Settings, listeners: Sequence[ChangeListener] = ()) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=CommandTree,
        )
        self.deduplicator = InteractionDeduplicator()
        priority = QueryPriority()
        self._record = record = AsyncIndex(index, concurrency=settings.concurrency, priority=priority)
        self._lanes = IngestionLanes(index, priority=priority)
        views = AnswerViews(index.parties)
        cooldowns = Cooldowns(questions=settings.cooldown_questions, seconds=settings.cooldown_seconds)
        self._threads = ThreadPool()
        servers = ServerService(index, threads=self._threads)
        question_gate = QuestionGate(servers=servers, cooldowns=cooldowns)
        retention = Retention(settings.unanswered_kept, settings.unanswered_days)
        unanswered = UnansweredService(index, retention=retention, threads=self._threads)
        self.moderators = Moderators(bot=self, servers=servers)
        formatter = AuditFormatter(index.parties)
        audit_channel = AuditChannel(bot=self, index=index, servers=servers, formatter=formatter)
        self.audit_pages = AuditPages(index=index, moderators=self.moderators, formatter=formatter)
        self.answers = AnswerService(async_index=record, views=views, keep_unanswered=unanswered.keep)
        self.sources = SourceService(
            index=index, async_index=record, corpus=settings.corpus, threads=self._threads
        )
        autocomplete = Autocomplete(index, threads=self._threads)
        quote_pages = QuoteViews(async_index=record, views=views)
        self.quotes = QuoteService(views=quote_pages, autocomplete=autocomplete, question_gate=question_gate)
        self.settings_panel = SettingsPanel(
            moderators=self.moderators,
            servers=servers,
            usual=(settings.cooldown_questions, settings.cooldown_seconds),
            listener=audit_channel.after_change,
        )
        self.unanswered_list = UnansweredListView(
            moderators=self.moderators,
            unanswered=unanswered,
            async_index=record,
            views=views,
            begin_adding=open_add_modal,
            listener=audit_channel.after_change,
        )
        self.conversation = ConversationCog(
            bot=self, async_index=record, answers=self.answers, question_gate=question_gate
        )
        self.feedback = FeedbackCog(index=index, async_index=record, days=settings.feedback_days)
        self.feedback_list = FeedbackListView(
            index=index,
            moderators=self.moderators,
            async_index=record,
            days=settings.feedback_days,
        )
        self.followers = FollowerCog(
            bot=self,
            index=index,
            async_index=record,
            unanswered=unanswered,
            feedback=self.feedback,
            views=views,
        )
        self.privacy = Privacy(index=index)
        self.about = About(bot=self, async_index=record)
        told = (self.followers.after_change, audit_channel.after_change, *listeners)
        pending = PendingAdditions(settings.data / "accepted")
        self.add_service = AddService(
            lanes=self._lanes,
            pending=pending,
            attempts=Attempts(most=settings.additions, seconds=settings.additions_seconds),
            drafts=Drafts(),
            moderators=self.moderators,
            views=AddViews(index.parties),
            listeners=told,
        )
        self.lifecycle = LifecycleService(
            index=index,
            moderators=self.moderators,
            formatter=formatter,
            listeners=told,
        )
        keeping_replies = DocumentViews(index.parties)
        access = DocumentAccess(
            index=index, moderators=self.moderators, threads=self._threads, listeners=told
        )
        self.open_modals = OpenModals()
        self.edit_service = EditService(
            lanes=self._lanes,
            access=access,
            open_modals=self.open_modals,
            views=keeping_replies,
        )
        self.speaker_service = SpeakerService(
            index=index, access=access, open_modals=self.open_modals, views=keeping_replies
        )
        self.document_list = DocumentListService(
            index=index, moderators=self.moderators, views=keeping_replies
        )
        self.purge_service = PurgeService(index=index, access=access, views=keeping_replies)
        self._cogs = (
            Ask(
                bot=self,
                async_index=record,
                answers=self.answers,
                question_gate=question_gate,
                autocomplete=autocomplete,
            ),
            self.conversation,
            Verify(bot=self, async_index=record, views=views, question_gate=question_gate),
            Quote(quotes=self.quotes, autocomplete=autocomplete, parties=index.parties),
            Sources(
                sources=self.sources,
                parties=index.parties,
            ),
            Moderation(
                settings_panel=self.settings_panel,
                unanswered_list=self.unanswered_list,
                feedback_list=self.feedback_list,
                audit=self.audit_pages,
            ),
            self.followers,
            self.feedback,
            DocumentCog(
                bot=self,
                add_service=self.add_service,
                keeping=self.lifecycle,
                access=access,
                open_modals=self.open_modals,
                edit_service=self.edit_service,
                speakers=self.speaker_service,
                document_list=self.document_list,
                purging=self.purge_service,
            ),
            RecoveryCog(bot=self, lanes=self._lanes, pending=pending, listeners=told),
            LeftServersCog(bot=self, index=index, kept=timedelta(days=settings.departed_days)),
            self.privacy,
            self.about,
            DailyQuoteCog(bot=self, index=index, async_index=record, views=quote_pages),
            WelcomeCog(bot=self),
            StaleComponentCog(items=COMPONENTS, forms=MODAL_PREFIXES),
        )
        self._data = settings.data

    async def setup_hook(self) -> None:
        """Take up commands and buttons, once the token is known to be right and before any event comes."""
        for cog in self._cogs:
            await self.add_cog(cog)
        self.add_dynamic_items(*COMPONENTS)
        await sync_commands(self.tree, self._data)
        await self._record.warm_up()

    async def finish(self, seconds: float) -> None:
        """Let no document be read or added any more; answer what was asked, for at most so many seconds."""
        self._lanes.close()
        answering = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
        if answering:
            await asyncio.wait(answering, timeout=seconds)

    async def close(self) -> None:
        """Let no document be read or added any more, disconnect, and end the threads."""
        self._lanes.close()
        await super().close()
        self._threads.close()

    async def on_message(self, message: discord.Message) -> None:
        """Look for no commands in messages. The cog `ConversationCog` listens to them itself."""

    async def on_interaction(self, interaction: discord.Interaction["RecordBot"]) -> None:
        """Remember what came in. Commands, buttons and forms answer it."""
        self.deduplicator.note(interaction)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        log.info("Connected as %s, in %d servers.", self.user, len(self.guilds))
