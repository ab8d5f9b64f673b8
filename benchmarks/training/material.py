"""The questions that the ranker and the reader learn from, and the records that hold their answers.

- the eight tuning articles of SQuAD 2.0 (those at even places in alphabetical order), with its own questions
  and more of ours (`articles.jsonl`);
- invented disputes in the manner of news and letters (`disputes.jsonl`);
- the shipped corpus, with questions of ours (`briefings.jsonl`) and the tuning half of the judged ones.

Questions marked `judgement`, and the tuning half, are not shown to the reader: on them it is found out how
far it can be trusted. Nothing here is about the reporting half or the other articles of SQuAD.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.collections import list_tuning, read_squad
from index import Document, Index
from index.collections.formats import Article, CollectionDocument
from index.collections.record import fill
from index.encoding.factory import choose_encoder
from index.evaluation.judged_questions import read_questions

_HERE: Final = Path(__file__).parent
_QUESTIONS: Final = Path("tests/data/questions.jsonl")
_COVERED: Final = 0.6
"""The share of a sentence that a window must hold to answer with it, as `evaluate` counts."""

Place = tuple[str, int, int]
"""A document's id, and the start and the end of what answers in its text."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the places that answer it; none where the record must be silent.

    `share` says how much of a place a window must hold. `for_reader` where the reader may learn from it.
    """

    question: str
    kind: str
    places: tuple[Place, ...]
    share: float
    for_reader: bool

    def is_answered_by(self, document: str, start: int, end: int) -> bool:
        """Whether a span of a document's text answers."""
        return any(
            document == where and min(end, last) - max(start, first) >= self.share * (last - first)
            for where, first, last in self.places
        )

    def touches(self, document: str, start: int, end: int) -> bool:
        """Whether a span shares a character with an answer."""
        return any(document == where and start < last and first < end for where, first, last in self.places)


Record = tuple[Index, list[Example]]
"""A record, and the questions that it is asked."""


@contextmanager
def open_materials(data: Path | None) -> Iterator[list[Record]]:
    """Each record with its questions, kept in a folder or in one that is thrown away."""
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = data or Path(thrown_away)
        rows = list(_rows("disputes.jsonl"))
        told = [CollectionDocument(r["id"], r["title"], r["text"]) for r in rows if r["type"] == "document"]
        articles = list_tuning(read_squad())
        encoder = choose_encoder(folder)
        fill(folder / "disputes", told, encoder)
        fill(folder / "articles", [article.document for article in articles], encoder)
        with (
            Index.open(folder / "corpus", "corpus") as corpus,
            Index.open(folder / "disputes") as disputes,
            Index.open(folder / "articles") as reading,
        ):
            yield [
                (corpus, list(_ask_corpus(corpus))),
                (disputes, list(_ask_disputes(disputes, rows))),
                (reading, list(_ask_articles(reading, articles))),
            ]


def _ask_corpus(index: Index) -> Iterator[Example]:
    by_title = {document.title: document for document in index.documents()}
    for row in _rows("briefings.jsonl"):
        places = tuple(_find(by_title[gold["document"]], gold["quote"]) for gold in row["gold"])
        yield Example(row["question"], row["kind"], places, _COVERED, row["for"] == "reader")
    for judged in read_questions(_QUESTIONS):
        if judged.half == "tuning":
            places = tuple(_find(by_title[gold.document], gold.quote) for gold in judged.gold)
            yield Example(judged.question, judged.kind, places, _COVERED, for_reader=False)


def _ask_disputes(index: Index, rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    titles = {row["id"]: row["title"] for row in rows if row["type"] == "document"}
    by_title = {document.title: document for document in index.documents()}
    for row in rows:
        if row["type"] == "question":
            places = tuple(_find(by_title[titles[g["document"]]], g["quote"]) for g in row["gold"])
            yield Example(row["question"], row["kind"], places, _COVERED, row["for"] == "reader")


def _ask_articles(index: Index, articles: Sequence[Article]) -> Iterator[Example]:
    documents = {document.title: document for document in index.documents()}
    for article in articles:
        for asked in article.questions:
            places = tuple((documents[article.title].id, *span) for span in asked.answers)
            yield Example(asked.question, "squad" if places else "squad-near", places, 1.0, for_reader=True)
    starts = {article.name: article.starts for article in articles}
    for row in _rows("articles.jsonl"):
        before, document = (
            starts[row["article"]][row["paragraph"]],
            documents[row["article"].replace("_", " ")],
        )
        answers = () if row["start"] is None else ((before + row["start"], before + row["end"]),)
        places = tuple((document.id, *span) for span in answers)
        yield Example(row["question"], row["kind"], places, _COVERED, for_reader=True)


def _find(document: Document, quote: str) -> Place:
    start = document.text.index(quote)
    return document.id, start, start + len(quote)


def _rows(name: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in (_HERE / name).read_text(encoding="utf-8").splitlines()]
