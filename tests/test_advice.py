"""What the program tells people to do loses them nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ADVICE = re.compile(
    r"\b(?:delete|remove|erase)\s+(?:the|your|its|this)\s+(?:data|database|folder|record)\b", re.I
)
"""To delete what cannot be made again."""


def list_sentences() -> Iterator[str]:
    """Every text in the code, docstrings among them, with what is put into it left out."""
    for path in (*Path("index").rglob("*.py"), *Path("bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))


def test_no_sentence_advises_to_delete_what_cannot_be_made_again() -> None:
    assert ADVICE.search("Restore it from a backup, or delete the data folder and build again.")

    assert [] == [sentence for sentence in list_sentences() if ADVICE.search(sentence)]
