"""txtai with hybrid search and stored texts (`hybrid=True, content=True`)."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text


class Txtai:
    """A txtai embeddings database, saved in a folder."""

    def __init__(self, model: str, folder: Path, _way: str) -> None:
        from txtai import Embeddings

        self._folder, self._model, self._make = str(folder), model, Embeddings
        self._embeddings: Any

    def warm_up(self) -> None:
        self._embeddings = self._make(path=self._model, hybrid=True, content=True)
        self._embeddings.batchtransform(["warm"])

    def encode(self, texts: Sequence[str]) -> None:
        self._embeddings.batchtransform(list(texts))

    def build(self, documents: Sequence[Text]) -> None:
        self._embeddings.index((one.name, one.whole, None) for one in documents)
        self._embeddings.save(self._folder)

    def open(self) -> None:
        self._embeddings = self._make()
        self._embeddings.load(self._folder)

    def ask(self, question: str) -> Sequence[Hashable]:
        return [one["id"] for one in self._embeddings.search(question, FOUND)]

    def add(self, document: Text) -> Hashable:
        self._embeddings.upsert([(document.name, document.whole, None)])
        self._embeddings.save(self._folder)
        return document.name

    def close(self) -> None:
        self._embeddings.close()


if __name__ == "__main__":
    run(Txtai)
