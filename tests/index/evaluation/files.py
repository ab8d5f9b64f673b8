"""Small collections in the public forms, written for these tests."""

import json
from pathlib import Path
from typing import Any, Final

from tests.index.writing import write

HARBOUR: Final = (
    "The harbour master closed the northern quay in March. The ferry company objected to the closing. "
    "Boats were moved to the southern quay."
)
STORKS: Final = "Storks build their nests on chimneys. The chimneys are swept in spring."
MILLS: Final = "The windmill on the hill grinds barley. Its sails were mended by a carpenter."

ARTICLES: Final[list[dict[str, Any]]] = [
    {
        "title": "The_harbour",
        "paragraphs": [
            {
                "context": HARBOUR,
                "qas": [
                    {
                        "id": "h1",
                        "question": "Who closed the northern quay?",
                        "answers": [{"text": "The harbour master"}, {"text": "The harbour master"}],
                        "is_impossible": False,
                    },
                    {
                        "id": "h2",
                        "question": "Who objected to the closing of the quay?",
                        "answers": [{"text": "The ferry company"}],
                        "is_impossible": False,
                    },
                    {
                        "id": "h3",
                        "question": "Which zeppelin landed?",
                        "answers": [],
                        "plausible_answers": [{"text": "Boats"}],
                        "is_impossible": True,
                    },
                ],
            }
        ],
    },
    {
        "title": "Storks",
        "paragraphs": [
            {
                "context": STORKS,
                "qas": [
                    {
                        "id": "s1",
                        "question": "Where do storks build their nests?",
                        "answers": [{"text": "on chimneys"}],
                    }
                ],
            },
            {"context": MILLS, "qas": []},
        ],
    },
]

DOCUMENTS: Final = [
    {"_id": "d1", "title": "Harbour", "text": HARBOUR},
    {"_id": "d2", "title": "Storks", "text": STORKS},
    {"_id": "d3", "title": "Mills", "text": MILLS, "metadata": {}},
]
QUERIES: Final = [
    {"_id": "q1", "text": "Who closed the northern quay of the harbour?"},
    {"_id": "q2", "text": "storks and their chimneys"},
    {"_id": "q3", "text": "nobody judged this"},
]
RELEVANCE: Final = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t0\nq2\td2\t1\nq2\td3\t1\n"


def write_articles(folder: Path, articles: list[dict[str, Any]] = ARTICLES) -> Path:
    """A file in SQuAD's form."""
    return write(folder / "articles.json", json.dumps({"version": "1", "data": articles}, indent=1))


def write_collection(
    folder: Path,
    documents: list[dict[str, Any]] = DOCUMENTS,
    queries: list[dict[str, Any]] = QUERIES,
    relevance: str = RELEVANCE,
) -> Path:
    """A folder in BEIR's form."""
    write(folder / "coll/corpus.jsonl", "".join(json.dumps(row) + "\n" for row in documents))
    write(folder / "coll/queries.jsonl", "".join(json.dumps(row) + "\n" for row in queries))
    write(folder / "coll/qrels.tsv", relevance)
    return folder / "coll"
