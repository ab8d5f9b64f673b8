"""`/document` and the message menu *Add to the record*: what moderators do with documents."""

import re
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.documents.services import DocumentServices
from bot.documents.upload import Upload
from bot.errors import BadSource
from bot.options.autocomplete import choose
from bot.strings import add_document as words
from bot.strings import documents as document_words
from bot.strings import lifecycle as keeping_words

Interaction = discord.Interaction[Any]

_LINK: Final = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_TRAILING: Final = ".,;:!?'\")]}*_~"
"""Characters that end a sentence or a link's markup, and do not belong to the link."""

_SWEEP_SECONDS: Final = 5.0
"""Seconds between two looks for previews that were left alone."""


@app_commands.default_permissions(manage_messages=True)
@app_commands.guild_only()
class DocumentCog(commands.GroupCog, group_name="document", group_description=words.DOCUMENT):
    """Documents are added by moderators, in servers only."""

    def __init__(self, *, bot: commands.Bot, documents: DocumentServices) -> None:
        self._bot = bot
        self._documents = documents
        self._menu = app_commands.ContextMenu(name=words.MENU, callback=self.add_message)
        self._menu.default_permissions = discord.Permissions(manage_messages=True)
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        """Register the context menu and start the sweep."""
        self._bot.tree.add_command(self._menu)
        self.sweep.start()

    async def cog_unload(self) -> None:
        """Unregister the menu and stop the sweep."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
        self.sweep.cancel()

    @app_commands.command(description=words.ADD)
    @app_commands.describe(file=words.ADD_FILE, url=words.ADD_URL, text=words.ADD_TEXT)
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        url: str = "",
        text: str = "",
    ) -> None:
        """Show a preview of a source; if none is given, ask for one."""
        if file is None and not url and not text:
            await self._documents.add.begin(interaction)
        else:
            await self._documents.add.look_at(interaction, Upload(file, url.strip(" <>"), text))

    @app_commands.command(description=document_words.EDIT)
    @app_commands.describe(document=keeping_words.DOCUMENT)
    async def edit(self, interaction: Interaction, document: str) -> None:
        """Show what is stated of a document, to be corrected."""
        await self._documents.edit.show(interaction, document)

    @app_commands.command(name="list", description=document_words.LIST)
    @app_commands.rename(wanted="filter")
    @app_commands.describe(wanted=document_words.LIST_FILTER, removed=document_words.LIST_REMOVED)
    async def show_list(self, interaction: Interaction, wanted: str = "", removed: bool = False) -> None:
        """List documents, the last added first."""
        await self._documents.list.show(interaction, wanted, removed=removed)

    @app_commands.command(description=document_words.PURGE)
    @app_commands.describe(document=keeping_words.DOCUMENT, reason=document_words.PURGE_REASON)
    async def purge(
        self, interaction: Interaction, document: str, reason: app_commands.Range[str, 1, 300]
    ) -> None:
        """Ask whether a document is to be erased for good."""
        await self._documents.purge.ask(interaction, document, reason)

    @app_commands.command(description=keeping_words.REMOVE)
    @app_commands.describe(document=keeping_words.DOCUMENT, reason=keeping_words.REASON)
    async def remove(
        self, interaction: Interaction, document: str, reason: app_commands.Range[str, 0, 300] = ""
    ) -> None:
        """Take a document off the record."""
        await self._documents.lifecycle.remove(interaction, document.strip(), reason.strip() or None)

    @app_commands.command(description=keeping_words.RESTORE)
    @app_commands.describe(document=keeping_words.DOCUMENT)
    async def restore(self, interaction: Interaction, document: str) -> None:
        """Put a document back."""
        await self._documents.lifecycle.restore(interaction, document.strip())

    @app_commands.command(description=keeping_words.HISTORY_COMMAND)
    @app_commands.describe(document=keeping_words.DOCUMENT)
    async def history(self, interaction: Interaction, document: str) -> None:
        """Tell what was done to a document."""
        await self._documents.lifecycle.history(interaction, document.strip())

    @app_commands.command(description=keeping_words.UNDO)
    async def undo(self, interaction: Interaction) -> None:
        """Undo the user's last change."""
        await self._documents.lifecycle.undo(interaction)

    @remove.autocomplete("document")
    @history.autocomplete("document")
    async def complete_document(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """This server's documents that can be quoted."""
        return choose(await self._documents.lifecycle.list_titles(interaction, removed=False), current)

    @restore.autocomplete("document")
    async def complete_removed(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """This server's documents that were removed."""
        return choose(await self._documents.lifecycle.list_titles(interaction, removed=True), current)

    @edit.autocomplete("document")
    async def complete_editable(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The documents that the user may change."""
        return choose(await self._documents.access.list_titles(interaction), current)

    @purge.autocomplete("document")
    async def complete_erasable(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The documents that the owner of the bot may erase here."""
        return choose(await self._documents.access.list_titles(interaction, for_owner=True), current)

    async def add_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Show a preview of what a message holds: its files, else its first link, else its text."""
        await self._documents.add.look_at(interaction, *list_sources(message))

    @tasks.loop(seconds=_SWEEP_SECONDS)
    async def sweep(self) -> None:
        """End the previews that were left alone."""
        await self._documents.add.expire(discord.utils.utcnow())


def list_sources(message: discord.Message) -> list[Upload]:
    """The sources in a message: its files, else its first link, else its text. Raises BadSource."""
    if message.attachments:
        return [Upload(file) for file in message.attachments]
    if link := _LINK.search(message.content):
        return [Upload(url=link[0].rstrip(_TRAILING))]
    if not message.content.strip():
        raise BadSource(words.NOTHING_IN_MESSAGE)
    facts = {
        "author": message.author.display_name,
        "published": message.created_at.date().isoformat(),
        "url": message.jump_url,
    }
    return [Upload(text=message.content, facts=facts)]
