"""A record with two sides, which tests change, and the bot that somebody may own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from index import Index
from index.attribution.parser import load_pipeline
from tests.bot.documents.change_setup import OwnedBot, add_ferry, open_record


@pytest.fixture(scope="session")
def parser() -> None:
    """Loaded once, which takes seconds."""
    load_pipeline()


@pytest.fixture
def record(empty: Path, tmp_path: Path, parser: None) -> Iterator[Index]:
    with open_record(empty, tmp_path / "corpus") as index:
        yield index


@pytest.fixture
def simcord_bot(record: Index, settings: Settings) -> OwnedBot:
    return OwnedBot(index=record, settings=settings)


@pytest.fixture
def ferry(record: Index) -> str:
    """The id of a document of this server."""
    return add_ferry(record)
