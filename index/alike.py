"""Documents that share much of a text: a thin stand-in, by the runs of words in both."""

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from index.documents import EVERYONE, Document
from index.identifiers import digest_text

_RUN = 4
_ALIKE = 0.5


class Alike(BaseModel):
    """A document that is like a text: `share` of the shorter one's runs of words stand in the other.

    `exact` where the text is the very same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Document
    share: float = Field(ge=0, le=1)
    exact: bool


def find_alike(documents: Iterable[Document], text: str, *, scope: str | None) -> list[Alike]:
    """The documents that a scope may see and that are like a text, the most alike first."""
    own, digest = _cut(text), digest_text(text)
    found = []
    for document in documents:
        if scope is None or document.scope in (EVERYONE, scope):
            share = _compare(own, _cut(document.text))
            if share >= _ALIKE:
                found.append(Alike(document=document, share=share, exact=document.sha256 == digest))
    return sorted(found, key=lambda one: (not one.exact, -one.share, one.document.id))


def _cut(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + _RUN]) for n in range(max(len(words) - _RUN + 1, min(len(words), 1)))}


def _compare(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
