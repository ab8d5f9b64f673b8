"""Documents each of which can be told from all others by any part of it."""

import copy
from typing import Final, Self

NAMES: Final = (
    "Bix",
    "Dorl",
    "Fyn",
    "Gam",
    "Hest",
    "Jurk",
    "Kovv",
    "Lupp",
    "Mard",
    "Nils",
    "Prog",
    "Quan",
    "Rost",
    "Sven",
)


class Marks:
    """The words by which one document is known in whatever shows a part of it: each is in no other."""

    def __init__(self, number: int, scope: str) -> None:
        name = f"{NAMES[number % len(NAMES)]}{chr(97 + number // len(NAMES))}"
        self.scope = scope
        self.word, self.speaker, self.title = f"z{name.lower()}ferry", f"Anna {name}holt", f"The {name} paper"
        self.url = f"https://example.org/{name.lower()}"
        self.text = (
            f"The ferry of the harbour carries a {self.word} over the sound. “The {self.word} floats,” "
            f"said {self.speaker}. It is as old as the quay."
        )
        self.names = {self.word, f"{name}holt", f"{name} paper", self.url}

    def stand_in(self, scope: str) -> Self:
        """The marks of the same text where it stands in another scope too, under another title and link."""
        other = copy.copy(self)
        other.scope, other.names = scope, {self.word, self.speaker.split()[1]}
        return other
