"""Text folding for comparisons that ignore case and accents."""

import unicodedata


def fold(text: str) -> str:
    """A text without accents, in lower case, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.casefold().split())
