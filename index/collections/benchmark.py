"""Benchmarks in three formats, and how a record is measured on each.

Judged questions (JSON lines) are asked of the current record. Collections of judged documents (BEIR) and
articles with questions (SQuAD) become records of their own.
"""

import random
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Final, Protocol, TypeVar

from index.collections.cases import make_case_from_answers, make_case_from_documents
from index.collections.formats import (
    CollectionDocument,
    choose_articles,
    is_reading_collection,
    read_judged_collection,
    read_squad_articles,
)
from index.collections.record import Ids
from index.collections.retrieval import RetrievalMetrics, Retriever, measure_retrieval
from index.domain.document import ANY_SCOPE
from index.domain.filters import Filters
from index.domain.progress import Progress
from index.errors import BadQuestions
from index.evaluation.cases import Ask, EvaluationCase, make_case_from_quotes, name_documents, run_cases
from index.evaluation.evaluation import Evaluation, evaluate
from index.evaluation.judged_questions import read_questions
from index.evaluation.metrics import DEPTH
from index.index import Index

_SEED: Final = 1
"""Fixed, so that a sample is the same each time."""

Item = TypeVar("Item")


class BenchmarkFormat(Enum):
    """The format of a file or folder of questions."""

    QUESTIONS = "questions"
    READING = "reading"
    RETRIEVAL = "retrieval"


class Benchmark(Protocol):
    """Questions, and the documents that they are about; None means the current record.

    `record.fill` makes a record of `documents` and returns their `ids`.
    """

    @property
    def documents(self) -> Sequence[CollectionDocument] | None: ...

    def has_question(self, question_id: str) -> bool:
        """Whether a question has that id."""
        ...

    def make_case(self, question_id: str, index: Index, ids: Ids) -> EvaluationCase:
        """The question as a case for that record. Raises BadQuestions."""
        ...

    def measure(self, index: Index, ids: Ids, progress: Progress) -> Evaluation | RetrievalMetrics:
        """Ask all questions and compute the metrics. Raises BadQuestions."""
        ...


class QuestionsBenchmark:
    """Judged questions of the current record; optionally of one half, or a sample."""

    documents = None

    def __init__(self, path: Path, *, half: str | None = None, sample: int | None = None) -> None:
        questions = read_questions(path)
        self._by_id = {question.id: question for question in questions}
        of_half = [question for question in questions if half in (None, question.half)]
        if not of_half:
            raise BadQuestions(f'{path} has no questions in the half "{half}".')
        self._questions = sample_items(of_half, sample)

    def has_question(self, question_id: str) -> bool:
        return question_id in self._by_id

    def make_case(self, question_id: str, index: Index, _ids: Ids) -> EvaluationCase:
        return make_case_from_quotes(
            self._by_id[question_id], name_documents(index.documents(scope=ANY_SCOPE))
        )

    def measure(self, index: Index, _ids: Ids, progress: Progress) -> Evaluation:
        return index.evaluate(self._questions, progress)


class ReadingBenchmark:
    """Articles with questions; optionally only some articles, or a sample of the questions."""

    def __init__(self, path: Path, *, titles: Sequence[str] = (), sample: int | None = None) -> None:
        articles = read_squad_articles(path)
        chosen = choose_articles(articles, titles) if titles else articles
        questions = [(article, question) for article in chosen for question in article.questions]
        if not questions:
            raise BadQuestions(f"{path} has no questions about these articles.")
        self.documents = [article.document for article in chosen]
        self._by_id = {question.id: (article, question) for article, question in questions}
        self._questions = sample_items(questions, sample)

    def has_question(self, question_id: str) -> bool:
        return question_id in self._by_id

    def make_case(self, question_id: str, _index: Index, ids: Ids) -> EvaluationCase:
        article, question = self._by_id[question_id]
        return make_case_from_answers(article, question, ids[article.name])

    def measure(self, index: Index, ids: Ids, progress: Progress) -> Evaluation:
        cases = [
            make_case_from_answers(article, question, ids[article.name])
            for article, question in self._questions
        ]
        return evaluate(
            run_cases(
                cases, ask_openly(index), index.documents(scope=ANY_SCOPE), depth=DEPTH, progress=progress
            )
        )


class RetrievalBenchmark:
    """A collection of judged documents with its queries, or a sample of them."""

    def __init__(self, folder: Path, *, sample: int | None = None) -> None:
        self._collection = read_judged_collection(folder)
        self._questions = sample_items(list(self._collection.queries), sample)
        self.documents = self._collection.documents

    def has_question(self, question_id: str) -> bool:
        return question_id in self._collection.queries

    def make_case(self, question_id: str, _index: Index, ids: Ids) -> EvaluationCase:
        relevant = self._collection.relevance[question_id].keys()
        titles = {ids[one.name]: one.title or one.name for one in self.documents if one.name in relevant}
        return make_case_from_documents(question_id, self._collection.queries[question_id], titles)

    def measure(self, index: Index, ids: Ids, progress: Progress) -> RetrievalMetrics:
        retriever = Retriever(
            search=index.engine.search,
            encoder=index.engine.encoder,
            scorer=index.engine.scorer,
            answerer=index.engine.answerer,
        )
        return measure_retrieval(self._collection.select(self._questions), ids, retriever, progress)


def ask_openly(index: Index) -> Ask:
    """Asks a record without restriction of scope."""
    return lambda question, limit: index.engine.answerer.ask(question, Filters(scope=ANY_SCOPE), limit)


def detect_format(path: Path) -> BenchmarkFormat:
    """The format of a file or folder; any file that is not a collection counts as judged questions."""
    if path.is_dir():
        return BenchmarkFormat.RETRIEVAL
    return BenchmarkFormat.READING if is_reading_collection(path) else BenchmarkFormat.QUESTIONS


def sample_items(items: Sequence[Item], count: int | None) -> list[Item]:
    """A reproducible sample of at most `count` items, in their order; all if None."""
    if count is None or count >= len(items):
        return list(items)
    chosen = random.Random(_SEED).sample(range(len(items)), count)  # noqa: S311 - a sample, not a secret
    return [items[index] for index in sorted(chosen)]
