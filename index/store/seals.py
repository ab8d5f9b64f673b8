"""Seals of rows: a digest over what was written, by which `check` finds a byte changed by hand."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, Table

from index.identifiers import seal


def seal_row(table: Table, row: Mapping[str, Any]) -> str:
    """The seal over all columns of a row, but the number that the database gives it."""
    is_given = isinstance(table.c.id.type, Integer) if "id" in table.c else False
    left_out = {"seal", "id"} if is_given else {"seal"}
    return seal(*(row[column.name] for column in table.c if column.name not in left_out))


def with_seal(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is written."""
    return {**row, "seal": seal_row(table, row)}
