"""LlamaIndex with FAISS; its hybrid is a fusion with its BM25 retriever, which is rebuilt in memory."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text

DENSE, HYBRID = "dense", "hybrid"
_DIMENSIONS = 384
"""Of all-MiniLM-L6-v2."""


class LlamaIndex:
    """A LlamaIndex vector index, persisted in a folder."""

    def __init__(self, model: str, folder: Path, way: str) -> None:
        from llama_index.core import Settings
        from llama_index.core.llms import MockLLM
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._embedding: Any = HuggingFaceEmbedding(model_name=model, device="cpu")
        Settings.embed_model, Settings.llm = self._embedding, MockLLM()
        self._folder, self._way = str(folder), way
        self._index: Any
        self._retriever: Any

    def warm_up(self) -> None:
        self._embedding.get_query_embedding("warm")

    def encode(self, texts: Sequence[str]) -> None:
        self._embedding.get_text_embedding_batch(list(texts))

    def build(self, documents: Sequence[Text]) -> None:
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(_DIMENSIONS))
        context = StorageContext.from_defaults(vector_store=store)
        self._index = VectorStoreIndex.from_documents(
            [self._make_document(one) for one in documents], storage_context=context
        )
        self._index.storage_context.persist(self._folder)

    def open(self) -> None:
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore.from_persist_dir(self._folder)
        context = StorageContext.from_defaults(vector_store=store, persist_dir=self._folder)
        self._index = load_index_from_storage(context)
        self._make_retriever()

    def ask(self, question: str) -> Sequence[Hashable]:
        return [one.node.metadata["name"] for one in self._retriever.retrieve(question)]

    def add(self, document: Text) -> Hashable:
        self._index.insert(self._make_document(document))
        self._index.storage_context.persist(self._folder)
        self._make_retriever()
        return document.name

    def close(self) -> None:
        pass  # all is written

    def _make_retriever(self) -> None:
        self._retriever = self._index.as_retriever(similarity_top_k=FOUND)
        if self._way == HYBRID:
            self._combine()

    def _combine(self) -> None:
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.retrievers.bm25 import BM25Retriever

        words = BM25Retriever.from_defaults(docstore=self._index.docstore, similarity_top_k=FOUND)
        self._retriever = QueryFusionRetriever(
            [self._retriever, words],
            num_queries=1,
            similarity_top_k=FOUND,
            mode="relative_score",
            use_async=False,
        )

    @staticmethod
    def _make_document(document: Text) -> Any:
        from llama_index.core import Document

        return Document(
            text=document.whole,
            metadata={"name": document.name},
            excluded_embed_metadata_keys=["name"],
        )


if __name__ == "__main__":
    run(LlamaIndex, DENSE, HYBRID)
