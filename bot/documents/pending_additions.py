"""Additions that were accepted with *Add* and are not on the record yet, kept on disk through restarts."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from bot.errors import Stopped
from bot.runtime.thread_pool import Threads
from index import Original, make_private, make_private_folder
from index.errors import write_error

log = logging.getLogger(__name__)

_PENDING_SUFFIX: Final = ".json"
_STARTED_SUFFIX: Final = ".begun"
_PARTIAL_SUFFIX: Final = ".part"
"""Suffixes of files: accepted; tried again after a restart; being written."""


@with_config(ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"))
@dataclass(frozen=True, slots=True)
class PendingAddition:
    """An original that a user put on the record of a scope, as a version of `renews` if that is given."""

    id: str
    user: int
    server: int | None
    scope: str
    renews: str | None
    original: Original


_SHAPE: Final = TypeAdapter(PendingAddition)


class PendingAdditions:
    """Additions as files of a folder, one each."""

    def __init__(self, folder: Path, *, threads: Threads) -> None:
        self._threads = threads
        self._folder = folder

    @asynccontextmanager
    async def kept(self, addition: PendingAddition) -> AsyncIterator[None]:
        """Keep an addition while it is put on the record, and longer only if the bot ends meanwhile.

        Raises DataFolderError if the disk does not take it.
        """
        try:
            await self._threads.records.run(self._keep, addition)
        except OSError as error:
            raise write_error(error, self._folder, f"{self._folder} cannot be written to.") from error
        try:
            yield
        except (Stopped, asyncio.CancelledError):
            raise
        except Exception:
            self.forget(addition.id)
            raise
        self.forget(addition.id)

    def clear(self) -> None:
        """Delete what the bot that ended had not kept as a whole, and so told nobody that it did."""
        for aside in self._folder.glob(f"*{_PARTIAL_SUFFIX}"):
            aside.unlink()

    def list_pending(self) -> list[PendingAddition]:
        """The additions that an earlier process of the bot left."""
        return self._read(_PENDING_SUFFIX)

    def list_started(self) -> list[PendingAddition]:
        """The additions that were started before and not finished: one of them may have ended the bot."""
        return self._read(_STARTED_SUFFIX)

    def start(self, wanted: str) -> None:
        """Note that the additions left by an earlier process are being added."""
        self._path(wanted, _PENDING_SUFFIX).replace(self._path(wanted, _STARTED_SUFFIX))

    def put_back(self, wanted: str) -> None:
        """Note that it was not the bot's fault that it is not done."""
        self._path(wanted, _STARTED_SUFFIX).replace(self._path(wanted, _PENDING_SUFFIX))

    def forget(self, wanted: str) -> None:
        """Keep an addition no longer: it is on the record, or cannot be."""
        for ending in (_PENDING_SUFFIX, _STARTED_SUFFIX):
            self._path(wanted, ending).unlink(missing_ok=True)

    def _keep(self, addition: PendingAddition) -> None:
        """Write it aside, for nobody else to read, since it names a user."""
        make_private_folder(self._folder)
        self._folder.chmod(0o700)  # one that an earlier version made is not private
        aside = self._path(addition.id, _PARTIAL_SUFFIX)
        try:
            make_private(aside)
            with aside.open("wb") as file:
                file.write(_SHAPE.dump_json(addition))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path(addition.id, _PENDING_SUFFIX))
        finally:
            aside.unlink(missing_ok=True)

    def _read(self, ending: str) -> list[PendingAddition]:
        return [found for path in sorted(self._folder.glob(f"*{ending}")) if (found := _read(path))]

    def _path(self, wanted: str, ending: str) -> Path:
        return self._folder / f"{wanted}{ending}"


def _read(path: Path) -> PendingAddition | None:
    try:
        return _SHAPE.validate_json(path.read_bytes())
    except ValidationError:
        log.error("%s cannot be read, so the document in it is not added.", path.name)
        return None
