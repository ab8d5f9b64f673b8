"""A source that a moderator gives: a file, a link or a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.discord_api.errors import DISCORD_ERRORS
from bot.errors import BadSource
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.strings import add_document as words
from index import MAX_FILE_BYTES, Original


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, a link or a text, and what is known of it. `question` is what it is to answer."""

    file: discord.Attachment | None = None
    url: str = ""
    text: str = ""
    question: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of an upload in messages."""
        return self.file.filename if self.file is not None else self.url or words.THE_TEXT

    def check(self) -> None:
        """Raise BadSource unless just one is given, and no larger than what is read."""
        given = {words.A_FILE: self.file, words.A_LINK: self.url, words.A_TEXT: self.text.strip()}
        named = [name for name, value in given.items() if value]
        if len(named) != 1:
            raise BadSource(words.one_source(named))
        if self.file is not None:
            self._check_size(self.file.size)

    async def read(self, lanes: IngestionLanes, server: int | None) -> Original:
        """The document read from an upload, for a server. Raises UnreadableDocument, BadSource."""
        if self.file is not None:
            raw = await self._download(self.file)
            original = await lanes.read_file(server, raw, self.file.filename)
        elif self.url:
            original = await lanes.read_link(server, self.url)
        else:
            original = await lanes.read_text(server, self.text)
        return original.restate({**self.facts, **original.reading.found})

    async def _download(self, file: discord.Attachment) -> bytes:
        try:
            raw = await file.read()
        except DISCORD_ERRORS as error:
            raise BadSource(words.file_unavailable(file.filename)) from error
        self._check_size(len(raw))
        return raw

    def _check_size(self, size: int) -> None:
        if size > MAX_FILE_BYTES:
            raise BadSource(words.too_large(self.name, MAX_FILE_BYTES))
