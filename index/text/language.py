"""Language detection, for texts whose language neither the file nor its moderator states."""

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MIN_SAMPLE_CHARS: Final = 100
"""Shorter texts do not distinguish a language from its neighbours."""

_MAX_SAMPLE_CHARS: Final = 5000
"""Only this much of a text is classified."""

_MIN_PROBABILITY: Final = 0.95
"""A language that the model finds less probable is not reported."""


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None if it is uncertain."""
    if len(text) < _MIN_SAMPLE_CHARS:
        return None
    language, probability = _identifier().classify(text[:_MAX_SAMPLE_CHARS])
    return str(language) if probability >= _MIN_PROBABILITY else None


@cache
def _identifier() -> "LanguageIdentifier":
    # Imported here: the model takes half a second to load, and few documents need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
