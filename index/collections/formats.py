"""Test collections in two public formats: judged documents (BEIR) and articles with questions (SQuAD).

A BEIR folder contains `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`) and
`qrels.tsv` (query, document, grade; tab-separated). A SQuAD file is one JSON object, with or without
`is_impossible`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import BadQuestions
from index.reading.extracted_text import normalise

_CORPUS: Final = "corpus.jsonl"
_QUERIES: Final = "queries.jsonl"
_RELEVANCE: Final = "qrels.tsv"
_PARAGRAPH_SEPARATOR: Final = "\n\n"
"""Separates the paragraphs of an article."""

Span = tuple[int, int]

Row = TypeVar("Row", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class CollectionDocument:
    """A document of a collection; `name` is its id in the relevance judgements."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedCollection:
    """Documents, queries `{id: text}` and relevance `{query: {document: grade}}` with grades above 0.

    Contains judged queries only.
    """

    name: str
    documents: tuple[CollectionDocument, ...]
    queries: dict[str, str]
    relevance: dict[str, dict[str, int]]

    def select(self, queries: Iterable[str]) -> "JudgedCollection":
        """The collection restricted to some of the queries."""
        texts = {query: self.queries[query] for query in queries}
        relevance = {query: self.relevance[query] for query in texts}
        return JudgedCollection(self.name, self.documents, texts, relevance)


@dataclass(frozen=True, slots=True)
class ArticleQuestion:
    """A question about an article, with the half-open spans of its answers; empty if it has none."""

    id: str
    question: str
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's paragraphs as one text, their start offsets, and questions about them.

    `name` is the title as in the file, often with underscores for spaces.
    """

    name: str
    text: str
    starts: tuple[int, ...]
    questions: tuple[ArticleQuestion, ...]

    @property
    def title(self) -> str:
        """The title, with spaces."""
        return self.name.replace("_", " ")

    @property
    def document(self) -> CollectionDocument:
        """The article as a document."""
        return CollectionDocument(self.name, self.title, self.text)


def choose_articles(articles: Iterable[Article], titles: Iterable[str]) -> list[Article]:
    """The articles with these names or titles, in the file's order. Raises BadQuestions if one is unknown."""
    by_name = {name: article for article in articles for name in (article.name, article.title)}
    requested = list(titles)
    for title in requested:
        if title not in by_name:
            names = ", ".join(sorted({article.title for article in by_name.values()}))
            raise BadQuestions(f'There is no article "{title}". The articles are {names}.')
    chosen = {by_name[title].name for title in requested}
    return [article for article in articles if article.name in chosen]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Document(_Row):
    id: str = Field(alias="_id")
    title: str = ""
    text: str


class _Query(_Row):
    id: str = Field(alias="_id")
    text: str


class _Answer(_Row):
    text: str
    answer_start: int | None = None


class _Question(_Row):
    id: str
    question: str
    answers: tuple[_Answer, ...] = ()
    is_impossible: bool = False


class _Paragraph(_Row):
    context: str
    qas: tuple[_Question, ...]


class _Article(_Row):
    title: str
    paragraphs: tuple[_Paragraph, ...]


class _Articles(_Row):
    data: tuple[_Article, ...] = Field(min_length=1)


def is_reading_collection(path: Path) -> bool:
    """Whether a file is one JSON object with the key `data`, as in SQuAD."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(value, dict) and "data" in value


def read_judged_collection(folder: Path) -> JudgedCollection:
    """The collection in a BEIR folder. Raises BadQuestions with the file and line of the first error."""
    documents = _by_id(folder / _CORPUS, _Document)
    queries = _by_id(folder / _QUERIES, _Query)
    relevance = _read_relevance(folder / _RELEVANCE)
    for query in relevance:
        if query not in queries:
            where = f"{folder / _RELEVANCE}: the query {query}"
            raise BadQuestions(f"{where} is not in {_QUERIES}. Add it there.")
    return JudgedCollection(
        folder.resolve().name,
        tuple(CollectionDocument(row.id, row.title, row.text) for row in documents.values()),
        {query: queries[query].text for query in relevance},
        relevance,
    )


def read_squad_articles(path: Path) -> list[Article]:
    """The articles and questions of a SQuAD file. Raises BadQuestions."""
    try:
        articles = _Articles.model_validate_json(_read(path)).data
    except ValidationError as error:
        raise BadQuestions(f"{path}: {_describe(error)}. Please correct it.") from error
    return [_make_article(article, path) for article in articles]


def _make_article(article: _Article, path: Path) -> Article:
    contexts = [normalise(paragraph.context) for paragraph in article.paragraphs]
    ends = accumulate(len(context) + len(_PARAGRAPH_SEPARATOR) for context in contexts)
    starts = (0, *ends)[: len(contexts)]
    questions = [
        ArticleQuestion(row.id, row.question, tuple(_locate_answers(row, paragraph.context, start, path)))
        for paragraph, start in zip(article.paragraphs, starts, strict=True)
        for row in paragraph.qas
    ]
    return Article(article.title, _PARAGRAPH_SEPARATOR.join(contexts), starts, tuple(questions))


def _locate_answers(question: _Question, context: str, start: int, path: Path) -> Iterator[Span]:
    """The spans, in the article, of the distinct answers in the paragraph `context` at offset `start`."""
    answers = () if question.is_impossible else question.answers
    for answer in dict.fromkeys(answers):
        at = answer.answer_start
        if at is None or not context.startswith(answer.text, at):
            at = context.find(answer.text)
        if at < 0 or not answer.text:
            raise BadQuestions(
                f'{path}: the answer "{answer.text}" of {question.id} is not in its paragraph. '
                "Please correct it."
            )
        begin, end = (start + len(normalise(context[:to])) for to in (at, at + len(answer.text)))
        yield begin, end


def _read_relevance(path: Path) -> dict[str, dict[str, int]]:
    relevance: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.split("\t")
        if number == 1 and cells[-1] == "score":
            continue
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdecimal():
            raise BadQuestions(
                f"{path}, line {number}: expected a query, a document and a grade. Please correct it."
            )
        if (grade := int(cells[2])) > 0:
            relevance.setdefault(cells[0], {})[cells[1]] = grade
    if not relevance:
        raise BadQuestions(f"{path} has no judgements.")
    return relevance


def _by_id(path: Path, row_type: type[Row]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for number, line in _lines(path):
        try:
            row: Any = row_type.model_validate_json(line)
        except ValidationError as error:
            raise BadQuestions(f"{path}, line {number}: {_describe(error)}. Please correct it.") from error
        rows[row.id] = row
    return rows


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1; only \\n ends a line."""
    return ((number, line) for number, line in enumerate(_read(path).split("\n"), 1) if line.strip())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(
            f"{path} cannot be read. Name a file of questions, or a folder with {_CORPUS}, "
            f"{_QUERIES} and {_RELEVANCE}."
        ) from error


def _describe(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(map(str, fault["loc"])) or "the line"
    return f"{where}: {fault['msg']}"
