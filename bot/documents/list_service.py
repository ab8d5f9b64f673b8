"""The list of `/document list`: a server's own documents and everyone's, the last added first."""

from typing import Any

import discord

from bot.documents.components import MAX_FILTER_CHARS
from bot.documents.views import ITEMS_PER_PAGE, DocumentViews
from bot.errors import BadOption
from bot.runtime.async_index import scope_of
from bot.runtime.thread_pool import Threads
from bot.servers.moderators import Moderators
from bot.strings import documents as words
from bot.ui.fuzzy_match import matches
from bot.ui.pager import paginate
from index import ANY_SCOPE, Index, ListedDocument

Interaction = discord.Interaction[Any]


class DocumentListService:
    """Pages of documents, for moderators. `wanted` are words of their titles, authors and publishers."""

    def __init__(
        self,
        *,
        index: Index,
        moderators: Moderators,
        views: DocumentViews,
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._index = index
        self._moderators = moderators
        self._views = views

    async def show(self, interaction: Interaction, wanted: str, *, removed: bool) -> None:
        """Send the first page, privately. Raises NotAllowed, BadOption."""
        await self._moderators.require(interaction)
        wanted = " ".join(wanted.split())
        if len(wanted) > MAX_FILTER_CHARS:
            raise BadOption(words.filter_too_long(MAX_FILTER_CHARS))
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._lay_out(interaction, wanted, removed=removed, first=0)
        await interaction.followup.send(view=view, ephemeral=True)

    async def turn(self, interaction: Interaction, wanted: str, *, removed: bool, first: int) -> None:
        """Show another page. Raises NotAllowed."""
        await self._moderators.require(interaction)
        await interaction.response.defer()
        view = await self._lay_out(interaction, wanted, removed=removed, first=first)
        await interaction.edit_original_response(view=view)

    async def _lay_out(
        self, interaction: Interaction, wanted: str, *, removed: bool, first: int
    ) -> discord.ui.LayoutView:
        scope = scope_of(interaction.guild_id)
        documents = await self._threads.records.run(self._find, scope, wanted, removed)
        page = paginate(documents, first, ITEMS_PER_PAGE)
        own = [document.id for document in page.items if document.scope == scope]
        actors = await self._threads.records.run(lambda: {one: self._find_actor(one) for one in own})
        return self._views.listed(page, wanted=wanted, removed=removed, actors=actors)

    def _find(self, scope: str, wanted: str, removed: bool) -> list[ListedDocument]:
        documents = self._index.admin.list_documents(removed=removed, scope=scope)
        fitting = [one for one in documents if matches(wanted, (one.title, one.author, one.publisher))]
        return sorted(fitting, key=_age, reverse=True)

    def _find_actor(self, document: str) -> str | None:
        return next(
            (
                one.actor
                for one in self._index.admin.history(document, scope=ANY_SCOPE)
                if one.action == "add"
            ),
            None,
        )


def _age(document: ListedDocument) -> tuple[str, str, str]:
    return document.added, document.published or "", document.id
