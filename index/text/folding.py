"""Plain forms of texts for comparisons that ignore case and accents."""

import unicodedata


def fold(text: str) -> str:
    """A text without accents, capitals and spaces beyond one, to be compared."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(plain.casefold().split())
