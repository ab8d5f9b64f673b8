"""The integrity check of a data folder: every checksum, slice, digest, vector and cache file."""

import functools
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, select

from index.domain.identifiers import digest_text
from index.domain.server import ServerSettings
from index.ingestion.pipeline import decorate
from index.search.retriever import HybridRetriever
from index.splitting.passages import Passage, Sentence, Split
from index.store.corrections import correction_checksum
from index.store.database import define_in_memory, list_definitions
from index.store.meta import read_generation
from index.store.rows import row_checksum
from index.store.schema import (
    PURGED,
    analyses,
    corrections,
    departures,
    documents,
    events,
    feedback,
    followers,
    metadata,
    passages,
    rounds,
    sentences,
    server_acts,
    servers,
    tombstones,
    unanswered,
    utterances,
    vectors,
    versions,
)
from index.store.speech import analysis_checksum
from index.store.store import Store
from index.store.versions import kept_vectors, version_checksum

_OUTSIDE_RECORD: Final = (
    (unanswered, "The unanswered question {id}"),
    (followers, "The followed question {id}"),
    (feedback, "The feedback {id}"),
    (rounds, "The round {place} of quotations"),
)
"""Tables outside the record, and the name of their rows in messages."""


def check_integrity(store: Store, search: HybridRetriever) -> Iterator[str]:
    """All damage, one sentence each: any row or file that differs from what was written."""
    yield from store.find_damage()
    with store.read() as connection:
        yield from _check_definitions(connection)
        yield from _check_rows(connection)
        yield from _check_servers(connection)
        for table, name in _OUTSIDE_RECORD:
            yield from _check_checksums(connection, table, name)
        for version in _rows(connection, select(versions)):
            yield from _check_version(connection, version)
            yield from _check_speech(connection, version)
            if fault := store.originals.find_damage(str(version["original"])):
                yield f'{fault} It is the original of "{version["title"]}".'
    yield from _check_caches(store, search)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[dict[str, Any]]:
    return map(dict, connection.execute(query).mappings())


def _check_definitions(connection: Connection) -> Iterator[str]:
    """Compare all tables and indexes with the definitions in `schema.py`."""
    actual, expected = list_definitions(connection), _expect_definitions()
    for name in sorted(actual.keys() | expected.keys()):
        if actual.get(name) != expected.get(name):
            yield f"The definition of {name} in the database is not the expected one."


@functools.cache
def _expect_definitions() -> dict[str, str]:
    return define_in_memory(metadata)


def _check_rows(connection: Connection) -> Iterator[str]:
    yield from _check_checksums(connection, documents, "The entry of the document {id}")
    yield from _check_versions(connection)
    yield from _check_history(connection)
    yield from _check_purges_and_left_servers(connection)
    dimensions = set()
    used = set(connection.scalars(select(sentences.c.vector).union(select(passages.c.vector))))
    for row in _rows(connection, select(vectors)):
        dimensions.add(len(row["vector"]))
        if row_checksum(vectors, row) != row["seal"]:
            yield f"The vector {row['digest']} does not match its checksum."
        if row["digest"] not in used:
            yield f"The vector {row['digest']} belongs to no text."
    if len(dimensions) > 1:
        yield "The vectors do not all have the same dimension."


def _check_history(connection: Connection) -> Iterator[str]:
    entries = list(_rows(connection, select(events)))
    sound = []
    for row in entries:
        if row_checksum(events, row) == row["seal"]:
            sound.append(row)
        else:
            yield f"Entry {row['id']} of the history does not match its checksum."
    if len(entries) != read_generation(connection):  # every change of the record adds one entry
        yield f"The history has {len(entries)} entries; expected {read_generation(connection)}."
    corrected = len(list(_rows(connection, select(corrections.c.id))))
    purged = set(connection.scalars(select(tombstones.c.document_id)))
    written = sum(_count_corrections([row for row in sound if row["document_id"] not in purged]))
    if corrected != written:
        yield f"There are {corrected} corrections of speakers; expected {written}."


def _count_corrections(history: Sequence[dict[str, Any]]) -> Iterator[int]:
    """The corrections that each event wrote: one for an attribution or its undo, and those a version kept."""
    attributions = {row["id"] for row in history if row["action"] == "attribute"}
    for row in history:
        copied = json.loads(row["after"] or "{}").get("corrections", {})
        wrote_one = row["id"] in attributions or row["undoes"] in attributions
        yield int(copied.get("kept", 0)) + int(wrote_one)


def _check_versions(connection: Connection) -> Iterator[str]:
    """Check that each document has all of its versions, and a purged one none."""
    query = select(versions.c.document_id, versions.c.number).order_by(versions.c.number)
    numbers: dict[str, list[int]] = {}
    for row in _rows(connection, query):
        numbers.setdefault(row["document_id"], []).append(row["number"])
    for row in _rows(connection, select(documents)):
        expected = [] if row["removed"] == PURGED else list(range(1, row["version"] + 1))
        if numbers.get(row["id"], []) != expected:
            yield f"The document {row['id']} does not have the versions that were written."


