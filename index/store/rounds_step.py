"""The step that lets each place be shown quotations in rounds."""

from alembic.operations import Operations
from sqlalchemy import Column, Integer, Text


def create_rounds(op: Operations) -> None:
    """The table of how far each place is in its round."""
    op.create_table(
        "rounds",
        Column("place", Text, primary_key=True),
        Column("party", Text, primary_key=True),
        Column("number", Integer, nullable=False),
        Column("since", Integer, nullable=False),
        Column("until", Integer, nullable=False),
        Column("last", Text),
        Column("day", Text),
        Column("seal", Text, nullable=False),
    )
