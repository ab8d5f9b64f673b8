"""The tables as they are today. How an older database gets them: `migrations.py`.

Vectors are kept by the digest of the text that was encoded, so that a text encoded once is never
encoded again: not for a new version of its document, nor for the same words elsewhere. A row's seal is
a digest over the row, by which `integrity_check.py` finds a byte that was changed by hand.
"""

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

FIRST_FORMAT: Final = 8
"""The format of the first release. Those before it had no release."""

FORMAT: Final = 8
"""The format of today: one more than the first for each step of `migrations.py`."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("version", Integer, nullable=False),  # the number of the current version
    Column("generation", Integer, nullable=False, index=True),  # the store's, at its last change
    Column("removed", Text),  # why: by a person, or because its file left the corpus folder
    Column("added", Text, nullable=False),
    Column("corpus_path", Text, unique=True),
    Column("corpus_digest", Text),  # SHA-256 of the file in the corpus folder when last read
    Column("seal", Text, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("key", Text, nullable=False, index=True),  # how its quotations' ids begin
    Column("created", Text, nullable=False),
    Column("splitter", Integer, nullable=False),  # the version of the code that split it
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("author", Text),
    Column("publisher", Text),
    Column("party", Text, nullable=False),
    Column("published", Text),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("rights", Text),
    Column("about", Text, nullable=False),  # a JSON list of source ids
    Column("media_type", Text, nullable=False),
    Column("original", Text, nullable=False),  # SHA-256 of the bytes
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),  # of the text in UTF-8
    Column("seal", Text, nullable=False),  # over the version, its sentences and its passages
    Column("pages", Text),  # a JSON list of [offset, page]; none where the file has no pages
    UniqueConstraint("document_id", "number"),
)

sentences = Table(
    "sentences",
    metadata,
    Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("block", Integer, nullable=False),
    Column("vector", Text, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("first_sentence", Integer, nullable=False),
    Column("last_sentence", Integer, nullable=False),
    Column("heading", Text),
    Column("vector", Text, nullable=False),
    sqlite_autoincrement=True,  # the caches know passages by id: an id is never used again
)

vectors = Table(
    "vectors",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float16, little-endian, unit length
    Column("seal", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("seal", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("before", Text),  # JSON of what the act changed
    Column("after", Text),
    Column("reason", Text),
    Column("undoes", Integer),  # the id of the event whose act this one undoes
    sqlite_autoincrement=True,
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("links", Text, nullable=False),  # digests of its addresses, which are not fetched again
    Column("seal", Text, nullable=False),
)

departures = Table(
    "departures",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("at", Text, nullable=False),  # when the bot left the server
    Column("seal", Text, nullable=False),
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", Integer, ForeignKey("versions.id"), nullable=False, unique=True),
    Column("number", Integer, nullable=False),  # the version of the code that looked for speech
    Column("names", Text, nullable=False),  # the digest of the names that it was told to look for
    Column("seal", Text, nullable=False),  # over the analysis and its utterances
    sqlite_autoincrement=True,  # a new analysis is known by a greater id
)

utterances = Table(
    "utterances",
    metadata,
    Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("manner", Text, nullable=False),
    Column("speaker", Text),  # as the text names them; whose side that is, the parties tell
    Column("body", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text),  # none: nobody is known to have said it
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("withdraws", Integer),  # the id of the correction that counts no longer, nor does this one
    sqlite_autoincrement=True,  # the last one counts
)

servers = Table(
    "servers",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("settings", Text, nullable=False),  # JSON; what is not in it has its default
    Column("seal", Text, nullable=False),
)

server_acts = Table(
    "server_acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False, index=True),
    Column("scope", Text, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),  # JSON, and so is what is after
    Column("after", Text, nullable=False),
    Column("seal", Text, nullable=False),
    sqlite_autoincrement=True,
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("question", Text, nullable=False),  # as it was first typed; nobody's name stands beside it
    Column("vector", LargeBinary, nullable=False),  # as in `vectors`
    Column("nearest", Text),  # the id of a document, which may be gone
    Column("first_asked", Text, nullable=False),
    Column("last_asked", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("seal", Text, nullable=False),
    UniqueConstraint("scope", "key"),
)

followers = Table(
    "followers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", Text, nullable=False, index=True),
    Column("scope", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("place", Text, nullable=False),  # where it was asked; means nothing to this package
    Column("at", Text, nullable=False),
    Column("seal", Text, nullable=False),
    UniqueConstraint("user", "scope", "key"),
    sqlite_autoincrement=True,  # an id is never used again
)

rounds = Table(
    "rounds",
    metadata,
    Column("place", Text, primary_key=True),  # a digest, which tells neither a server nor a user
    Column("party", Text, primary_key=True),  # empty for all sides
    Column("number", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("last", Text),  # the key of what was shown last
    Column("day", Text),  # of the last daily quotation
    Column("seal", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", Text, nullable=False, index=True),  # a digest
    Column("scope", Text, nullable=False),  # where it was given
    Column("quotation", Text, nullable=False),
    Column("document", Text, nullable=False, index=True),
    Column("question", Text),  # as it was typed, where it could be told
    Column("verdict", Text, nullable=False),
    Column("reason", Text),
    Column("text", Text),
    Column("at", Text, nullable=False),
    Column("seal", Text, nullable=False),
    UniqueConstraint("user", "scope", "quotation"),
    sqlite_autoincrement=True,  # an id is never used again
)

PURGED: Final = "purged"
