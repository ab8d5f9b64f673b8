"""The modal behind *Follow up*."""

from typing import Annotated, Final

from discord import ui

from bot.strings import conversation as words
from bot.ui.custom_id import Parameter
from bot.ui.modals import PersistentModal, text_field

_MAX_REMARK_CHARS: Final = 1000


class FollowUpModal(PersistentModal, form="follow-up-form:{interaction}"):
    """Asks for a remark on an answer. The id of the interaction makes each modal another one."""

    interaction: Annotated[int, Parameter(r"\d+", int)]


def make_follow_up_modal(interaction_id: int) -> ui.Modal:
    """Asks for a remark."""
    remark = text_field(
        "remark", words.REMARK, hint=words.REMARK_EXAMPLES, max_chars=_MAX_REMARK_CHARS, is_needed=True
    )
    return FollowUpModal(interaction_id).modal(words.FORM, remark)
