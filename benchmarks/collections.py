"""Public test collections, read from a folder that the project does not ship.

The folder is named by RECORD_COLLECTIONS, or is `../shared` beside the project; the collections lie in its
folder `benchmarks`, in the forms that BEIR and SQuAD use.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from index.collections.formats import Article, JudgedCollection, read_judged_collection, read_squad_articles


def find_collections() -> Path:
    """The folder of the collections. Raises SystemExit, in plain words, where there is none."""
    root = Path(os.environ.get("RECORD_COLLECTIONS", "../shared")) / "benchmarks"
    if not root.is_dir():
        raise SystemExit(f"There are no collections in {root}. Name their folder in RECORD_COLLECTIONS.")
    return root


def read_judged(name: str) -> JudgedCollection:
    """A collection of documents, queries and relevance judgements."""
    return read_judged_collection(find_collections() / name)


def read_squad() -> list[Article]:
    """The articles and questions of SQuAD 2.0 that are at hand, by title."""
    articles = read_squad_articles(find_collections() / "squad2_dev_16" / "squad.json")
    return sorted(articles, key=lambda article: article.name)


def list_tuning(articles: Iterable[Article]) -> list[Article]:
    """Every second article by title, from the first: those on which anything may be tried and fitted."""
    return sorted(articles, key=lambda article: article.name)[0::2]


def list_reporting(articles: Iterable[Article]) -> list[Article]:
    """The others: those on which figures are reported."""
    return sorted(articles, key=lambda article: article.name)[1::2]
