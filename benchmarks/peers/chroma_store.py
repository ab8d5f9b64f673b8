"""Chroma with its persistent client. Its local store has no hybrid text search."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text


class Chroma:
    """A Chroma collection in a folder."""

    def __init__(self, model: str, folder: Path, _way: str) -> None:
        import chromadb
        from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

        self._function: Any = SentenceTransformerEmbeddingFunction(
            model_name=model, device="cpu", normalize_embeddings=True
        )
        settings = chromadb.Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(str(folder), settings=settings)
        self._collection: Any

    def warm_up(self) -> None:
        self._function(["warm"])

    def encode(self, texts: Sequence[str]) -> None:
        self._function(list(texts))

    def build(self, documents: Sequence[Text]) -> None:
        self.open()
        size = self._client.get_max_batch_size()
        for start in range(0, len(documents), size):
            batch = documents[start : start + size]
            self._collection.add(ids=[one.name for one in batch], documents=[one.whole for one in batch])

    def open(self) -> None:
        self._collection = self._client.get_or_create_collection("texts", embedding_function=self._function)

    def ask(self, question: str) -> Sequence[Hashable]:
        ids: list[str] = self._collection.query(query_texts=[question], n_results=FOUND)["ids"][0]
        return ids

    def add(self, document: Text) -> Hashable:
        self._collection.add(ids=[document.name], documents=[document.whole])
        return document.name

    def close(self) -> None:
        pass  # all is written


if __name__ == "__main__":
    run(Chroma)
