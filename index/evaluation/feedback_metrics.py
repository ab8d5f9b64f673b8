"""What feedback tells of the answers, and the judged questions that come of it."""

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
"""The kind of the questions that come of feedback."""

_MAX_QUESTIONS: Final = 20
_MONTH: Final = len("2026-05")
_DAY: Final = len("2026-05-04")


class Votes(BaseModel):
    """How many of `n` verdicts were 👍, as a share with its interval of 95 %."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    helpful: int
    share: float
    interval: Interval


class DocumentVotes(Votes):
    """The same for the quotations of one document."""

    title: str


class QuestionVotes(Votes):
    """The same for the quotations that were to answer one question."""

    question: str


class FeedbackMetrics(BaseModel):
    """What users said of quotations, each user once of each: how many `verdicts`, and how many of them 👍.

    Documents and `questions` come with the most 👎 first, months and days (in UTC) in their order.
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


def measure_feedback(given: Sequence[FeedbackEntry], titles: Mapping[str, str]) -> FeedbackMetrics:
    """The figures of feedback. `titles` are those of the documents, by id."""
    by_document = _group(given, lambda one: one.document)
    by_question = _group(given, lambda one: one.question)
    in_all = Votes(**_count(given))
    unhelpful = {question: own for question, own in by_question.items() if _count_unhelpful(own)}
    return FeedbackMetrics(
        verdicts=in_all.n,
        helpful=in_all.helpful,
        share=in_all.share,
        interval=in_all.interval,
        by_reason=dict(Counter(one.reason for one in given if one.reason).most_common()),
        by_document={
            document: DocumentVotes(title=titles.get(document, document), **_count(own))
            for document, own in _order(by_document)
        },
        by_month=_count_by_time(given, _MONTH),
        by_day=_count_by_time(given, _DAY),
        questions=tuple(
            QuestionVotes(question=question, **_count(own))
            for question, own in _order(unhelpful)[:_MAX_QUESTIONS]
        ),
    )


def make_judged_questions(
    given: Iterable[FeedbackEntry], find: Callable[[str], Quotation | None], documents: Mapping[str, Document]
) -> list[JudgedQuestion]:
    """The questions with a quotation that at least as many found helpful as not.

    Left out is what does not stand on the record any more: `find` gives a quotation by its id, `documents`
    are those that can be quoted.
    """
    judged = []
    for question, own in _group(given, lambda one: one.question).items():
        votes = _group(own, lambda one: one.quotation)
        liked = [wanted for wanted in votes if 2 * _count_unhelpful(votes[wanted]) <= len(votes[wanted])]
        gold = tuple(
            Gold(document=one.document_id, quote=one.text)
            for one in filter(None, map(find, liked))
            if one.document_id in documents and one.text in documents[one.document_id].text
        )
        if gold:
            key = question_key(EVERYONE, question)
            judged.append(JudgedQuestion(id=key, question=question, kind=KIND, gold=gold))
    return judged


def _group(
    given: Iterable[FeedbackEntry], name: Callable[[FeedbackEntry], str | None]
) -> dict[str, list[FeedbackEntry]]:
    groups: dict[str, list[FeedbackEntry]] = {}
    for one in given:
        if named := name(one):
            groups.setdefault(named, []).append(one)
    return groups


def _order(groups: Mapping[str, Sequence[FeedbackEntry]]) -> list[tuple[str, Sequence[FeedbackEntry]]]:
    return sorted(groups.items(), key=lambda group: -_count_unhelpful(group[1]))


def _count_by_time(given: Sequence[FeedbackEntry], characters: int) -> dict[str, Votes]:
    groups = _group(given, lambda one: one.at[:characters])
    return {time: Votes(**_count(groups[time])) for time in sorted(groups)}


def _count_unhelpful(given: Sequence[FeedbackEntry]) -> int:
    return sum(one.verdict is Rating.UNHELPFUL for one in given)


def _count(given: Sequence[FeedbackEntry]) -> dict[str, object]:
    n = len(given)
    helpful = n - _count_unhelpful(given)
    share = helpful / n if n else 0.0
    return {"n": n, "helpful": helpful, "share": share, "interval": share_interval(helpful, n)}
