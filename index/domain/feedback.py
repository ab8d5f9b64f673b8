"""What is kept of feedback."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Rating(StrEnum):
    """Whether a quotation helped."""

    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"


class FeedbackReason(StrEnum):
    """What is wrong with a quotation."""

    SPEAKER = "speaker"
    NO_ANSWER = "no-answer"
    SOURCE = "source"
    OTHER = "other"


class FeedbackEntry(BaseModel):
    """What one user said of one quotation, without the user.

    `question` is the one that it was to answer, where that was known. `at` is ISO 8601 in UTC.
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
    """What was said of one quotation in all. The newest question and the newest texts come first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: str
    document: str
    helpful: int
    unhelpful: int
    questions: tuple[str, ...]
    reasons: Mapping[FeedbackReason, int]
    texts: tuple[str, ...]
