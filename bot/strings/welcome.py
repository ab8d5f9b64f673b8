"""Every sentence that is read by whoever brings the bot into a server."""

from typing import Final

_STEPS: Final = """Three things to do first:
1. `/moderation settings`: who moderates, and in which channels I answer.
2. `/document add`: put a source on the record, for this server alone.
3. `/ask`: ask your first question. `/help` tells what else I can do."""


def welcome(server: str) -> str:
    """For who added the bot to a server; its name as Markdown."""
    return (
        f"Thank you for adding me to **{server}**. I answer questions only with quotations from documents, "
        f"each with its source.\n\n{_STEPS}"
    )
