"""Gaps of the record about the harbour, and what fills them."""

from pathlib import Path

from index import EVERYONE, Document, Index
from tests.bot.harbour import write

GLOW = "Which mushrooms glow underground?"
GLOW_TOO = "Underground, which mushrooms glow?"
OWLS = "Where do barn owls sleep?"
ANSWER = "Foxfire mushrooms glow underground, in the cellar of the customs house."


def fill(index: Index, folder: Path, scope: str = EVERYONE) -> Document:
    """Add a document that answers the first question."""
    path = write(folder / f"mushrooms-{scope}.md", f"{ANSWER} Nobody eats them.")
    metadata = {"title": "Of mushrooms", "author": "Myra Cell", "url": "https://example.org/mushrooms"}
    return index.add(path, metadata, scope=scope)
