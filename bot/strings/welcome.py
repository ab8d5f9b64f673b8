"""The message to the person who added the bot to a server."""

from typing import Final

_STEPS: Final = """Three things to do first:
1. `/moderation settings`: choose who moderates and which channels I answer in.
2. `/document add`: add a source, for this server only.
3. `/ask`: ask your first question. `/help` shows what else I can do."""


def welcome(server: str) -> str:
    """The welcome; the name of the server is Markdown."""
    return (
        f"Thank you for adding me to **{server}**. I answer questions only with quotations from documents, "
        f"each with its source.\n\n{_STEPS}"
    )
