"""Documents that moderators look at and have not added yet. They are kept in memory only."""

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import discord

from bot.documents.source_modals import TypedSource
from bot.errors import DraftGone, TooManyDrafts
from bot.strings import add_document as words
from index import Document, Original, Preview

MAX_DRAFTS: Final = 10
"""Drafts of one server at once."""

MAX_DRAFT_BYTES: Final = 100_000_000
"""Bytes of the drafts of one server, their originals and texts."""

_MAX_TYPED: Final = 100
"""Forms whose words are kept, of all servers: 6 kB each at most."""

_WIDEST: Final = 4
"""Bytes of a character in memory, at most."""

UserPlace = tuple[int, int | None]
"""A user, and the server in which they act; None in direct messages."""

Show = Callable[[discord.ui.LayoutView], Awaitable[object]]
"""Edits the message on which a draft is shown."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An original with what is known of its source, as `preview` shows it to a user in a server.

    `scope` is who is to see the document. `question` is what it is to answer, where it was asked for.
    `show` is good until `expires`: it edits with the token of the last interaction.
    """

    id: str
    user: int
    server: int | None
    scope: str
    may_choose_scope: bool
    original: Original
    preview: Preview
    question: str | None
    show: Show
    expires: datetime

    @property
    def source(self) -> Mapping[str, Any]:
        """The source as it is known; the preview may lag behind it."""
        return self.original.reading.found

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        preview = self.preview
        others: list[Document | None] = [
            preview.exact_duplicate,
            preview.renews,
            *(one.document for one in preview.similar),
        ]
        characters = len(preview.text) + sum(len(other.text) for other in others if other)
        return len(self.original.raw) + _WIDEST * characters


class Drafts:
    """The drafts of all servers. For the event loop only."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._typed: OrderedDict[str, tuple[UserPlace, TypedSource]] = OrderedDict()

    def check_room(self, server: int | None, size: int = 0) -> None:
        """Raise TooManyDrafts if a server may not have one more, of so many bytes."""
        sizes = [draft.size for draft in self._drafts.values() if draft.server == server]
        if len(sizes) >= MAX_DRAFTS or sum(sizes) + size > MAX_DRAFT_BYTES:
            raise TooManyDrafts(words.TOO_MANY_DRAFTS)

    def put(self, draft: Draft) -> Draft:
        """Keep a draft. Raises TooManyDrafts."""
        self.check_room(draft.server, draft.size)
        self._drafts[draft.id] = draft
        return draft

    def put_back(self, draft: Draft) -> None:
        """Keep a draft that was taken, as it could not be added."""
        self._drafts[draft.id] = draft

    def find(self, wanted: str, interaction: discord.Interaction) -> Draft:
        """The draft of the user, where they act. Raises DraftGone."""
        draft = self._drafts.get(wanted)
        is_own = draft is not None and (draft.user, draft.server) == _place_of(interaction)
        if draft is None or not is_own or draft.expires <= discord.utils.utcnow():
            raise DraftGone(words.DRAFT_GONE)
        return draft

    def holds(self, draft: Draft) -> bool:
        """Whether a draft is kept, and still with that original and for that scope."""
        kept = self._drafts.get(draft.id)
        return kept is not None and (kept.original, kept.scope) == (draft.original, draft.scope)

    def change(self, wanted: str, interaction: discord.Interaction, **values: Any) -> Draft:
        """The draft of the user, changed. Raises DraftGone."""
        draft = replace(self.find(wanted, interaction), **values)
        self._drafts[wanted] = draft
        return draft

    def take(self, wanted: str, interaction: discord.Interaction) -> Draft:
        """Take the draft of the user: nobody else gets it afterwards. Raises DraftGone."""
        draft = self.find(wanted, interaction)
        del self._drafts[wanted]
        return draft

    def keep_typed(self, typed: TypedSource, interaction: discord.Interaction) -> str:
        """Keep what was typed for a source that could not be read; the number by which it is found."""
        number = make_id()
        self._typed[number] = (_place_of(interaction), typed)
        while len(self._typed) > _MAX_TYPED:
            self._typed.popitem(last=False)
        return number

    def find_typed(self, wanted: str, interaction: discord.Interaction) -> TypedSource:
        """The values that the user has typed in this place. Raises DraftGone."""
        place, typed = self._typed.get(wanted, (None, TypedSource()))
        if place != _place_of(interaction):
            raise DraftGone(words.DRAFT_GONE)
        return typed

    def take_expired(self, now: datetime) -> list[Draft]:
        """The drafts that were left alone for too long, which are kept no longer."""
        expired = [draft for draft in self._drafts.values() if draft.expires <= now]
        for draft in expired:
            del self._drafts[draft.id]
        return expired


def _place_of(interaction: discord.Interaction) -> UserPlace:
    return interaction.user.id, interaction.guild_id


def make_id() -> str:
    """A number that nobody can guess."""
    return secrets.token_hex(8)
