"""The settings, from the environment and from `.env`; the only place in `bot` that reads either."""

import os
import stat
from pathlib import Path
from typing import Final

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettings
from index import DEFAULT_DEVICE, DEFAULT_MODEL, DEFAULT_RERANKER, OPERATING_POINT

_PREFIX: Final = "RECORD_"
_DOTENV: Final = ".env"
_OTHERS: Final = frozenset({"RECORD_COLLECTIONS"})
"""Variables with the same beginning that only the tests and benchmarks read."""


class Settings(BaseSettings):
    """Every setting of the bot. Each is a variable: `RECORD_` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=_DOTENV, env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = Field(None, description="The bot's token")
    data: Path = Field(Path("data"), description="The data folder: database, originals and search caches")
    corpus: Path = Field(Path("corpus"), description="The corpus folder: the documents that ship")
    model: str = Field(DEFAULT_MODEL, description="A sentence-transformers model, by name or folder")
    device: str = Field(DEFAULT_DEVICE, description="The device that it runs on, such as cuda")
    reader: str = Field(
        DEFAULT_RERANKER, description="The cross-encoder that judges whether a quotation answers"
    )
    operating_point: float = Field(
        OPERATING_POINT, ge=0, le=1, description="How sure the bot must be to answer, from 0 to 1"
    )
    cooldown_questions: int = Field(
        5, ge=1, le=1000, description="Questions that one user can ask in that time"
    )
    cooldown_seconds: float = Field(60, gt=0, le=86400, description="The time for that limit, in seconds")
    unanswered_kept: int = Field(
        500, ge=0, le=2000, description="Unanswered questions stored for each server"
    )
    unanswered_days: int = Field(180, ge=1, le=3650, description="Days after which they are deleted")
    feedback_days: int = Field(180, ge=1, le=3650, description="Days after which a 👍 or 👎 is deleted")
    additions: int = Field(
        20, ge=1, le=1000, description="Sources that one moderator can have read in that time"
    )
    additions_seconds: float = Field(600, gt=0, le=86400, description="The time for that limit, in seconds")
    server_documents: int = Field(500, ge=0, description="Documents that one server may hold")
    server_characters: int = Field(50_000_000, ge=0, description="Characters that its texts may have")
    server_megabytes: int = Field(2000, ge=0, description="Megabytes that its texts and files may take")
    departed_days: int = Field(
        30, ge=1, le=3650, description="Days for which documents of a server are kept after the bot left it"
    )
    concurrency: int = Field(4, ge=1, le=64, description="Questions answered at the same time")

    @property
    def token(self) -> str | None:
        """The bot's token in plain text, None if there is none."""
        return self.discord_token.get_secret_value().strip() or None if self.discord_token else None


def read_settings() -> Settings:
    """The settings. Raises BadSettings, in one sentence, for an unknown name or a wrong value."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields} | _OTHERS
    for name in (*os.environ, *_read_dotenv()):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            raise BadSettings(
                f"{name} is not a setting. The settings are {', '.join(sorted(known - _OTHERS))}."
            )
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = _PREFIX + str(fault["loc"][0]).upper()
        raise BadSettings(f"The setting {name} is not valid: {fault['msg']}.") from error


def find_exposure() -> str | None:
    """The command that keeps `.env` to its owner, where others on this machine can read the token in it.

    Where a system has no such modes, as Windows, there is nothing to find.
    """
    path = Path(_DOTENV)
    is_exposed = os.name == "posix" and path.is_file() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    return f"chmod 600 {path}" if is_exposed else None


def _read_dotenv() -> list[str]:
    """The names in `.env`. Raises BadSettings if it is no text."""
    try:
        return list(dotenv_values(_DOTENV))
    except UnicodeDecodeError as error:
        raise BadSettings("The file .env is not in UTF-8. Save it as UTF-8.") from error
