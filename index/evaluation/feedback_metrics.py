"""Metrics of user feedback, and judged questions made from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.domain.answer import Quotation
from index.domain.document import EVERYONE, Document
from index.domain.feedback import FeedbackEntry, FeedbackReason, Rating
from index.domain.identifiers import question_key
from index.evaluation.judged_questions import Gold, JudgedQuestion
from index.evaluation.statistics import Interval, share_interval

KIND: Final = "feedback"
"""The kind of judged questions made from feedback."""

_MAX_QUESTIONS: Final = 20
"""Questions listed, to keep the report readable."""

_MONTH_CHARS: Final = len("2026-05")
_DAY_CHARS: Final = len("2026-05-04")


class Votes(BaseModel):
    """The number and share of 👍 among `n` ratings, with the 95% interval of the share."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    helpful: int
    share: float
    interval: Interval


class DocumentVotes(Votes):
    """The ratings of the quotations from one document."""

    title: str


class QuestionVotes(Votes):
    """The ratings of the quotations shown for one question."""

    question: str


class FeedbackMetrics(BaseModel):
    """All ratings (`verdicts`), one for each user and quotation, and groups of them.

    Documents and `questions` are ordered by 👎, most first; months and days (UTC) by time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdicts: int
    helpful: int
    share: float
    interval: Interval
    by_reason: Mapping[FeedbackReason, int]
    by_document: Mapping[str, DocumentVotes]
    by_month: Mapping[str, Votes]
    by_day: Mapping[str, Votes]
    questions: tuple[QuestionVotes, ...]


def measure_feedback(entries: Sequence[FeedbackEntry], titles: Mapping[str, str]) -> FeedbackMetrics:
    """The metrics of feedback. `titles` maps document ids to titles."""
    by_document = _group(entries, lambda entry: entry.document)
    by_question = _group(entries, lambda entry: entry.question)
    total = Votes(**_count(entries))
    unhelpful = {question: own for question, own in by_question.items() if _count_unhelpful(own)}
    return FeedbackMetrics(
        verdicts=total.n,
        helpful=total.helpful,
        share=total.share,
        interval=total.interval,
        by_reason=dict(Counter(entry.reason for entry in entries if entry.reason).most_common()),
        by_document={
            document: DocumentVotes(title=titles.get(document, document), **_count(own))
            for document, own in _order(by_document)
        },
        by_month=_count_by_time(entries, _MONTH_CHARS),
        by_day=_count_by_time(entries, _DAY_CHARS),
        questions=tuple(
            QuestionVotes(question=question, **_count(own))
            for question, own in _order(unhelpful)[:_MAX_QUESTIONS]
        ),
    )


def make_judged_questions(
    entries: Iterable[FeedbackEntry],
    find: Callable[[str], Quotation | None],
    documents: Mapping[str, Document],
) -> list[JudgedQuestion]:
    """Questions with at least one quotation that no majority found unhelpful.

    Quotations that are no longer current are left out: `find` returns a quotation by id, `documents` are
    those that can be quoted.
    """
    judged = []
    for question, own in _group(entries, lambda entry: entry.question).items():
        votes = _group(own, lambda entry: entry.quotation)
        liked = [key for key, ratings in votes.items() if 2 * _count_unhelpful(ratings) <= len(ratings)]
        gold = tuple(
            Gold(document=entry.document_id, quote=entry.text)
            for entry in filter(None, map(find, liked))
            if entry.document_id in documents and entry.text in documents[entry.document_id].text
        )
        if gold:
            key = question_key(EVERYONE, question)
            judged.append(JudgedQuestion(id=key, question=question, kind=KIND, gold=gold))
    return judged


def _group(
    entries: Iterable[FeedbackEntry], name: Callable[[FeedbackEntry], str | None]
) -> dict[str, list[FeedbackEntry]]:
    groups: dict[str, list[FeedbackEntry]] = {}
    for entry in entries:
        if key := name(entry):
            groups.setdefault(key, []).append(entry)
    return groups


def _order(groups: Mapping[str, Sequence[FeedbackEntry]]) -> list[tuple[str, Sequence[FeedbackEntry]]]:
    return sorted(groups.items(), key=lambda group: -_count_unhelpful(group[1]))


def _count_by_time(entries: Sequence[FeedbackEntry], characters: int) -> dict[str, Votes]:
    groups = _group(entries, lambda entry: entry.at[:characters])
    return {time: Votes(**_count(groups[time])) for time in sorted(groups)}


def _count_unhelpful(entries: Sequence[FeedbackEntry]) -> int:
    return sum(entry.verdict is Rating.UNHELPFUL for entry in entries)


def _count(entries: Sequence[FeedbackEntry]) -> dict[str, object]:
    n = len(entries)
    helpful = n - _count_unhelpful(entries)
    share = helpful / n if n else 0.0
    return {"n": n, "helpful": helpful, "share": share, "interval": share_interval(helpful, n)}
