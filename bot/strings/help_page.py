"""The sentences of `/help` and of its pages."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.strings import add_document, answers, conversation, feedback, verification
from index import Rating

ASKING: Final = (
    "**Ask**\n"
    "Use `/ask`, mention me with your question, or send me a direct message. `/ask` can narrow it down by "
    "side, speaker or date; *private* shows the answer only to you."
)
GOING_ON: Final = (
    f"**Follow up**\nReply to an answer and mention me, or press *{conversation.FOLLOW_UP}*. For example:\n"
    f"-# {conversation.REMARK_EXAMPLES}"
)

BUTTONS: Final = {
    answers.CONTEXT: "shows the sentences around the quotation",
    answers.WIDER: "shows more of them",
    answers.NEXT: "shows further quotations",
    answers.PREVIOUS: "goes back",
    answers.ALL_SOURCES: "lists the speaker and source of every quotation",
    answers.CITE: "gives the quotation with its source, to copy",
    answers.OPEN_SOURCE: "opens the publisher's page, at the words if it can",
    feedback.LABELS[Rating.HELPFUL]: "helpful",
    feedback.LABELS[Rating.UNHELPFUL]: "not helpful (you can say why)",
    conversation.FOLLOW_UP: "asks a follow-up question",
    answers.FOLLOW: "I'll message you when the record answers it",
}
"""The buttons under an answer, and what each does."""

MENUS: Final = {
    answers.MENU: "searches the record for the message's question",
    verification.MENU: "checks the message's words against the record",
}
"""The menus of a message, and what each does."""

MODERATORS_MENUS: Final = {add_document.MENU: "adds the message's file, link or text"}

BUTTONS_TOPIC: Final = "buttons"
COMMANDS_TOPIC: Final = "commands"
MODERATORS_TOPIC: Final = "moderators"

TOPICS: Final = {
    COMMANDS_TOPIC: "Commands",
    BUTTONS_TOPIC: "Buttons",
    MODERATORS_TOPIC: "Moderators",
}
"""The further pages, by the last part of the id of their button."""

_BUTTONS_HEADING: Final = "**Under an answer**"
_MENUS_HEADING: Final = "**On a message**: long-press it, or right-click it, then choose *Apps*"
_COMMANDS_HEADING: Final = "**Commands for everyone**"


def buttons() -> str:
    """The page about the buttons."""
    return _list(_BUTTONS_HEADING, BUTTONS)


def menus() -> str:
    """The page about the menus."""
    return _list(_MENUS_HEADING, MENUS)


def commands(lines: Iterable[str]) -> str:
    """The commands for everyone, one a line."""
    return "\n".join((_COMMANDS_HEADING, *lines))


def command_for_moderators(name: str, description: str) -> str:
    """A command below a heading that already says that it is for moderators."""
    told = description.removeprefix("For moderators: ")
    return answers.command(name, told[0].upper() + told[1:])


def for_moderators(lines: Iterable[str]) -> str:
    """The commands for moderators, one a line, and their menus."""
    return "\n".join((answers.FOR_MODERATORS, *lines, *_format(MODERATORS_MENUS)))


def _list(heading: str, what: Mapping[str, str]) -> str:
    return "\n".join((heading, *_format(what)))


def _format(what: Mapping[str, str]) -> list[str]:
    return [f"*{name}*: {does}" for name, does in what.items()]
