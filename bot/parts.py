"""All that can be used on messages of the bot, and survives a restart by what its id tells."""

from typing import Final

from bot.adding.forms import FORM as ADDING
from bot.adding.items import ADDING_ITEMS
from bot.buttons import BUTTONS
from bot.commands.about import HelpButton
from bot.commands.privacy import EraseButton
from bot.feedback.buttons import FEEDBACK_BUTTONS
from bot.feedback.feedback import FORM as FEEDBACK
from bot.keeping.audit import AuditTurnButton
from bot.keeping.forms import EDITING, SPEAKING
from bot.keeping.items import KEEPING_ITEMS
from bot.quotes.buttons import QUOTE_BUTTONS
from bot.servers.controls import CONTROLS, COOLDOWN_FORM
from bot.talking.follow_up_button import FollowUpButton
from bot.talking.form import FORM as FOLLOWING_UP
from bot.unanswered.buttons import UNANSWERED_BUTTONS

ITEMS: Final = (
    *BUTTONS,
    *QUOTE_BUTTONS,
    *FEEDBACK_BUTTONS,
    *CONTROLS,
    *UNANSWERED_BUTTONS,
    *ADDING_ITEMS,
    *KEEPING_ITEMS,
    AuditTurnButton,
    EraseButton,
    FollowUpButton,
    HelpButton,
)
FORMS: Final = (ADDING, EDITING, SPEAKING, FOLLOWING_UP, FEEDBACK, COOLDOWN_FORM)
"""How the ids of all forms begin."""
