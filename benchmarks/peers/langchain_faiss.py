"""LangChain with FAISS; its hybrid is an EnsembleRetriever with BM25, which is rebuilt in memory."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text

DENSE, HYBRID = "dense", "hybrid"


class LangChain:
    """A LangChain FAISS store, saved in a folder."""

    def __init__(self, model: str, folder: Path, way: str) -> None:
        from langchain_community.vectorstores import FAISS
        from langchain_huggingface import HuggingFaceEmbeddings

        self._embeddings = HuggingFaceEmbeddings(
            model_name=model, encode_kwargs={"normalize_embeddings": True}
        )
        self._faiss, self._folder, self._way = FAISS, str(folder), way
        self._store: Any
        self._retriever: Any

    def warm_up(self) -> None:
        self._embeddings.embed_query("warm")

    def encode(self, texts: Sequence[str]) -> None:
        self._embeddings.embed_documents(list(texts))

    def build(self, documents: Sequence[Text]) -> None:
        texts, sources = [one.whole for one in documents], [{"name": one.name} for one in documents]
        self._store = self._faiss.from_texts(texts, self._embeddings, metadatas=sources)
        self._store.save_local(self._folder)

    def open(self) -> None:
        self._store = self._faiss.load_local(
            self._folder, self._embeddings, allow_dangerous_deserialization=True
        )
        if self._way == HYBRID:
            self._combine()

    def ask(self, question: str) -> Sequence[Hashable]:
        if self._way == HYBRID:
            documents = self._retriever.invoke(question)
        else:
            documents = self._store.similarity_search(question, k=FOUND)
        return [one.metadata["name"] for one in documents]

    def add(self, document: Text) -> Hashable:
        self._store.add_texts([document.whole], metadatas=[{"name": document.name}])
        self._store.save_local(self._folder)
        if self._way == HYBRID:
            self._combine()
        return document.name

    def close(self) -> None:
        pass  # all is written

    def _combine(self) -> None:
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever

        documents = [self._store.docstore.search(key) for key in self._store.index_to_docstore_id.values()]
        words = BM25Retriever.from_documents(documents, k=FOUND)
        meanings = self._store.as_retriever(search_kwargs={"k": FOUND})
        self._retriever = EnsembleRetriever(retrievers=[words, meanings], weights=[0.5, 0.5])


if __name__ == "__main__":
    run(LangChain, DENSE, HYBRID)
