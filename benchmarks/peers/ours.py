"""This project, through its public interface: a corpus folder and its record.

Measured are reading, splitting, encoding sentences and passages, speech attribution, writing and indexing. An
answer consists of both searches, ranking, speakers and parties, and optionally reranking.
"""

import os
from collections.abc import Hashable, Sequence
from contextlib import ExitStack
from pathlib import Path

import yaml

from benchmarks.peers.measuring import FOUND, run
from benchmarks.peers.task import Text
from index import Index
from index.cli.options import open_index

PLAIN, READER = "plain", "reader"


class Ours:
    """A record in a folder, opened as the command line does."""

    def __init__(self, _model: str, folder: Path, way: str) -> None:
        os.environ["RECORD_READER"] = "packaged" if way == READER else "none"
        self._data, self._corpus = folder / "data", folder / "corpus"
        self._stack = ExitStack()
        self._index: Index

    def warm_up(self) -> None:
        self.open()
        self._index.ingestion.preview(
            self._index.ingestion.read_text('"It is warm," said Ann Frost.'), {"title": "Warm"}
        )

    def encode(self, texts: Sequence[str]) -> None:
        self._index.engine.encoder.encode(texts)

    def build(self, documents: Sequence[Text]) -> None:
        for document in documents:
            write_document(self._corpus, document)
        self._index.build()
        self._index.refresh()

    def open(self) -> None:
        self._corpus.mkdir(parents=True, exist_ok=True)
        self._index = self._stack.enter_context(open_index(self._data, self._corpus))
        self._index.warm_up()

    def ask(self, question: str) -> Sequence[Hashable]:
        answer = self._index.ask(question, limit=FOUND)
        return [one.document_id for one in (*answer.quotations, *answer.nearest)]

    def add(self, document: Text) -> Hashable:
        original = self._index.ingestion.read_text(document.body)
        return self._index.add(original, {"title": document.title}).id

    def close(self) -> None:
        self._stack.close()


def write_document(corpus: Path, document: Text) -> None:
    """Write a document as a file of a corpus folder."""
    path = corpus / "article" / f"{document.name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    source = yaml.safe_dump({"title": document.title, "kind": "article"}, allow_unicode=True)
    path.write_text(f"---\n{source}---\n\n{document.body}\n", encoding="utf-8")


if __name__ == "__main__":
    run(Ours, PLAIN, READER)
