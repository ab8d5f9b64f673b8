"""Whether anything changed: the numbers that rise with every change, read at once."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from index.store.meta import to_number
from index.store.schema import analyses, corrections, meta, tombstones


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
