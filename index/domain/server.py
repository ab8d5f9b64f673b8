"""Settings of a Discord server, and its events that concern no document."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^\S{1,100}$")]


class ServerSettings(BaseModel):
    """The settings of one scope. Roles and channels are Discord ids, which this package does not interpret.

    `daily_channel` gets a quotation every day. `channels` are those in which questions are answered; empty
    means all. `private` is the default for showing an answer only to the person who asked. A user may ask
    `cooldown_questions` questions in `cooldown_seconds`; None means the setting of the bot's owner.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    moderator_roles: tuple[Id, ...] = Field((), max_length=25)
    audit_channel: Id | None = None
    daily_channel: Id | None = None
    channels: tuple[Id, ...] = Field((), max_length=25)
    private: bool = False
    cooldown_questions: int | None = Field(None, ge=1, le=1000)
    cooldown_seconds: float | None = Field(None, gt=0, le=86400)


ServerAction = Literal["set", "dismiss", "answer", "leave", "return"]
"""The actions in a scope, other than on documents, that the audit log records."""


class ServerEvent(BaseModel):
    """One event of a scope that concerns no document: `at` is its time (ISO 8601, UTC).

    `action` is `set` for a change of the setting named by `subject`; `dismiss` or `answer` for an unanswered
    question, of which `subject` is the key and `title` the wording while it is stored; `leave` or `return` if
    the bot left the server or came back. `before` and `after` are JSON.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    at: str
    actor: str
    scope: str
    action: str
    subject: str
    title: str | None = None
    before: str
    after: str
