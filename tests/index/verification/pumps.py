"""Repeated strings with which a regular expression that backtracks would take for ever."""

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
"""Lengths in characters, short ones first, so that a pattern that backtracks fails within a second."""


def repeat(pump: str, length: int, words: str = "") -> str:
    """Some words, a string repeated up to a length, and the words again."""
    return words + (pump * length)[:length] + words
