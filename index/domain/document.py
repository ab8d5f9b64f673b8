"""Documents: a text with its metadata, and the events of its history."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from index.domain.dates import PartialDate
from index.domain.web_address import is_web_address
from index.text.invisible_characters import find_hidden

EVERYONE: Final = "everyone"
"""The scope of documents that everyone may see. Any other scope is the id of one Discord server."""

ANY_SCOPE: Final = "*"
"""Sees and changes the documents of all scopes, and owns none: for the bot's owner and the command line."""

NO_PARTY: Final = "none"
"""The party of a document or speaker that belongs to no side."""


def may_see(scope: str, owner: str) -> bool:
    """Whether a scope may see the documents of another scope, the owner."""
    return scope == ANY_SCOPE or owner in (EVERYONE, scope)


def owners_seen(scope: str) -> set[str] | None:
    """The scopes whose documents a scope may see; None means all of them."""
    return None if scope == ANY_SCOPE else {EVERYONE, scope}


class Kind(StrEnum):
    """The kind of a document."""

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
        raise ValueError("is not a web address: it needs a host, and must not contain a password")
    return value


HIDDEN: Final = "hidden"
"""The type of the validation error for a value with an invisible character."""


def _check_visible(value: str) -> str:
    if hidden := find_hidden(value):
        message = "contains an invisible character ({character})"
        raise PydanticCustomError(HIDDEN, message, {"character": hidden})
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_check_web_address)]
SeenWords = Annotated[Words, AfterValidator(_check_visible)]
WebAddress = Annotated[Address, AfterValidator(_check_whole_address)]


class Metadata(BaseModel):
    """The metadata of a document: its title and source, from front matter, options or a moderator.

    `party` is an id from the corpus folder's `parties.yaml`, or `none`. `about` lists the ids of the sources
    on which a briefing is based. `language` is an ISO 639 code.
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
    """Metadata as users may enter it: no invisible characters, and a complete web address.

    `Metadata` is less strict, since stored documents may be older than these rules.
    """

    title: SeenWords
    author: SeenWords | None = None
    publisher: SeenWords | None = None
    party: SeenWords = NO_PARTY
    url: WebAddress | None = None
    rights: SeenWords | None = None
    about: tuple[SeenWords, ...] = ()


class ListedDocument(Metadata):
    """A document without its text, which may be long, as lists show it.

    `version` counts from 1. `original` is the SHA-256 of the original bytes. `removed` documents stay in the
    store and are never quoted.
    """

    id: str
    version: int
    scope: str = EVERYONE
    media_type: str
    original: str
    added: str = Field(description="when it was added, ISO 8601 in UTC")
    removed: bool = False


class Document(ListedDocument):
    """A document with its text, of which `sha256` is the digest. Every quotation is a slice of `text`."""

    sha256: str
    text: str = Field(repr=False)


Action = Literal["add", "edit", "remove", "restore", "attribute", "undo", "purge"]
"""The actions on a document that the audit log records."""


class Event(BaseModel):
    """One change of a document: `at` is its time (ISO 8601, UTC), `version` the document's version after it.

    `before` and `after` hold the changed fields by name: fields of the metadata; `removed` (the reason, or
    None); `speaker` with its `quotation`; for a new text its `characters`, `sha256` and `original`; and
    `corrections`, the numbers of speaker corrections that a new version `kept` and `lost`. `undoes` is the id
    of the event that this one undid. `title` is the document's present title. Events of purged documents have
    neither title nor changes.
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
    """The latest removal in the history of a document, given oldest first; None if it was never removed."""
    return next((event for event in reversed(history) if event.after and event.after.get("removed")), None)


_OWN_WORDS: Final = frozenset({Kind.LETTER, Kind.STATEMENT, Kind.SUBMISSION})
"""Kinds of document whose own text counts as said by the author."""


def author_as_speaker(kind: str, author: str | None) -> str | None:
    """The author, if a document of this kind is in their own words; else None: no speaker beats a guess."""
    return author if kind in _OWN_WORDS else None
