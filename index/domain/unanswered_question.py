"""Questions that the record could not answer, as they are stored."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class QuestionState(StrEnum):
    """The state of an unanswered question."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Retention:
    """Limits of what is stored: `questions` in each scope, none last asked more than `days` ago.

    A user's wish to follow a question is deleted after the same number of days.
    """

    questions: int
    days: int


class QuestionGroup(BaseModel):
    """Unanswered questions with the same meaning.

    `questions` are their wordings, most often asked first; `key` is the key of the first. `times` is how
    often they were asked in total; `last_asked` is ISO 8601 in UTC. `nearest` is the id of the closest
    document when one of them was last asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    questions: tuple[str, ...]
    times: int
    last_asked: str
    nearest: str | None


class FollowedQuestion(BaseModel):
    """A question that a user follows. `place` is where it was asked, in the caller's own form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    user: str
    scope: str
    question: str
    place: str
    at: str
