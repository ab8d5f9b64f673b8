"""Every sentence of `/help`, and of what is behind its buttons."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.strings import add_document, answers, conversation, feedback, verification
from index.domain.feedback import Rating

ASKING: Final = (
    "**Ask**\n"
    "`/ask` a question; or mention me with it, or write to me directly. Narrow it down by side, speaker or "
    "date. *private* shows the answer to you alone."
)
GOING_ON: Final = (
    f"**Go on from an answer**\nReply to it and ping me, or press *{conversation.FOLLOW_UP}*, and write:\n"
    f"-# {conversation.REMARK_EXAMPLES}"
)

BUTTONS: Final = {
    answers.CONTEXT: "the sentences around a quotation",
    answers.WIDER: "more of them",
    answers.NEXT: "further quotations",
    answers.PREVIOUS: "back again",
    answers.ALL_SOURCES: "who said all of them, and where",
    answers.CITE: "a quotation with its source, to be copied",
    answers.OPEN_SOURCE: "the publisher's page, at the words",
    feedback.LABELS[Rating.HELPFUL]: "the quotation helps",
    feedback.LABELS[Rating.UNHELPFUL]: "it does not, and what is wrong if you like",
    conversation.FOLLOW_UP: "ask further",
    answers.FOLLOW: "where I have no answer: I write to you once I do",
}
"""What the buttons under an answer do."""

MENUS: Final = {
    answers.MENU: "asks me what the message asks",
    verification.MENU: "whether its words stand on the record",
}
"""What the menus of a message do."""

MODERATORS_MENUS: Final = {add_document.MENU: "its file, link or text"}

BUTTONS_TOPIC: Final = "buttons"
COMMANDS_TOPIC: Final = "commands"
MODERATORS_TOPIC: Final = "moderators"

TOPICS: Final = {
    COMMANDS_TOPIC: "Commands",
    BUTTONS_TOPIC: "Buttons",
    MODERATORS_TOPIC: "Moderators",
}
"""What more there is to tell, by what stands in the id of its button."""

_BUTTONS_HEADING: Final = "**Under an answer**"
_MENUS_HEADING: Final = "**On a message**: hold it, or click it with the right button, then *Apps*"
_COMMANDS_HEADING: Final = "**Commands for all**"


def buttons() -> str:
    """What the buttons do."""
    return _list(_BUTTONS_HEADING, BUTTONS)


def menus() -> str:
    """What the menus do."""
    return _list(_MENUS_HEADING, MENUS)


def commands(lines: Iterable[str]) -> str:
    """The commands for all, a line each."""
    return "\n".join((_COMMANDS_HEADING, *lines))


def command_for_moderators(name: str, description: str) -> str:
    """A command below a heading that says whom it is for."""
    told = description.removeprefix("For moderators: ")
    return answers.command(name, told[0].upper() + told[1:])


def for_moderators(lines: Iterable[str]) -> str:
    """The commands for moderators, a line each, and their menus."""
    return "\n".join((answers.FOR_MODERATORS, *lines, *_tell(MODERATORS_MENUS)))


def _list(heading: str, what: Mapping[str, str]) -> str:
    return "\n".join((heading, *_tell(what)))


def _tell(what: Mapping[str, str]) -> list[str]:
    return [f"*{name}*: {does}" for name, does in what.items()]
