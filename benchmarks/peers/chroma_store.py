"""Chroma, by its persistent client. Its local store has no hybrid search of texts."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text


class Chroma:
    """A collection of Chroma's in a folder."""

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
        most = self._client.get_max_batch_size()
        for start in range(0, len(documents), most):
            some = documents[start : start + most]
            self._collection.add(ids=[one.name for one in some], documents=[one.whole for one in some])

    def open(self) -> None:
        self._collection = self._client.get_or_create_collection("texts", embedding_function=self._function)

    def ask(self, question: str) -> Sequence[Hashable]:
        found: list[str] = self._collection.query(query_texts=[question], n_results=FOUND)["ids"][0]
        return found

    def add(self, document: Text) -> Hashable:
        self._collection.add(ids=[document.name], documents=[document.whole])
        return document.name

    def close(self) -> None:
        pass  # all is written


if __name__ == "__main__":
    run(Chroma)
