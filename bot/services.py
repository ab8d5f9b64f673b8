"""The services of the bot, built once and handed to commands, buttons, selects and modals."""

from dataclasses import dataclass

from bot.answers.actions import AnswerActions
from bot.answers.service import AnswerService
from bot.audit_log.pages import AuditPages
from bot.commands.about import About
from bot.commands.privacy import Privacy
from bot.conversation.service import ConversationCog
from bot.documents.services import DocumentServices
from bot.feedback.list_view import FeedbackListView
from bot.feedback.service import FeedbackCog
from bot.quotes.service import QuoteService
from bot.servers.panel import SettingsPanel
from bot.sources.service import SourceService
from bot.unanswered.followers import FollowerCog
from bot.unanswered.list_view import UnansweredListView
from bot.unanswered.service import UnansweredService


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerServices:
    """Answers, and what users do with them."""

    answers: AnswerService
    actions: AnswerActions
    conversation: ConversationCog
    feedback: FeedbackCog
    followers: FollowerCog
    unanswered: UnansweredService


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationServices:
    """Lists and settings for the moderators of a server."""

    audit_pages: AuditPages
    feedback_list: FeedbackListView
    settings_panel: SettingsPanel
    unanswered_list: UnansweredListView


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """All services. Cogs whose components are used are among them."""

    answers: AnswerServices
    documents: DocumentServices
    moderation: ModerationServices
    quotes: QuoteService
    sources: SourceService
    about: About
    privacy: Privacy
