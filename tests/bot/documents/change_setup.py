"""What the tests of editing, listing and erasing share: a bot with an owner, and a document with speech."""

from pathlib import Path
from typing import Any

import discord

from bot.client import RecordBot
from index import Index
from tests.bot.harbour import HOME, write
from tests.fakes import HashingEncoder
from tests.index.writing import add

PARTIES = """
parties:
  ferry:
    name: The Ferry
    speakers:
      - name: Anna Holt
        aliases: [Holt of the ferry]
  bridge:
    name: The Bridge
"""

FLOATS = "“The ferry floats well,” said Anna Holt."
SINKS = "“It sinks in every storm,” said Ivo Kern."
FERRY = f"The quay is long.\n\n{FLOATS}\n\n{SINKS}\n\nNobody knows the depth."


class OwnedBot(RecordBot):
    """A bot that a person owns; simcord knows none."""

    owner: int = 0

    async def application_info(self) -> discord.AppInfo:
        application = await super().application_info()
        application.owner = discord.Object(self.owner)  # type: ignore[assignment]  # only its id matters
        return application


def open_record(data: Path, corpus: Path) -> Index:
    """A record with two sides and no documents, in a data folder without documents."""
    write(corpus / "parties.yaml", PARTIES)
    return Index.open(data, corpus, encoder=HashingEncoder())


def add_ferry(record: Index, scope: str = str(HOME), **metadata: Any) -> str:
    """The id of a document in which two people are quoted."""
    stated = {"title": "The ferry", "author": "Cy Writer", "published": "2020-05", **metadata}
    return add(record, FERRY, scope=scope, **stated).id
