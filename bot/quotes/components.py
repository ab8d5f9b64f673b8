"""The buttons under quotations that answer no question."""

from typing import Annotated, Final

from bot.strings import quotes as words
from bot.ui.custom_id import Key, LabelledButton, Parameter, PersistentButton, digits

_ALL: Final = "all"


class SpeakerPageButton(LabelledButton, form="said:{speaker}:{first}:{label}"):
    """Turns to other quotations of a speaker."""

    speaker: Key
    first: Annotated[int, digits(7)]


class AnotherQuoteButton(PersistentButton, form="another:{party}", label=words.ANOTHER):
    """Shows another quotation, of a side that is known by a key, or of any."""

    party: Annotated[
        str | None,
        Parameter("[a-z2-7]{16}|all", lambda text: None if text == _ALL else text, lambda key: key or _ALL),
    ]