def _check_purges_and_left_servers(connection: Connection) -> Iterator[str]:
    """Check the tombstones of purged documents, and the notes about servers that the bot left."""
    yield from _check_checksums(connection, tombstones, "The note that the document {document_id} was erased")
    purged = {row["id"] for row in _rows(connection, select(documents)) if row["removed"] == PURGED}
    for document in sorted(purged.symmetric_difference(connection.scalars(select(tombstones.c.document_id)))):
        yield f"The note that the document {document} was erased is missing, or belongs to no erasure."
    yield from _check_checksums(connection, departures, "The note of when the server {scope} was left")


def _check_servers(connection: Connection) -> Iterator[str]:
    expected: dict[str, dict[str, Any]] = {}
    for row in _rows(connection, select(server_acts).order_by(server_acts.c.id)):
        if row_checksum(server_acts, row) != row["seal"]:
            yield f"Entry {row['id']} of the moderators' changes does not match its checksum."
        elif row["action"] == "set":
            expected.setdefault(row["scope"], {})[row["subject"]] = json.loads(row["after"])
    for row in _rows(connection, select(servers)):
        if row_checksum(servers, row) != row["seal"]:
            yield f"The settings of {row['scope']} do not match their checksum."
            expected.pop(row["scope"], None)
        elif ServerSettings(**expected.pop(row["scope"], {})) != _read_settings(row):
            yield f"The settings of {row['scope']} are not those that were set."
    for scope in expected:
        yield f"The settings of {scope} are missing."


def _read_settings(row: dict[str, Any]) -> ServerSettings:
    return ServerSettings.model_validate_json(row["settings"])


def _check_checksums(connection: Connection, table: Table, name: str) -> Iterator[str]:
    for row in _rows(connection, select(table)):
        if row_checksum(table, row) != row["seal"]:
            yield f"{name.format_map(row)} does not match its checksum."


def _check_version(connection: Connection, version: dict[str, Any]) -> Iterator[str]:
    name = f'version {version["number"]} of "{version["title"]}" ({version["document_id"]})'
    own_sentences = select(sentences).where(sentences.c.version_id == version["id"])
    own_passages = select(passages).where(passages.c.version_id == version["id"])
    sentence_rows = list(_rows(connection, own_sentences.order_by(sentences.c.position)))
    passage_rows = list(_rows(connection, own_passages.order_by(passages.c.position)))
    text = version["text"]
    if digest_text(str(text)) != version["sha256"]:
        yield f"The text of {name} does not match its checksum."
    if version_checksum(version, sentence_rows, passage_rows) != version["seal"]:
        yield f"The entry of {name}, or one of its sentences or passages, does not match its checksum."
        return  # its offsets cannot be trusted
    for row in sentence_rows:
        if digest_text(text[row["start"] : row["end"]]) != row["vector"]:
            yield f"Sentence {row['position']} of {name} is not the part of the text that was encoded."
    split = Split(
        tuple(Sentence(s["start"], s["end"], s["block"]) for s in sentence_rows),
        tuple(Passage(p["first_sentence"], p["last_sentence"], p["heading"]) for p in passage_rows),
    )
    for row, words in zip(passage_rows, decorate(text, split, version["title"]), strict=True):
        if digest_text(words) != row["vector"]:
            yield f"Passage {row['position']} of {name} is not what was encoded."
    digests = {row["vector"] for row in (*sentence_rows, *passage_rows)}
    missing = len(digests - kept_vectors(connection, digests))
    if missing:
        yield f"{missing} of the {len(digests)} vectors of {name} are missing."


def _check_speech(connection: Connection, version: dict[str, Any]) -> Iterator[str]:
    name = f'version {version["number"]} of "{version["title"]}" ({version["document_id"]})'
    is_own = utterances.c.version_id == version["id"]
    rows = list(_rows(connection, select(utterances).where(is_own).order_by(utterances.c.position)))
    heads = list(_rows(connection, select(analyses).where(analyses.c.version_id == version["id"])))
    if not heads:
        yield f"The speakers of {name} are missing. They will be detected again when the record is opened."
    for head in heads:
        if analysis_checksum(head, version["key"], rows) != head["seal"]:
            yield f"The speakers of {name} do not match their checksum."
    for row in _rows(connection, select(corrections).where(corrections.c.version_id == version["id"])):
        if correction_checksum(row, version["key"]) != row["seal"]:
            yield f"Correction {row['id']} of the speakers of {name} does not match its checksum."


def _check_caches(store: Store, search: HybridRetriever) -> Iterator[str]:
    for cache in search.caches.values():
        with cache.lock():
            damage = cache.find_damage()
        yield from damage
    search.catch_up()
    live = set(store.active.passages())
    if search.dense.ids != live:
        yield f"The dense index has {len(search.dense.ids)} passages, but the store has {len(live)}."
    if search.lexical.size != len(live):
        yield f"The lexical index has {search.lexical.size} passages, but the store has {len(live)}."
