"""The speakers in versions of documents, as analysed and as corrected by people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, null, or_, select

from index.domain.document import ANY_SCOPE, EVERYONE
from index.domain.identifiers import checksum
from index.domain.utterance import Manner, Utterance
from index.store.corrections import Correction, counts
from index.store.database import Database
from index.store.meta import read_counters
from index.store.schema import analyses, corrections, documents, utterances, versions
from index.store.versions import in_chunks, is_active


@dataclass(frozen=True, slots=True)
class StoredSpeech:
    """The utterances of a version, and people's corrections of them, the latest last."""

    utterances: tuple[Utterance, ...]
    corrections: tuple[Correction, ...]


Names = tuple[str | None, str | None]
"""A speaker and the body they speak for, as texts name them."""

Mark = tuple[int, int]
"""The last analysis and the last correction that somebody has seen."""


class SpeechTables:
    """The tables of speech. An analysis is made from a version's text and can be made again at any time, so
    it is no change of the record; a correction is one, and is written by the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_unanalysed(self, number: int, names: str | None) -> list[int]:
        """The versions without an analysis, or with one by an older number or, if given, of other names."""
        is_old = analyses.c.number < number
        is_of_others = (analyses.c.number == number) & (analyses.c.names != names)
        query = (
            select(versions.c.id)
            .outerjoin(analyses, analyses.c.version_id == versions.c.id)
            .where(or_(analyses.c.id.is_(None), is_old, *(() if names is None else (is_of_others,))))
        )
        with self._database.read() as connection:
            return list(connection.scalars(query.order_by(versions.c.id)))

    def write(self, found: Mapping[int, Sequence[Utterance]], *, number: int, names: str) -> None:
        """Keep the analyses of versions, each in the place of the one before it."""
        with self._database.write() as connection:
            for version_id, utterances_of in found.items():
                _write_one(
                    connection, {"version_id": version_id, "number": number, "names": names}, utterances_of
                )

    def read(self, version_id: int) -> StoredSpeech:
        """The utterances of a version; none if it has not been analysed yet."""
        is_own = utterances.c.version_id == version_id
        corrected = select(corrections.c.start, corrections.c.end, corrections.c.speaker)
        with self._database.read() as connection:
            found = connection.execute(select(utterances).where(is_own).order_by(utterances.c.position))
            given = connection.execute(
                corrected.where(corrections.c.version_id == version_id, counts).order_by(corrections.c.id)
            )
            return StoredSpeech(tuple(map(_to_utterance, found)), tuple(Correction(*row) for row in given))

    def list_names(self, scope: str = EVERYONE, manner: Manner | None = None) -> set[Names]:
        """Everybody who says something in a document that can be quoted, with the body they speak for.

        `scope` is who may see the document; `manner` how it is said, None in any.
        """
        found = select(utterances.c.speaker, utterances.c.body).select_from(utterances)
        given = select(corrections.c.speaker, null()).select_from(corrections).where(counts)
        if manner is not None:
            found = found.where(utterances.c.manner == manner.value)
        names: set[Names] = set()
        with self._database.read() as connection:
            for query, table in ((found, utterances), (given, corrections)):
                joined = query.join(versions, versions.c.id == table.c.version_id).join(documents, is_active)
                if scope != ANY_SCOPE:
                    joined = joined.where(documents.c.scope.in_({EVERYONE, scope}))
                names.update((row[0], row[1]) for row in connection.execute(joined.distinct()))
        return names

    def list_documents(self, wanted: Collection[Names]) -> set[str]:
        """The documents that can be quoted in which somebody of these says something."""
        speakers = {speaker for speaker, _ in wanted if speaker}
        bodies = {body for _, body in wanted if body}
        chosen: set[str] = set()
        with self._database.read() as connection:
            for table, column, names in (
                (utterances, utterances.c.speaker, speakers),
                (utterances, utterances.c.body, bodies),
                (corrections, corrections.c.speaker, speakers),
            ):
                query = select(documents.c.id).select_from(documents).join(versions, is_active)
                joined = query.join(table, table.c.version_id == versions.c.id).distinct()
                if table is corrections:
                    joined = joined.where(counts)
                for some in in_chunks(names):
                    chosen.update(connection.scalars(joined.where(column.in_(some))))
        return chosen

    def read_changes(self, mark: Mark) -> tuple[Mark, set[int]]:
        """The versions analysed or corrected since a mark, and the mark of now."""
        with self._database.read() as connection:
            now = read_counters(connection).speech
            if now == mark:
                return mark, set()
            changed = select(analyses.c.version_id).where(analyses.c.id > mark[0])
            corrected = select(corrections.c.version_id).where(corrections.c.id > mark[1])
            return now, {*connection.scalars(changed), *connection.scalars(corrected)}


def _write_one(connection: Connection, head: Mapping[str, Any], found: Sequence[Utterance]) -> None:
    own = head["version_id"]
    kept = connection.execute(select(analyses).where(analyses.c.version_id == own)).first()
    if kept is not None and (kept.number, kept.names) == (head["number"], head["names"]):
        return  # another process was faster
    key = connection.scalar(select(versions.c.key).where(versions.c.id == own))
    rows = [_to_row(own, position, one) for position, one in enumerate(found)]
    for table in (utterances, analyses):
        connection.execute(delete(table).where(table.c.version_id == own))
    connection.execute(insert(analyses).values({**head, "seal": analysis_checksum(head, str(key), rows)}))
    if rows:
        connection.execute(insert(utterances), rows)


def analysis_checksum(head: Mapping[str, Any], key: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The seal over an analysis and its utterances, but the numbers that databases give."""
    columns = [column.name for column in utterances.c if column.name != "version_id"]
    return checksum(key, head["number"], head["names"], *(row[name] for row in rows for name in columns))


def _to_row(version_id: int, position: int, one: Utterance) -> dict[str, Any]:
    cue_start, cue_end = one.cue or (None, None)
    return {
        "version_id": version_id,
        "position": position,
        "start": one.start,
        "end": one.end,
        "manner": one.manner.value,
        "speaker": one.speaker,
        "body": one.body,
        "cue_start": cue_start,
        "cue_end": cue_end,
    }


def _to_utterance(row: Any) -> Utterance:
    cue = None if row.cue_start is None else (row.cue_start, row.cue_end)
    return Utterance(row.start, row.end, Manner(row.manner), row.speaker, row.body, cue)
