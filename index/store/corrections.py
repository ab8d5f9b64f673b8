"""The word of people on who said what, and how it goes along with a document's new versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from index.domain.identifiers import checksum
from index.store.schema import corrections, sentences, versions
from index.store.versions import now

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """The word of a person on who said `[start, end)`; `speaker` None if nobody is known to have."""

    start: int
    end: int
    speaker: str | None


_withdrawn = select(corrections.c.withdraws).where(corrections.c.withdraws.is_not(None))

is_withdrawn = corrections.c.id.in_(_withdrawn)
"""Of a correction that was taken back."""

counts = corrections.c.withdraws.is_(None) & ~is_withdrawn
"""Of a correction that says who speaks today, if no later one says otherwise."""


def correction_checksum(row: Mapping[str, Any], key: str) -> str:
    """The seal over a correction of the version with a key, but the numbers that databases give."""
    return checksum(key, *(row[name] for name in ("start", "end", "speaker", "at", "actor", "withdraws")))


def write_correction(
    connection: Connection, version: Mapping[str, Any], span: Span, speaker: str | None, *, actor: str
) -> None:
    """State who said a span of a version."""
    row = {"start": span[0], "end": span[1], "speaker": speaker, "at": now(), "actor": actor}
    _insert(connection, version, row)


def withdraw_last(connection: Connection, document: str, *, actor: str) -> None:
    """Take back the last correction in a document, whichever of its versions it is of."""
    query = select(corrections, versions.c.key).join(versions, versions.c.id == corrections.c.version_id)
    is_own = versions.c.document_id == document
    last = connection.execute(query.where(is_own).order_by(corrections.c.id.desc())).first()
    if last is not None:
        span = {"start": last.start, "end": last.end}
        row = {**span, "speaker": None, "at": now(), "actor": actor, "withdraws": last.id}
        _insert(connection, {"id": last.version_id, "key": last.key}, row)


def copy_corrections(connection: Connection, source: int, target: int) -> dict[str, int]:
    """Write the corrections of a version for another one of its document, as far as their words are there.

    They are where the same sentences stand, in a row and once in either version; in the same text, where they
    stood. Returns how many were `kept` and `lost`; nothing if there were none.
    """
    is_own = (corrections.c.version_id == source) & counts
    newest_first = select(corrections).where(is_own).order_by(corrections.c.id.desc())
    last: dict[Span, Any] = {}
    for row in connection.execute(newest_first):
        last.setdefault((row.start, row.end), row)
    if not last:
        return {}
    before, after = _read_sentences(connection, source), _read_sentences(connection, target)
    version = connection.execute(select(versions).where(versions.c.id == target)).one()._asdict()
    kept = 0
    for span, row in reversed(last.items()):
        place = before.find_again(span, after)
        if place is not None:
            kept += 1
            kept_of = {"speaker": row.speaker, "at": row.at, "actor": row.actor}
            _insert(connection, version, {"start": place[0], "end": place[1], **kept_of})
    return {"kept": kept, "lost": len(last) - kept}


def _insert(connection: Connection, version: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    whole = {"withdraws": None, **row, "version_id": version["id"]}
    connection.execute(
        insert(corrections).values({**whole, "seal": correction_checksum(whole, version["key"])})
    )


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a version: half-open offsets into its text, and their words."""

    text: str
    spans: Sequence[Span]
    words: Sequence[str]

    def find_again(self, span: Span, other: "_Sentences") -> Span | None:
        """The place in another version of the sentences that a span touches; None if it cannot be told."""
        if (self.text, self.spans) == (other.text, other.spans):
            return span
        touched = [n for n, (start, end) in enumerate(self.spans) if start < span[1] and span[0] < end]
        run = [self.words[n] for n in touched]
        places = other.find_runs(run)
        if len(places) != 1 or len(self.find_runs(run)) != 1:
            return None
        return other.spans[places[0]][0], other.spans[places[0] + len(run) - 1][1]

    def find_runs(self, run: Sequence[str]) -> list[int]:
        """The first sentence of each place where sentences with these words stand in a row."""
        last = len(self.words) - len(run)
        return [n for n in range(last + 1) if run and self.words[n : n + len(run)] == run]


def _read_sentences(connection: Connection, version_id: int) -> _Sentences:
    text = str(connection.execute(select(versions.c.text).where(versions.c.id == version_id)).scalar_one())
    query = select(sentences.c.start, sentences.c.end).where(sentences.c.version_id == version_id)
    spans = [(row.start, row.end) for row in connection.execute(query.order_by(sentences.c.position))]
    return _Sentences(text, spans, [text[start:end] for start, end in spans])
