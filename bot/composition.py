"""Composition of the bot: everything that it needs is built here, by feature, and handed over by keyword."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from discord.ext import commands

from bot.answers.actions import AnswerActions
from bot.answers.service import AnswerService
from bot.answers.views import AnswerViews
from bot.audit_log.channel import AuditChannel
from bot.audit_log.formatter import AuditFormatter
from bot.audit_log.pages import AuditPages
from bot.commands.about import About
from bot.commands.ask import Ask
from bot.commands.document import DocumentCog
from bot.commands.moderation import Moderation
from bot.commands.privacy import Privacy
from bot.commands.quote import Quote
from bot.commands.sources import Sources
from bot.commands.verify import Verify
from bot.conversation.service import ConversationCog
from bot.documents.access import DocumentAccess
from bot.documents.add_service import AddService
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
from bot.documents.services import DocumentServices
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
from bot.runtime.thread_pool import Threads
from bot.servers.moderators import Moderators
from bot.servers.panel import SettingsPanel
from bot.servers.service import ServerService
from bot.servers.welcome import WelcomeCog
from bot.services import AnswerServices, ModerationServices, Services
from bot.settings import Settings
from bot.sources.service import SourceService
from bot.unanswered.followers import FollowerCog
from bot.unanswered.list_view import UnansweredListView
from bot.unanswered.service import UnansweredService
from index import Index, Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """The objects that several features use."""

    bot: commands.Bot
    index: Index
    settings: Settings
    async_index: AsyncIndex
    lanes: IngestionLanes
    threads: Threads
    servers: ServerService
    moderators: Moderators
    question_gate: QuestionGate
    autocomplete: Autocomplete
    views: AnswerViews
    quote_views: QuoteViews


def lay_foundation(bot: commands.Bot, index: Index, settings: Settings) -> Foundation:
    """The objects of one bot that several features use."""
    priority, threads, views = QueryPriority(), Threads(settings.concurrency), AnswerViews(index.parties)
    async_index = AsyncIndex(index, concurrency=settings.concurrency, priority=priority, threads=threads)
    servers = ServerService(index, threads=threads)
    cooldowns = Cooldowns(questions=settings.cooldown_questions, seconds=settings.cooldown_seconds)
    return Foundation(
        bot=bot,
        index=index,
        settings=settings,
        async_index=async_index,
        lanes=IngestionLanes(index, priority=priority),
        threads=threads,
        servers=servers,
        moderators=Moderators(bot=bot, servers=servers),
        question_gate=QuestionGate(servers=servers, cooldowns=cooldowns),
        autocomplete=Autocomplete(index, threads=threads),
        views=views,
        quote_views=QuoteViews(async_index=async_index, views=views),
    )


def compose(base: Foundation, listeners: Sequence[ChangeListener]) -> Services:
    """All services. `listeners` are notified of each change of a document, after those of the bot itself."""
    answers = _compose_answers(base)
    formatter = AuditFormatter(base.index.parties)
    audit_channel = AuditChannel(
        bot=base.bot, index=base.index, servers=base.servers, formatter=formatter, threads=base.threads
    )
    after_change = (answers.followers.after_change, audit_channel.after_change, *listeners)
    documents = _compose_documents(base, formatter, after_change)
    return Services(
        answers=answers,
        documents=documents,
        moderation=_compose_moderation(base, answers, documents, formatter, audit_channel),
        quotes=QuoteService(
            views=base.quote_views, autocomplete=base.autocomplete, question_gate=base.question_gate
        ),
        sources=SourceService(
            index=base.index, async_index=base.async_index, corpus=base.settings.corpus, threads=base.threads
        ),
        about=About(bot=base.bot, async_index=base.async_index),
        privacy=Privacy(index=base.index, threads=base.threads),
    )


def _compose_answers(base: Foundation) -> AnswerServices:
    bot, index, async_index, settings = base.bot, base.index, base.async_index, base.settings
    retention = Retention(settings.unanswered_kept, settings.unanswered_days)
    unanswered = UnansweredService(index, retention=retention, threads=base.threads)
    answers = AnswerService(async_index=async_index, views=base.views, keep_unanswered=unanswered.keep)
    actions = AnswerActions(answers=answers)
    feedback = FeedbackCog(
        index=index,
        async_index=async_index,
        actions=actions,
        days=settings.feedback_days,
        threads=base.threads,
    )
    return AnswerServices(
        answers=answers,
        actions=actions,
        conversation=ConversationCog(
            bot=bot, async_index=async_index, answers=answers, question_gate=base.question_gate
        ),
        feedback=feedback,
        followers=FollowerCog(
            bot=bot,
            index=index,
            async_index=async_index,
            unanswered=unanswered,
            feedback=feedback,
            actions=actions,
            views=base.views,
            threads=base.threads,
        ),
        unanswered=unanswered,
    )


def _compose_documents(
    base: Foundation, formatter: AuditFormatter, listeners: Sequence[ChangeListener]
) -> DocumentServices:
    index, moderators, settings = base.index, base.moderators, base.settings
    access = DocumentAccess(index=index, moderators=moderators, threads=base.threads, listeners=listeners)
    pending = PendingAdditions(settings.data / "accepted", threads=base.threads)
    views, open_modals = DocumentViews(index.parties), OpenModals()
    return DocumentServices(
        access=access,
        add=AddService(
            lanes=base.lanes,
            pending=pending,
            attempts=Attempts(most=settings.additions, seconds=settings.additions_seconds),
            drafts=Drafts(),
            open_modals=open_modals,
            moderators=moderators,
            views=AddViews(index.parties),
            listeners=listeners,
        ),
        edit=EditService(lanes=base.lanes, access=access, open_modals=open_modals, views=views),
        lifecycle=LifecycleService(
            index=index, moderators=moderators, formatter=formatter, threads=base.threads, listeners=listeners
        ),
        list=DocumentListService(index=index, moderators=moderators, views=views, threads=base.threads),
        open_modals=open_modals,
        purge=PurgeService(index=index, access=access, views=views, threads=base.threads),
        recovery=RecoveryCog(
            bot=base.bot, lanes=base.lanes, pending=pending, listeners=listeners, threads=base.threads
        ),
        speakers=SpeakerService(
            index=index, access=access, open_modals=open_modals, views=views, threads=base.threads
        ),
    )


def _compose_moderation(
    base: Foundation,
    answers: AnswerServices,
    documents: DocumentServices,
    formatter: AuditFormatter,
    audit_channel: AuditChannel,
) -> ModerationServices:
    index, moderators, settings = base.index, base.moderators, base.settings
    return ModerationServices(
        audit_pages=AuditPages(index=index, moderators=moderators, formatter=formatter, threads=base.threads),
        feedback_list=FeedbackListView(
            index=index,
            moderators=moderators,
            async_index=base.async_index,
            days=settings.feedback_days,
            threads=base.threads,
        ),
        settings_panel=SettingsPanel(
            moderators=moderators,
            servers=base.servers,
            usual=(settings.cooldown_questions, settings.cooldown_seconds),
            listener=audit_channel.after_change,
        ),
        unanswered_list=UnansweredListView(
            moderators=moderators,
            unanswered=answers.unanswered,
            async_index=base.async_index,
            views=base.views,
            begin_adding=documents.add.begin,
            listener=audit_channel.after_change,
        ),
    )


def list_cogs(base: Foundation, services: Services) -> list[commands.Cog]:
    """The commands, and what the bot does without one."""
    answers, documents, moderation = services.answers, services.documents, services.moderation
    index, threads, delay = base.index, base.threads, timedelta(days=base.settings.departed_days)
    return [
        Ask(
            bot=base.bot,
            async_index=base.async_index,
            answers=answers.answers,
            question_gate=base.question_gate,
            autocomplete=base.autocomplete,
        ),
        answers.conversation,
        Verify(
            bot=base.bot, async_index=base.async_index, views=base.views, question_gate=base.question_gate
        ),
        Quote(quotes=services.quotes, autocomplete=base.autocomplete, parties=index.parties),
        Sources(sources=services.sources, parties=index.parties),
        Moderation(
            settings_panel=moderation.settings_panel,
            unanswered_list=moderation.unanswered_list,
            feedback_list=moderation.feedback_list,
            audit_pages=moderation.audit_pages,
        ),
        answers.followers,
        answers.feedback,
        DocumentCog(bot=base.bot, documents=documents),
        documents.recovery,
        LeftServersCog(bot=base.bot, index=index, kept=delay, threads=threads),
        services.privacy,
        services.about,
        DailyQuoteCog(
            bot=base.bot,
            index=index,
            async_index=base.async_index,
            views=base.quote_views,
            threads=threads,
        ),
        WelcomeCog(bot=base.bot),
    ]
