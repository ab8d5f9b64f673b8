"""What a scope's moderators may set, and what they did that concerns no document."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^\S{1,100}$")]


class ServerSettings(BaseModel):
    """How the bot behaves for one scope. Roles and channels are ids that mean nothing to this package.

    A quotation is posted in `daily_channel` every day. `channels` are those in which questions are answered;
    none means all. `private` says whether an answer
    is seen by the asker only, where the asker does not say. A user may ask `cooldown_questions` in
    `cooldown_seconds`; None leaves either to whoever runs the bot.
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
"""All that can be done in a scope that concerns no document."""


class ServerEvent(BaseModel):
    """One act in a scope that concerns no document: when (ISO 8601, UTC), by whom, what.

    `action` is `set`, of the setting that `subject` names; `dismiss` or `answer`, of the unanswered question
    whose key it is, and whose wording is the `title` while it is kept; or `leave` or `return`, of the bot's
    being there. `before` and `after` are JSON.
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
