"""The question that a message of the bot answers: in its heading, or in the message that it replies to."""

import discord

from bot.discord_api.errors import DISCORD_ERRORS
from bot.errors import BadOption
from bot.markdown import read_back
from bot.strings import conversation as words


def heading_of(message: discord.Message | None) -> str | None:
    """The question above the quotations of a reply, and what narrowed it down, if it stands there."""
    first = message.components[0] if message is not None and message.components else None
    if isinstance(first, discord.TextDisplay) and first.content.startswith("**"):
        return first.content
    return None


async def find_question(answer: discord.Message) -> str:
    """The question that a message of the bot answers. Raises BadOption."""
    heading = heading_of(answer)
    if heading is not None:
        return read_back(heading.split("\n")[0])
    asked = answer.reference and answer.reference.resolved
    if answer.reference and answer.reference.message_id and not isinstance(asked, discord.Message):
        try:
            asked = await answer.channel.fetch_message(answer.reference.message_id)
        except DISCORD_ERRORS as error:
            raise BadOption(words.FORM_GONE) from error
    if not isinstance(asked, discord.Message) or asked.author == answer.author:
        raise BadOption(words.FORM_GONE)
    return strip_mention(asked.content, answer.author.id)


def strip_mention(content: str, user: int) -> str:
    """The message's text without mentions of users."""
    return content.replace(f"<@{user}>", "").replace(f"<@!{user}>", "").strip()
