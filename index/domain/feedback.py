"""Feedback of users on quotations."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Rating(StrEnum):
    """A user's rating of a quotation."""

    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"


class FeedbackReason(StrEnum):
    """The reason for an unhelpful rating."""

    SPEAKER = "speaker"
    NO_ANSWER = "no-answer"
    SOURCE = "source"
    OTHER = "other"


class FeedbackEntry(BaseModel):
    """The feedback of one user on one quotation, without the user.

    `quotation` and `document` are ids. `question` is the question that the quotation answered, if known. `at`
    is ISO 8601 in UTC.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: str
    document: str
    scope: str
    question: str | None
    verdict: Rating
    reason: FeedbackReason | None
    text: str | None
    at: str


class QuotationRatings(BaseModel):
    """All feedback on one quotation, summed up; questions and texts are sorted newest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: str
    document: str
    helpful: int
    unhelpful: int
    questions: tuple[str, ...]
    reasons: Mapping[FeedbackReason, int]
    texts: tuple[str, ...]
