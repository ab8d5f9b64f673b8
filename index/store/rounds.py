"""Each place's round of quotations, and the time of its last daily one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, and_, insert, select, update

from index.store.database import Database
from index.store.rows import with_checksum
from index.store.schema import rounds

_KEY_FORMAT: Final = "016x"


@dataclass(frozen=True, slots=True)
class Round:
    """A round in which everything is shown once, in an order that its `number` gives.

    It goes over what came after `since` and not after `until`, and then over what came meanwhile, which are
    the next bounds. `last` is the key of what was shown last within the bounds; None where nothing was.
    """

    number: int
    since: int = 0
    until: int = 0
    last: int | None = None


class RoundTable:
    """The table of rounds. A place is a digest; a side is an id, or empty for all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def draw(
        self,
        place: str,
        party: str,
        choose: Callable[[Round], tuple[int, Round]],
        *,
        first: Round,
        day: date | None = None,
    ) -> int | None:
        """The quotation that `choose` draws from the round of a place; what is left is stored.

        With a day, None if the place had a draw of that day or of a later one.
        """
        with self._database.write() as connection:
            row = _read(connection, place, party)
            had = row["day"] if row else None
            if day is not None and had is not None and had >= day.isoformat():
                return None
            taken, after = choose(_to_round(row) if row else first)
            _write(connection, place, party, after, had if day is None else day.isoformat())
        return taken


def _read(connection: Connection, place: str, party: str) -> Mapping[str, Any] | None:
    row = connection.execute(select(rounds).where(_is_own(place, party))).mappings().first()
    return None if row is None else dict(row)


def _to_round(row: Mapping[str, Any]) -> Round:
    last = None if row["last"] is None else int(row["last"], 16)
    return Round(row["number"], row["since"], row["until"], last)


def _write(connection: Connection, place: str, party: str, after: Round, day: str | None) -> None:
    row = {
        "place": place,
        "party": party,
        "number": after.number,
        "since": after.since,
        "until": after.until,
        "last": None if after.last is None else format(after.last, _KEY_FORMAT),
        "day": day,
    }
    sealed = with_checksum(rounds, row)
    if connection.execute(update(rounds).where(_is_own(place, party)).values(sealed)).rowcount == 0:
        connection.execute(insert(rounds).values(sealed))


def _is_own(place: str, party: str) -> Any:
    return and_(rounds.c.place == place, rounds.c.party == party)
