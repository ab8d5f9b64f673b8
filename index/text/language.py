"""The language a text is written in, where neither its file nor whoever adds it says so."""

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MIN_SAMPLE_CHARS: Final = 100
"""Characters. Less does not tell one language from its neighbours."""

_MAX_SAMPLE_CHARS: Final = 5000
_SURE: Final = 0.95


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is not plain."""
    if len(text) < _MIN_SAMPLE_CHARS:
        return None
    language, probability = _identifier().classify(text[:_MAX_SAMPLE_CHARS])
    return str(language) if probability >= _SURE else None


@cache
def _identifier() -> "LanguageIdentifier":
    # Here, not above: the model takes half a second to load, and few documents need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
