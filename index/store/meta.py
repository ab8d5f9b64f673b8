"""The metadata of the store: its model, generation and identity, and its change counters."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, inspect, select, update

from index.errors import DamagedData, ForeignTables, OlderFormat, OtherModel
from index.store.database import list_columns
from index.store.schema import FIRST_FORMAT, analyses, corrections, meta, metadata, tombstones
from index.store.sqlite_errors import RESTORE


def set_missing_meta(connection: Connection, facts: Mapping[str, str]) -> None:
    """State facts that are not stated yet."""
    for key, value in facts.items():
        if get_meta(connection, key) is None:
            connection.execute(insert(meta).values(key=key, value=value))


def set_meta(connection: Connection, key: str, value: str) -> None:
    """State a fact, whatever was stated before."""
    set_missing_meta(connection, {key: value})
    connection.execute(update(meta).where(meta.c.key == key).values(value=value))


def drop_fact(connection: Connection, key: str) -> None:
    """State a fact no longer."""
    connection.execute(delete(meta).where(meta.c.key == key))


def check_model(connection: Connection, wanted: str, folder: Path) -> None:
    """Raise OtherModel unless the store's vectors are the wanted model's."""
    stored = get_meta(connection, "model")
    if stored != wanted:
        raise OtherModel(
            f"The vectors in {folder} were made by the model {stored}, but {wanted} was requested. "
            f"Request {stored} (RECORD_MODEL), or encode everything again in another folder: "
            "python -m index build --data FOLDER."
        )


def check_tables(connection: Connection, folder: Path) -> None:
    """Raise ForeignTables unless a store that states today's format, or was brought to it, has its tables.

    A format may have had other tables in versions between two releases.
    """
    expected = {(table.name, column.name) for table in metadata.tables.values() for column in table.c}
    if not expected <= list_columns(connection):
        stated = stored_format(connection)
        raise ForeignTables(
            f"The tables in {folder} do not match the format that it states ({stated}): they were made by "
            f"a version of this program between two releases. Open it with that version. {RESTORE}"
        )


def tell_older(path: Path, number: int) -> OlderFormat:
    """The error for a record, or a backup of one, of a format that was never released."""
    return OlderFormat(
        f"{path} was made by a version of this program before its first release (format {number}; this one "
        f"knows {FIRST_FORMAT} and later). It was not changed. Build the record again in a new data folder: "
        "python -m index build --data FOLDER."
    )


def get_meta(connection: Connection, key: str) -> str | None:
    """A fact; None if it is not stated."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def read_number(connection: Connection, key: str) -> int:
    """A fact that is a number; 0 if it is not stated. Raises DamagedData."""
    return to_number(key, get_meta(connection, key))


def to_number(key: str, value: object) -> int:
    """A stored number; 0 if there is none. Raises DamagedData."""
    stated = str(value or "0")
    if not stated.isdecimal():
        raise DamagedData(f"The database states its {key} as '{stated}'. {RESTORE}")
    return int(stated)


def stored_format(connection: Connection) -> int:
    """The number of the format that the store has; 0 for an empty one."""
    return read_number(connection, "format") if inspect(connection).has_table("meta") else 0


def read_identity(connection: Connection) -> str:
    """The store's identity, which it got when it was made."""
    return get_meta(connection, "identity") or ""


def read_generation(connection: Connection) -> int:
    """The store's generation."""
    return read_number(connection, "generation")


def raise_generation(connection: Connection) -> int:
    """The store's next generation, which the caller's transaction makes."""
    following = read_generation(connection) + 1
    connection.execute(update(meta).where(meta.c.key == "generation").values(value=str(following)))
    return following


class ChangeCounters(NamedTuple):
    """The store's generation, how many documents were purged ever, and up to where speech is known."""

    generation: int
    purged: int
    speech: tuple[int, int]


_QUERY = select(
    select(meta.c.value).where(meta.c.key == "generation").scalar_subquery(),
    select(func.count()).select_from(tombstones).scalar_subquery(),
    select(func.coalesce(func.max(analyses.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(corrections.c.id), 0)).scalar_subquery(),
)


def read_counters(connection: Connection) -> ChangeCounters:
    """The store's pulse. Raises DamagedData."""
    generation, purged, analysed, corrected = connection.execute(_QUERY).one()
    return ChangeCounters(to_number("generation", generation), purged, (analysed, corrected))
