"""What a document is: a text, and the source it comes from."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from index.domain.dates import PartialDate
from index.domain.web_address import is_web_address
from index.text.invisible_characters import find_hidden

EVERYONE: Final = "everyone"
"""The scope of a document that all may see. Any other scope is the id of one Discord server."""

NO_PARTY: Final = "none"
"""The party of a document or speaker that stands on no side."""


def may_see(scope: str | None, owner: str) -> bool:
    """Whether a scope sees what belongs to an owner, another scope. None sees all."""
    return scope is None or owner in (EVERYONE, scope)


def owners_seen(scope: str | None) -> set[str] | None:
    """The scopes whose documents a scope sees; None all."""
    return None if scope is None else {EVERYONE, scope}


class Kind(StrEnum):
    """What sort of text a document is."""

    ARTICLE = "article"
    LETTER = "letter"
    SUBMISSION = "submission"
    REPORT = "report"
    RULING = "ruling"
    STATEMENT = "statement"
    BRIEFING = "briefing"


def _check_web_address(value: str) -> str:
    if not value.startswith(("http://", "https://")) or any(c.isspace() for c in value):
        raise ValueError("is not a web address: it must start with http:// or https://")
    return value


def _check_whole_address(value: str) -> str:
    if not is_web_address(value):
        raise ValueError("is not a web address: it needs a host, and may hold no password")
    return value


HIDDEN: Final = "hidden"
"""The sort of fault of a value that holds a character that cannot be seen."""


def _check_seen(value: str) -> str:
    if hidden := find_hidden(value):
        told = "contains a character that cannot be seen ({character})"
        raise PydanticCustomError(HIDDEN, told, {"character": hidden})
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_check_web_address)]
SeenWords = Annotated[Words, AfterValidator(_check_seen)]
WebAddress = Annotated[Address, AfterValidator(_check_whole_address)]


class Metadata(BaseModel):
    """The source of a document, as front matter, options or a moderator give it.

    `party` is an id from the corpus folder's `parties.yaml`, or `none`. `about` lists the ids of
    the sources that a briefing rests on. `language` is an ISO 639 code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Words
    kind: Kind = Kind.ARTICLE
    author: Words | None = None
    publisher: Words | None = None
    party: Words = NO_PARTY
    published: PartialDate | None = None
    url: Address | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    rights: Words | None = None
    about: tuple[Words, ...] = ()


class Stated(Metadata):
    """A source as somebody may state it: with nothing in it that cannot be seen, and a whole address.

    What is on the record already may be from before that was asked for.
    """

    title: SeenWords
    author: SeenWords | None = None
    publisher: SeenWords | None = None
    party: SeenWords = NO_PARTY
    url: WebAddress | None = None
    rights: SeenWords | None = None
    about: tuple[SeenWords, ...] = ()


class ListedDocument(Metadata):
    """A document as lists show it: all that can be told without reading its text, which may be long.

    `version` counts from 1. `original` is the SHA-256 of the bytes it was read from. `removed` documents are
    kept, and never quoted.
    """

    id: str
    version: int
    scope: str = EVERYONE
    media_type: str
    original: str
    added: str = Field(description="when it was added, ISO 8601 in UTC")
    removed: bool = False


class Document(ListedDocument):
    """A document on the record. Every quotation is a slice of its `text`, `sha256` the digest of that."""

    sha256: str
    text: str = Field(repr=False)


Action = Literal["add", "edit", "remove", "restore", "attribute", "undo", "purge"]
"""All that can be done to a document."""


class Event(BaseModel):
    """One act on a document: when (ISO 8601, UTC), by whom, what, and the version after it.

    `before` and `after` hold what it changed, by the names of the fields: those of the metadata, `removed`
    (why, or nothing), `speaker` with the `quotation`, and of another text its `characters`, `sha256` and
    `original`.
    `corrections` counts those of who speaks that a new version `kept` and `lost`. `undoes` is the id of the
    event whose act this one undid. `title` is the document's today. What was purged has none of these.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    at: str
    actor: str
    action: str
    document_id: str
    version: int
    scope: str
    title: str | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str | None = None
    undoes: int | None = None


def find_removal(history: Sequence[Event]) -> Event | None:
    """The act that took a document off the record last, among all that was done to it."""
    return next((act for act in reversed(history) if act.after and act.after.get("removed")), None)


_OWN_WORDS: Final = frozenset({Kind.LETTER, Kind.STATEMENT, Kind.SUBMISSION})
"""Kinds whose own text is what its author says."""


def author_as_speaker(kind: str, author: str | None) -> str | None:
    """Who says the own text of a document, where its kind tells: unattributed beats a guess."""
    return author if kind in _OWN_WORDS else None
