"""Public test collections, which are not part of the project.

They are in the folder `benchmarks` of the folder that RECORD_COLLECTIONS names (default `../shared`), in the
formats of BEIR and SQuAD.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from index.collections.formats import Article, JudgedCollection, read_judged_collection, read_squad_articles


def find_collections() -> Path:
    """The folder of the collections. Raises SystemExit with a message if there is none."""
    root = Path(os.environ.get("RECORD_COLLECTIONS", "../shared")) / "benchmarks"
    if not root.is_dir():
        raise SystemExit(f"There are no collections in {root}. Name their folder in RECORD_COLLECTIONS.")
    return root


def read_judged(name: str) -> JudgedCollection:
    """A collection of documents, queries and relevance judgements."""
    return read_judged_collection(find_collections() / name)


def read_squad() -> list[Article]:
    """The available articles of SQuAD 2.0 with their questions, sorted by title."""
    articles = read_squad_articles(find_collections() / "squad2_dev_16" / "squad.json")
    return sorted(articles, key=lambda article: article.name)


def list_tuning(articles: Iterable[Article]) -> list[Article]:
    """Every second article by title, from the first: for tuning and fitting."""
    return sorted(articles, key=lambda article: article.name)[0::2]


def list_reporting(articles: Iterable[Article]) -> list[Article]:
    """The other articles, on which results are reported."""
    return sorted(articles, key=lambda article: article.name)[1::2]
