"""Which reader a setting names."""

from pathlib import Path
from typing import Final

from index.judging.packaged_reader import PackagedReader
from index.judging.reader import Reader
from index.judging.sentence_transformer import CrossEncoderReader

PACKAGED: Final = "packaged"
NONE: Final = "none"


def choose_reader(wanted: str, data: Path, *, lasting: bool = True) -> Reader | None:
    """The packaged reader, compiled into the data folder; none; or a cross-encoder by name or folder.

    `lasting` is for a process that asks more than once, as in `PackagedReader`.
    """
    if wanted == PACKAGED:
        return PackagedReader(data / "cache" / "reader", lasting=lasting)
    return None if wanted == NONE else CrossEncoderReader(wanted)
