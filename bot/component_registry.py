"""All that can be used on messages of the bot, and survives a restart by what its id tells."""

from typing import Final

from bot.answers.components import ANSWER_COMPONENTS, FollowUpButton
from bot.audit_log.pages import AuditPageButton
from bot.commands.about import HelpButton
from bot.commands.privacy import EraseButton
from bot.conversation.follow_up_modal import FOLLOW_UP_MODAL_PREFIX as FOLLOWING_UP
from bot.documents.add_components import ADD_COMPONENTS
from bot.documents.components import DOCUMENT_COMPONENTS
from bot.documents.open_modals import EDIT_MODAL_PREFIX, SPEAKER_MODAL_PREFIX
from bot.documents.source_modals import ADD_MODAL_PREFIX as ADDING
from bot.feedback.components import FEEDBACK_COMPONENTS
from bot.feedback.service import FEEDBACK_MODAL_PREFIX as FEEDBACK
from bot.quotes.components import QUOTE_COMPONENTS
from bot.servers.components import COOLDOWN_MODAL_PREFIX, SETTING_COMPONENTS
from bot.sources.components import SOURCE_COMPONENTS
from bot.unanswered.components import UNANSWERED_COMPONENTS

COMPONENTS: Final = (
    *ANSWER_COMPONENTS,
    *SOURCE_COMPONENTS,
    *QUOTE_COMPONENTS,
    *FEEDBACK_COMPONENTS,
    *SETTING_COMPONENTS,
    *UNANSWERED_COMPONENTS,
    *ADD_COMPONENTS,
    *DOCUMENT_COMPONENTS,
    AuditPageButton,
    EraseButton,
    FollowUpButton,
    HelpButton,
)
MODAL_PREFIXES: Final = (
    ADDING,
    EDIT_MODAL_PREFIX,
    SPEAKER_MODAL_PREFIX,
    FOLLOWING_UP,
    FEEDBACK,
    COOLDOWN_MODAL_PREFIX,
)
"""How the ids of all forms begin."""
