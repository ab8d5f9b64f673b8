"""What every system is given: the same documents, model files and questions, in a file of JSON.

Standard library only: a peer's process loads nothing of this project's but this folder.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Text:
    """A document of a collection."""

    name: str
    title: str
    body: str

    @property
    def whole(self) -> str:
        """What a system without titles of its own is given."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Task:
    """Documents to hold, others to add one by one, and questions; `warming` ones are asked before.

    `model` is the folder of the model's files. `tokens` is how many the model reads of all documents as they
    are, each cut at the model's own bound.
    """

    model: str
    documents: tuple[Text, ...]
    later: tuple[Text, ...]
    warming: tuple[str, ...]
    questions: tuple[str, ...]
    tokens: int

    @classmethod
    def read(cls, path: Path) -> Self:
        """The task in a file."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            model=values["model"],
            documents=tuple(Text(**one) for one in values["documents"]),
            later=tuple(Text(**one) for one in values["later"]),
            warming=tuple(values["warming"]),
            questions=tuple(values["questions"]),
            tokens=values["tokens"],
        )

    def write(self, path: Path) -> None:
        """Write it to a file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
