"""The actions of moderators on documents of the record: remove, restore, undo and read the history.

They act on the documents of their own server, whoever added them; what is on everyone's record they see.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeVar

import discord

from bot.audit_log.formatter import AuditFormatter
from bot.errors import UnknownHere
from bot.markdown import escape, shorten
from bot.runtime.change_listeners import ChangeListener, notify
from bot.runtime.thread_pool import Threads
from bot.servers.moderators import Moderators
from bot.strings import lifecycle as words
from bot.ui.layout import plain
from index import EVERYONE, Event, Index
from index.errors import DuplicateDocument, UnknownDocument

T = TypeVar("T")

Interaction = discord.Interaction[Any]

_UNDO_WITHIN: Final = timedelta(hours=1)
_ENTRIES_PER_MESSAGE: Final = 15
"""Acts in one message."""


class LifecycleService:
    """Changes documents of the server in which a moderator acts. The `listeners` are told of each change."""

    def __init__(
        self,
        *,
        index: Index,
        moderators: Moderators,
        formatter: AuditFormatter,
        listeners: Sequence[ChangeListener] = (),
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._index = index
        self._moderators = moderators
        self._formatter = formatter
        self._listeners = listeners

    async def remove(self, interaction: Interaction, wanted: str, reason: str | None) -> None:
        """Take a document off the record. Raises NotAllowed, UnknownHere, NotYours."""
        document = await self._act(interaction, partial(self._index.remove, wanted, reason=reason))
        await self._tell(interaction, words.removed(_title(document.title), document.id))
        await notify(self._listeners, _scope(interaction))

    async def restore(self, interaction: Interaction, wanted: str) -> None:
        """Put a document back on the record. Raises NotAllowed, UnknownHere, NotYours."""
        document = await self._act(interaction, partial(self._index.restore, wanted))
        await self._tell(interaction, words.restored(_title(document.title), document.id))
        await notify(self._listeners, _scope(interaction))

    async def undo(self, interaction: Interaction) -> None:
        """Take back the last thing that this moderator did here. Raises NotAllowed, NothingToUndo."""
        await self._start(interaction)
        is_owner = await self._moderators.is_owner(interaction.user)
        scopes = [_scope(interaction), *([EVERYONE] if is_owner else [])]
        action, event = await self._run(lambda: self._undo(str(interaction.user.id), scopes))
        await self._tell(interaction, words.undone(action, _title(event.title or event.document_id)))
        await notify(self._listeners, event.scope)

    async def history(self, interaction: Interaction, wanted: str) -> None:
        """Tell what was done to a document, the oldest first. Raises NotAllowed, UnknownHere."""
        await self._start(interaction)
        events = await self._run(lambda: self._index.admin.history(wanted, scope=_scope(interaction)))
        told = self._formatter.format_page(events[: -_ENTRIES_PER_MESSAGE - 1 : -1])
        await self._tell(interaction, words.HISTORY, *told[::-1])

    async def list_titles(self, interaction: Interaction, *, removed: bool) -> dict[str, str]:
        """The ids of this server's own documents by title and id; empty for who is no moderator."""
        if not await self._moderators.is_one(interaction):
            return {}
        owners = {_scope(interaction)}
        titles = await self._threads.completion.run(self._index.admin.titles, removed=removed, owners=owners)
        return {f"{shorten(title, 80)} · {document}": document for document, title in titles.items()}

    async def _act(self, interaction: Interaction, act: Callable[..., T]) -> T:
        await self._start(interaction)
        by = {"scope": _scope(interaction), "actor": str(interaction.user.id)}
        return await self._run(lambda: act(**by))

    def _undo(self, actor: str, scopes: Sequence[str]) -> tuple[str, Event]:
        """Take back what was done last to a document of any of the scopes; return what that was."""
        done = [
            act
            for scope in scopes
            for act in self._index.audit.read(scope=scope, actor=actor, limit=_ENTRIES_PER_MESSAGE)
        ]
        on_documents = (act for act in done if isinstance(act, Event))
        newest = max(on_documents, key=lambda event: event.id, default=None)
        scope = newest.scope if newest else scopes[0]
        event = self._index.admin.undo(scope=scope, actor=actor, within=_UNDO_WITHIN)
        return newest.action if newest else event.action, event

    async def _start(self, interaction: Interaction) -> None:
        await self._moderators.require(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await self._threads.records.run(work)
        except UnknownDocument as error:
            raise UnknownHere(words.UNKNOWN) from error
        except DuplicateDocument as error:
            raise UnknownHere(words.twin(error.document_id)) from error

    async def _tell(self, interaction: Interaction, *texts: str) -> None:
        view = plain(*texts)
        await interaction.followup.send(view=view, ephemeral=True)


def _title(title: str) -> str:
    return escape(shorten(title, 100))


def _scope(interaction: Interaction) -> str:
    return str(interaction.guild_id)
