"""What is kept on disk of an addition: whole, for nobody else's eyes, and no longer than it has to be."""

import sys
from pathlib import Path

import pytest
import simcord

from bot.documents.pending_additions import PendingAddition, PendingAdditions
from bot.runtime.thread_pool import Threads
from bot.settings import Settings
from index import Index
from index.errors import DataFolderError
from tests.bot.documents.add_setup import TUNNEL
from tests.bot.holding import restart


@pytest.fixture
def folder(settings: Settings) -> Path:
    return settings.data / "accepted"


@pytest.fixture
def addition(own_index: Index) -> PendingAddition:
    original = own_index.ingestion.read_text(TUNNEL)
    return PendingAddition(id="0" * 16, user=7, server=1, scope="1", renews=None, original=original)


def make(folder: Path) -> None:
    """As an earlier version made it."""
    folder.mkdir(mode=0o755)


def list_files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def modes_of(*paths: Path) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in paths]


async def test_what_was_never_whole_is_deleted_at_the_start(
    simcord_env: simcord.Env, own_index: Index, settings: Settings, folder: Path
) -> None:
    """Nothing was acknowledged of it, and it holds a document and who added it."""
    make(folder)
    (folder / "0123.part").write_text('{"user": 7, "orig')

    await restart(simcord_env, own_index, settings)

    assert [] == list_files(folder)


async def test_nothing_is_left_of_what_the_disk_does_not_take(
    folder: Path, addition: PendingAddition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError("no room")

    monkeypatch.setattr("os.fsync", fail)

    with pytest.raises(DataFolderError):
        async with PendingAdditions(folder, threads=Threads(1)).kept(addition):
            pass

    assert [] == list_files(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such modes")
async def test_nobody_else_on_the_machine_can_read_it(folder: Path, addition: PendingAddition) -> None:
    make(folder)

    async with PendingAdditions(folder, threads=Threads(1)).kept(addition):
        modes = modes_of(folder, *list_files(folder))

    assert [0o700, 0o600] == modes
