"""What may be asked."""

import unicodedata
from typing import Final

from index.errors import UnusableQuestion

LONGEST_QUESTION: Final = 1000
"""Characters. The packaged model reads about as many."""


def check_question(question: str) -> str:
    """The question in the form in which texts are kept. Raises UnusableQuestion."""
    words = unicodedata.normalize("NFC", question).strip()
    if not any(character.isalnum() for character in words):
        raise UnusableQuestion("There are no words in the question. Ask in a few words.")
    if any("\ud800" <= character <= "\udfff" for character in words):
        raise UnusableQuestion("The question holds characters that are not valid text. Type it again.")
    if len(words) > LONGEST_QUESTION:
        raise UnusableQuestion(
            f"The question has {len(words):,} characters; at most {LONGEST_QUESTION:,} are read. "
            "Ask in fewer words."
        )
    return words
