"""The step that lets feedback on quotations be kept."""

from alembic.operations import Operations
from sqlalchemy import Column, Integer, Text, UniqueConstraint


def create_feedback(op: Operations) -> None:
    """The table of what users say of quotations."""
    op.create_table(
        "feedback",
        Column("id", Integer, primary_key=True),
        Column("user", Text, nullable=False, index=True),
        Column("scope", Text, nullable=False),
        Column("quotation", Text, nullable=False),
        Column("document", Text, nullable=False, index=True),
        Column("question", Text),
        Column("verdict", Text, nullable=False),
        Column("reason", Text),
        Column("text", Text),
        Column("at", Text, nullable=False),
        Column("seal", Text, nullable=False),
        UniqueConstraint("user", "scope", "quotation"),
        sqlite_autoincrement=True,
    )
