"""What may be pasted over and over, so that a search that goes back over it never ends."""

from index.verification.pasted_text import MAX_PASTED_CHARS

PUMPS = [
    *(
        ".",
        "...",
        "[",
        "]",
        "[...]",
        "(...)",
        "“",
        "“”",
        '"',
        "'",
        "*",
        "**a",
        "***",
        "_a_",
        "~~",
        "||",
        "`",
        "\\",
    ),
    *(
        "\\*",
        " ",
        "\t",
        "\n",
        "> ",
        ">>> ",
        "[a](",
        "[a](https://e.org/",
        "[](",
        "](",
        "a",
        "A.",
        "1 ",
        "—",
        "…",
    ),
    *("\u200b", "e\u0301", "a “", "* a", "- ", "[sic] a", "[emphasis", ". [a", "**a *b", "x[y]"),
]

LENGTHS = (*range(10, 48, 2), MAX_PASTED_CHARS - 100)
"""Characters. They begin with few, so that what would never end is found while it takes a second."""


def repeat(pump: str, length: int, words: str = "") -> str:
    """Some words, so many characters of the same over and over, and the words again."""
    return words + (pump * length)[:length] + words
