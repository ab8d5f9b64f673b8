"""The task of all systems: documents, model files and questions, as a JSON file.

Uses the standard library only: a peer's process loads nothing of this project but this folder.
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
        """Title and body, for systems without a field for titles."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Task:
    """Documents to store, others (`later`) to add one by one, warm-up questions, and measured questions.

    `model` is the folder of the model's files. `tokens` is the number of tokens of all documents, each
    truncated to the model's input length.
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
