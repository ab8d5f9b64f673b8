"""Quotas: limits of what the record of one server may hold."""

from pydantic import BaseModel, ConfigDict, NonNegativeInt


class Quotas(BaseModel):
    """The quotas of each server; None means no limit. Shared documents have no quota.

    Removed documents count until they are purged. `documents` is the number of documents, `characters` that
    of all distinct texts. `bytes` is the size on disk of the text of every version, since an edit stores it
    again, and of every distinct original. Vectors are not counted; they take about three times as much as the
    text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: NonNegativeInt | None = None
    characters: NonNegativeInt | None = None
    bytes: NonNegativeInt | None = None
