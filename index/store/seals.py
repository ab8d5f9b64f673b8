"""Seals of rows: a digest over what was written, by which `check` finds a byte changed by hand."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, Table

from index.domain.identifiers import checksum


def row_checksum(table: Table, row: Mapping[str, Any]) -> str:
    """The seal over all columns of a row, but the number that the database gives it."""
    is_given = isinstance(table.c.id.type, Integer) if "id" in table.c else False
    left_out = {"seal", "id"} if is_given else {"seal"}
    return checksum(*(row[column.name] for column in table.c if column.name not in left_out))


def with_checksum(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is written."""
    return {**row, "seal": row_checksum(table, row)}
