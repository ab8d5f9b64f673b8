"""The help: how to ask, with a button for each further topic."""

from typing import Annotated

from discord import ui

from bot.strings import answers as words
from bot.strings import help_page
from bot.ui.custom_id import Parameter, PersistentButton
from bot.ui.layout import plain


class HelpButton(PersistentButton, form="help:{topic}"):
    """Shows one more topic of the help."""

    topic: Annotated[str, Parameter("buttons|commands|moderators")]


def make_help_view() -> ui.LayoutView:
    """The reply to `/help`, and to a message that asks for help."""
    return _lay_out(words.PROMISE, help_page.ASKING, help_page.GOING_ON, help_page.menus())


def make_greeting_view() -> ui.LayoutView:
    """The reply to a message that asks nothing of the record."""
    return _lay_out(words.GREETING)


def _lay_out(*paragraphs: str) -> ui.LayoutView:
    view = plain(*paragraphs)
    topics = help_page.TOPICS.items()
    view.add_item(ui.ActionRow(*(HelpButton(topic).button(label) for topic, label in topics)))
    return view
