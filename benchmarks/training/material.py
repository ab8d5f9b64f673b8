"""The training data of the ranker and the reranker: questions, and records with their answers.

- the eight tuning articles of SQuAD 2.0 (every second one in alphabetical order), with its questions and some
  of ours (`articles.jsonl`);
- invented disputes in the style of news and letters (`disputes.jsonl`);
- the shipped corpus, with questions of ours (`briefings.jsonl`) and the tuning half of the judged questions.

Questions marked `judgement`, and the tuning half, are held out from the training of the reranker: on them the
probabilities of its answers are fitted. The reporting half and the other articles of SQuAD are not used.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.collections import list_tuning, read_squad
from index import ANY_SCOPE, Document, Index
from index.collections.formats import Article, CollectionDocument
from index.collections.record import fill
from index.encoding.factory import choose_encoder
from index.evaluation.judged_questions import read_questions

_HERE: Final = Path(__file__).parent
_QUESTIONS: Final = Path("tests/data/questions.jsonl")
_MIN_COVERED_SHARE: Final = 0.6
"""Of a gold quote: a window that contains this share answers, as in `evaluate`."""

Location = tuple[str, int, int]
"""A document's id, and half-open offsets into its text."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the locations of its answers; without any, the record should be silent.

    A window answers if it covers the share `share` of a location. `for_reader`: the reranker trains on it.
    """

    question: str
    kind: str
    locations: tuple[Location, ...]
    share: float
    for_reader: bool

    def is_answered_by(self, document: str, start: int, end: int) -> bool:
        """Whether a slice of a document's text answers."""
        return any(
            document == own and min(end, last) - max(start, first) >= self.share * (last - first)
            for own, first, last in self.locations
        )

    def touches(self, document: str, start: int, end: int) -> bool:
        """Whether a slice overlaps an answer."""
        return any(document == own and start < last and first < end for own, first, last in self.locations)


Record = tuple[Index, list[Example]]
"""A record and its questions."""


@contextmanager
def open_materials(data: Path | None) -> Iterator[list[Record]]:
    """Each record with its questions, in `data` or a temporary folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = data or Path(temporary)
        rows = list(_rows("disputes.jsonl"))
        texts = [CollectionDocument(r["id"], r["title"], r["text"]) for r in rows if r["type"] == "document"]
        articles = list_tuning(read_squad())
        encoder = choose_encoder(folder)
        fill(folder / "disputes", texts, encoder)
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
    by_title = {document.title: document for document in index.documents(scope=ANY_SCOPE)}
    for row in _rows("briefings.jsonl"):
        locations = tuple(_find(by_title[gold["document"]], gold["quote"]) for gold in row["gold"])
        yield Example(row["question"], row["kind"], locations, _MIN_COVERED_SHARE, row["for"] == "reader")
    for judged in read_questions(_QUESTIONS):
        if judged.half == "tuning":
            locations = tuple(_find(by_title[gold.document], gold.quote) for gold in judged.gold)
            yield Example(judged.question, judged.kind, locations, _MIN_COVERED_SHARE, for_reader=False)


def _ask_disputes(index: Index, rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    titles = {row["id"]: row["title"] for row in rows if row["type"] == "document"}
    by_title = {document.title: document for document in index.documents(scope=ANY_SCOPE)}
    for row in rows:
        if row["type"] == "question":
            locations = tuple(_find(by_title[titles[g["document"]]], g["quote"]) for g in row["gold"])
            yield Example(row["question"], row["kind"], locations, _MIN_COVERED_SHARE, row["for"] == "reader")


def _ask_articles(index: Index, articles: Sequence[Article]) -> Iterator[Example]:
    documents = {document.title: document for document in index.documents(scope=ANY_SCOPE)}
    for article in articles:
        for question in article.questions:
            locations = tuple((documents[article.title].id, *span) for span in question.answers)
            yield Example(
                question.question, "squad" if locations else "squad-near", locations, 1.0, for_reader=True
            )
    starts = {article.name: article.starts for article in articles}
    for row in _rows("articles.jsonl"):
        before, document = (
            starts[row["article"]][row["paragraph"]],
            documents[row["article"].replace("_", " ")],
        )
        answers = () if row["start"] is None else ((before + row["start"], before + row["end"]),)
        locations = tuple((document.id, *span) for span in answers)
        yield Example(row["question"], row["kind"], locations, _MIN_COVERED_SHARE, for_reader=True)


def _find(document: Document, quote: str) -> Location:
    start = document.text.index(quote)
    return document.id, start, start + len(quote)


def _rows(name: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in (_HERE / name).read_text(encoding="utf-8").splitlines()]
