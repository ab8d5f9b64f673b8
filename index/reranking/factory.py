"""Which reader a setting names."""

from pathlib import Path
from typing import Final

from index.reranking.bundled_reranker import BundledReranker
from index.reranking.cross_encoder import CrossEncoderReranker
from index.reranking.reranker import Reranker

PACKAGED: Final = "packaged"
NONE: Final = "none"


def choose_reranker(wanted: str, data: Path, *, lasting: bool = True) -> Reranker | None:
    """The packaged reader, compiled into the data folder; none; or a cross-encoder by name or folder.

    `lasting` is for a process that asks more than once, as in `BundledReranker`.
    """
    if wanted == PACKAGED:
        return BundledReranker(data / "cache" / "reader", lasting=lasting)
    return None if wanted == NONE else CrossEncoderReranker(wanted)
