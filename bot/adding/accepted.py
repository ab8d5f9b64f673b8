"""What was accepted with *Add* and is not on the record yet: kept on disk, so that no restart loses it."""

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
from index.adding import Original
from index.store.failures import refuse_to_write
from index.store.private_files import make_private, make_private_folder

log = logging.getLogger(__name__)

_KEPT: Final = ".json"
_BEGUN: Final = ".begun"
_ASIDE: Final = ".part"
"""Endings of files: kept; taken up once more after a restart; not yet whole."""


@with_config(ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"))
@dataclass(frozen=True, slots=True)
class Addition:
    """An original that a user put on the record of a scope, as a version of `renews` if that is given."""

    id: str
    user: int
    server: int | None
    scope: str
    renews: str | None
    original: Original


_SHAPE: Final = TypeAdapter(Addition)


class Accepted:
    """Additions as files of a folder, one each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def kept(self, addition: Addition) -> AsyncIterator[None]:
        """Keep an addition while it is put on the record, and longer only if the bot ends meanwhile.

        Raises DataFolderError where the disk does not take it.
        """
        try:
            await asyncio.to_thread(self._keep, addition)
        except OSError as error:
            raise refuse_to_write(error, self._folder, f"{self._folder} cannot be written to.") from error
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
        for aside in self._folder.glob(f"*{_ASIDE}"):
            aside.unlink()

    def list_left(self) -> list[Addition]:
        """What a bot that ended has left."""
        return self._read(_KEPT)

    def list_begun(self) -> list[Addition]:
        """What was taken up before and is not done: it may be what ended the bot."""
        return self._read(_BEGUN)

    def begin(self, wanted: str) -> None:
        """Note that what was left is taken up."""
        self._path(wanted, _KEPT).replace(self._path(wanted, _BEGUN))

    def put_back(self, wanted: str) -> None:
        """Note that it was not the bot's fault that it is not done."""
        self._path(wanted, _BEGUN).replace(self._path(wanted, _KEPT))

    def forget(self, wanted: str) -> None:
        """Keep an addition no longer: it is on the record, or cannot be."""
        for ending in (_KEPT, _BEGUN):
            self._path(wanted, ending).unlink(missing_ok=True)

    def _keep(self, addition: Addition) -> None:
        """Write it aside, for nobody else to read, since it names a user."""
        make_private_folder(self._folder)
        self._folder.chmod(0o700)  # one that an earlier version made is not private
        aside = self._path(addition.id, _ASIDE)
        try:
            make_private(aside)
            with aside.open("wb") as file:
                file.write(_SHAPE.dump_json(addition))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path(addition.id, _KEPT))
        finally:
            aside.unlink(missing_ok=True)

    def _read(self, ending: str) -> list[Addition]:
        return [found for path in sorted(self._folder.glob(f"*{ending}")) if (found := _read(path))]

    def _path(self, wanted: str, ending: str) -> Path:
        return self._folder / f"{wanted}{ending}"


def _read(path: Path) -> Addition | None:
    try:
        return _SHAPE.validate_json(path.read_bytes())
    except ValidationError:
        log.error("%s cannot be read. What was accepted there is not added.", path.name)
        return None
