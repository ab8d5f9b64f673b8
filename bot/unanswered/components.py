"""The buttons of the list of unanswered questions.

`where` is whether the list is of the server in which the button is pressed or of direct messages; `first` is
the number of the group at the top of the page.
"""

from typing import Annotated, Final, Literal

import discord

from bot.strings import moderation as words
from bot.ui.custom_id import Key, LabelledButton, Parameter, PersistentButton, digits

Where = Literal["direct", "here"]
DIRECTLY: Final = "direct"
HERE: Final = "here"

_Where = Annotated[Where, Parameter("direct|here")]


class GroupButton(PersistentButton):
    """A button under a group of questions, which it names by the key of one of them."""

    where: _Where
    key: Key
    first: Annotated[int, digits(5)]


class AddSourceButton(
    GroupButton,
    form="unanswered:add:{where}:{key}:{first}",
    label=words.ADD_SOURCE,
    style=discord.ButtonStyle.primary,
):
    """Begins to add a document that answers."""


class AskAgainButton(GroupButton, form="unanswered:ask:{where}:{key}:{first}", label=words.ASK_AGAIN):
    """Asks the record again."""


class DismissButton(GroupButton, form="unanswered:dismiss:{where}:{key}:{first}", label=words.DISMISS):
    """Removes the group from the list."""


class UnansweredPageButton(LabelledButton, form="unanswered:turn:{where}:{first}:{label}"):
    """Turns the pages of the list."""

    where: _Where
    first: Annotated[int, digits(5)]


class OtherListButton(PersistentButton, form="unanswered:list:{where}"):
    """Goes over to the other list."""

    where: _Where
