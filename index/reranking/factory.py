"""Creates the reranker that the settings name."""

from pathlib import Path
from typing import Final

from index.reranking.bundled_reranker import BundledReranker
from index.reranking.cross_encoder import CrossEncoderReranker
from index.reranking.reranker import Reranker

PACKAGED: Final = "packaged"
DEFAULT_RERANKER: Final = PACKAGED
NONE: Final = "none"


def choose_reranker(model: str, data: Path, *, long_running: bool = True) -> Reranker | None:
    """The bundled reranker, compiled into the data folder; none; or a cross-encoder by name or folder.

    `long_running` is for a process that answers more than one question; see `BundledReranker`.
    """
    if model == PACKAGED:
        return BundledReranker(data / "cache" / "reader", long_running=long_running)
    return None if model == NONE else CrossEncoderReranker(model)
