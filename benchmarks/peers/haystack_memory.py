"""Haystack with its in-memory store, saved to a file; its hybrid joins BM25 and vectors of that store."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text

DENSE, HYBRID = "dense", "hybrid"


class Haystack:
    """A Haystack document store and its query pipeline."""

    def __init__(self, model: str, folder: Path, way: str) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        self._stores = InMemoryDocumentStore
        self._encoder: Any = SentenceTransformersDocumentEmbedder(
            model=model, normalize_embeddings=True, progress_bar=False
        )
        self._question_encoder: Any = SentenceTransformersTextEmbedder(
            model=model, normalize_embeddings=True, progress_bar=False
        )
        self._file, self._way = folder / "store.json", way
        self._store: Any
        self._pipeline: Any

    def warm_up(self) -> None:
        self._encoder.warm_up()
        self._embed(["warm"])

    def encode(self, texts: Sequence[str]) -> None:
        self._embed(texts)

    def build(self, documents: Sequence[Text]) -> None:
        self._store = self._stores(embedding_similarity_function="dot_product")
        self._write(documents)

    def open(self) -> None:
        self._store = self._stores.load_from_disk(str(self._file))
        self._encoder.warm_up()
        self._pipeline = self._make_pipeline()

    def ask(self, question: str) -> Sequence[Hashable]:
        inputs: dict[str, Any] = {"encoder": {"text": question}}
        if self._way == HYBRID:
            inputs["words"] = {"query": question}
        outputs = self._pipeline.run(inputs)
        [documents] = [part["documents"] for part in outputs.values()]
        return [one.meta["name"] for one in documents]

    def add(self, document: Text) -> Hashable:
        self._write([document])
        return document.name

    def close(self) -> None:
        pass  # all is written

    def _embed(self, texts: Sequence[str], names: Sequence[str] | None = None) -> list[Any]:
        from haystack import Document

        documents = [
            Document(content=text, meta={"name": name})
            for text, name in zip(texts, names or texts, strict=True)
        ]
        encoded: list[Any] = self._encoder.run(documents)["documents"]
        return encoded

    def _write(self, documents: Sequence[Text]) -> None:
        self._store.write_documents(
            self._embed([one.whole for one in documents], [one.name for one in documents])
        )
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._store.save_to_disk(str(self._file))

    def _make_pipeline(self) -> Any:
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import (
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )

        pipeline = Pipeline()
        pipeline.add_component("encoder", self._question_encoder)
        pipeline.add_component("meanings", InMemoryEmbeddingRetriever(self._store, top_k=FOUND))
        pipeline.connect("encoder.embedding", "meanings.query_embedding")
        if self._way == HYBRID:
            pipeline.add_component("words", InMemoryBM25Retriever(self._store, top_k=FOUND))
            joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=FOUND)
            pipeline.add_component("joiner", joiner)
            pipeline.connect("meanings", "joiner")
            pipeline.connect("words", "joiner")
        return pipeline


if __name__ == "__main__":
    run(Haystack, DENSE, HYBRID)
