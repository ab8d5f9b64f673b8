"""Evaluation cases from the questions of test collections."""

from collections.abc import Mapping
from typing import Final

from index.answering.question import MAX_QUESTION_CHARS
from index.collections.formats import Article, ArticleQuestion
from index.domain.document import Document
from index.evaluation.cases import EvaluationCase, GoldTarget, Holds

ANSWERABLE: Final = "answerable"
NEAR_MISS: Final = "near-miss"
OTHER_ARTICLE: Final = "other-article"
"""Kinds of questions about articles: answerable, unanswerable, and about an article not on the record."""


def make_case_from_answers(
    article: Article, question: ArticleQuestion, document_id: str | None
) -> EvaluationCase:
    """The case of finding an answer in the article; `document_id` is None if that is not on the record."""
    if not question.answers or document_id is None:
        kind = OTHER_ARTICLE if document_id is None else NEAR_MISS
        return EvaluationCase(question.id, question.question, kind, ())
    answers = tuple(dict.fromkeys(article.text[start:end] for start, end in question.answers))

    def hold(document: Document, start: int, end: int) -> bool:
        words = document.text[start:end]
        return document.id == document_id and any(answer in words for answer in answers)

    return EvaluationCase(
        question.id, question.question, ANSWERABLE, (GoldTarget(" / ".join(answers), None, hold),)
    )


def make_case_from_documents(query: str, words: str, titles: Mapping[str, str]) -> EvaluationCase:
    """The case of finding any slice of the documents `{id: title}`."""
    targets = tuple(GoldTarget(title, None, _is_in(own)) for own, title in titles.items())
    return EvaluationCase(query, shorten_query(words), "query", targets)


def shorten_query(words: str) -> str:
    """A query cut to the maximum length of a question: some collections have whole paragraphs as queries."""
    return words if len(words) <= MAX_QUESTION_CHARS else words[:MAX_QUESTION_CHARS].rsplit(maxsplit=1)[0]


def _is_in(document_id: str) -> Holds:
    return lambda document, _start, _end: document.id == document_id
