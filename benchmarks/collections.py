"""Public test collections, read from a folder that the project does not ship.

The folder is named by RECORD_COLLECTIONS, or is `../shared` beside the project; the collections lie in its
folder `benchmarks`, in the forms that BEIR and SQuAD use.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class JudgedCollection:
    """Documents `{id: (title, text)}`, queries `{id: text}` and relevance `{query: {document: grade}}`."""

    name: str
    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    relevance: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question about one paragraph: its answers as texts, none where the article has no answer."""

    article: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingCollection:
    """Articles `{title: paragraphs}` and questions about them."""

    articles: dict[str, tuple[str, ...]]
    questions: tuple[ReadingQuestion, ...]


def find_collections() -> Path:
    """The folder of the collections. Raises SystemExit, in plain words, where there is none."""
    root = Path(os.environ.get("RECORD_COLLECTIONS", "../shared")) / "benchmarks"
    if not root.is_dir():
        raise SystemExit(f"There are no collections in {root}. Name their folder in RECORD_COLLECTIONS.")
    return root


def read_judged(name: str) -> JudgedCollection:
    """A collection of documents, queries and relevance judgements."""
    folder = find_collections() / name
    documents = {row["_id"]: (row["title"], row["text"]) for row in _rows(folder / "corpus.jsonl")}
    queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
    relevance: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        relevance.setdefault(query, {})[document] = int(grade)
    return JudgedCollection(name, documents, queries, relevance)


def read_squad() -> ReadingCollection:
    """The articles and questions of SQuAD 2.0 that are at hand."""
    path = find_collections() / "squad2_dev_16" / "squad.json"
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    articles = {a["title"]: tuple(p["context"] for p in a["paragraphs"]) for a in data}
    questions = tuple(
        ReadingQuestion(
            article["title"],
            asked["question"],
            tuple(dict.fromkeys(answer["text"] for answer in asked["answers"]))
            if not asked["is_impossible"]
            else (),
        )
        for article in data
        for paragraph in article["paragraphs"]
        for asked in paragraph["qas"]
    )
    return ReadingCollection(articles, questions)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
