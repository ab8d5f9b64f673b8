"""The sentence about a quotation whose document was removed or superseded."""

from datetime import datetime
from typing import Final

from bot.markdown import escape, shorten
from bot.strings import answers as words
from index import QuotationStatus

_MAX_REASON_CHARS: Final = 150


def describe_status(standing: QuotationStatus, *, with_reason: bool = True) -> str:
    """The status of a quotation in a sentence; empty if it is unchanged."""
    if standing.removed is not None:
        reason = escape(shorten(standing.reason or "", _MAX_REASON_CHARS)) if with_reason else ""
        return words.taken_off(datetime.fromisoformat(standing.removed), reason)
    return words.SUPERSEDED if standing.superseded else ""
