"""The texts on the record in normal form, in memory, following the store's generation."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from index.domain.document import ANY_SCOPE, Kind, may_see
from index.store.meta import read_generation
from index.store.schema import documents, passages, sentences, versions
from index.store.store import Store
from index.store.versions import is_current
from index.verification.normal_form import NormalForm

Span = tuple[int, int]

_UNDATED: Final = "9999"
_SELECT_VERSIONS: Final = select(
    versions.c.document_id,
    versions.c.id.label("version_id"),
    versions.c.number,
    versions.c.text,
    versions.c.kind,
    versions.c.published,
    documents.c.scope,
    documents.c.version.label("current"),
).where(versions.c.document_id == documents.c.id)


class IndexedText:
    """One version of a document. Its normal form is made when it is first looked into.

    `passages` maps the ids of its passages to their half-open offsets into the text.
    """

    __slots__ = ("_form", "document_id", "order", "passages", "scope", "text", "version_id")

    def __init__(self, row: Row[*tuple[Any, ...]], spans: Mapping[int, Span]) -> None:
        self.document_id: str = row.document_id
        self.version_id: int = row.version_id
        self.scope: str = row.scope
        self.text: str = row.text
        self.passages = spans
        self.order = (row.kind == Kind.BRIEFING, row.published or _UNDATED, row.document_id)
        self._form: NormalForm | None = None

    @property
    def form(self) -> NormalForm:
        """The text's normal form."""
        if self._form is None:
            self._form = NormalForm(self.text)
        return self._form


@dataclass(frozen=True, slots=True)
class TextIndex:
    """A state of the record: its live versions and the older ones of the same documents.

    Both are in the order in which they are named: sources before briefings, the earliest first.
    `by_passage` knows those entries only. `is_whole` where no document that can be quoted is left out.
    """

    live: tuple[IndexedText, ...] = ()
    older: tuple[IndexedText, ...] = ()
    by_passage: Mapping[int, IndexedText] = field(default_factory=dict)
    is_whole: bool = True

    def seen_by(self, scope: str) -> "TextIndex":
        """The part of it that a scope may see."""
        if scope == ANY_SCOPE:
            return self
        live, older = (
            tuple(entry for entry in entries if may_see(scope, entry.scope))
            for entries in (self.live, self.older)
        )
        if len(live) == len(self.live):
            return replace(self, older=older)
        return TextIndex(live, older, _index_passages(live), is_whole=False)


class LiveTextIndex:
    """The texts of a store, kept at its generation. Usable from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._generation = 0
        self._older: dict[str, list[IndexedText]] = defaultdict(list)
        self._live: dict[str, IndexedText] = {}
        self._texts = TextIndex()

    def catch_up(self) -> TextIndex:
        """Read what changed since the last time, and return the state of the record."""
        if self._store.generation() > self._generation:
            with self._lock, self._store.read() as connection:
                generation = read_generation(connection)
                self._read_changes(connection)
                self._texts = self._collect()
                self._generation = generation
        return self._texts

    def _read_changes(self, connection: Connection) -> None:
        is_changed = documents.c.generation > self._generation
        for changed in connection.scalars(select(documents.c.id).where(is_changed)):
            self._older.pop(changed, None)
            self._live.pop(changed, None)
        can_be_quoted = and_(is_changed, documents.c.removed.is_(None))
        spans = _read_spans(connection, can_be_quoted)
        for row in connection.execute(_SELECT_VERSIONS.where(can_be_quoted).order_by(versions.c.number)):
            entry = IndexedText(row, spans[row.version_id])
            if row.number == row.current:
                self._live[row.document_id] = entry
            else:
                self._older[row.document_id].append(entry)

    def _collect(self) -> TextIndex:
        live = sorted(self._live.values(), key=attrgetter("order"))
        older = sorted((e for some in self._older.values() for e in some), key=attrgetter("order"))
        return TextIndex(tuple(live), tuple(older), _index_passages(live))


def _index_passages(entries: Iterable[IndexedText]) -> dict[int, IndexedText]:
    return {number: entry for entry in entries for number in entry.passages}


def _read_spans(connection: Connection, is_wanted: ColumnElement[bool]) -> dict[int, dict[int, Span]]:
    """The offsets of each passage, by version and by the passage's id."""
    first, last = sentences.alias(), sentences.alias()
    spans: dict[int, dict[int, Span]] = defaultdict(dict)
    rows = connection.execute(
        select(passages.c.id, passages.c.version_id, first.c.start, last.c.end)
        .join(versions, versions.c.id == passages.c.version_id)
        .join(documents, is_current)
        .join(first, and_(first.c.version_id == versions.c.id, first.c.position == passages.c.first_sentence))
        .join(last, and_(last.c.version_id == versions.c.id, last.c.position == passages.c.last_sentence))
        .where(is_wanted)
    )
    for row in rows:
        spans[row.version_id][row.id] = (row.start, row.end)
    return spans
