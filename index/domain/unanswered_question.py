"""What is kept of questions that the record could not answer."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class QuestionState(StrEnum):
    """What became of a question."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Retention:
    """How much is kept: so many questions of each scope, none that was last asked more than `days` ago.

    Who follows a question is kept for as many days.
    """

    questions: int
    days: int


class QuestionGroup(BaseModel):
    """Questions of one meaning.

    `questions` are their wordings, the one asked most often first; `key` is that one's. They were asked
    `times` times in all; `last_asked` is ISO 8601 in UTC. `nearest` is the document that came nearest when it
    was last asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    questions: tuple[str, ...]
    times: int
    last_asked: str
    nearest: str | None


class FollowedQuestion(BaseModel):
    """A question whose answer a user waits for, and the place where it was asked, as the caller named it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    user: str
    scope: str
    question: str
    place: str
    at: str
