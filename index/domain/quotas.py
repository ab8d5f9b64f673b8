"""The limits of what the record of one server may hold."""

from pydantic import BaseModel, ConfigDict, NonNegativeInt


class Quotas(BaseModel):
    """What each server may hold; None where there is no limit. Everyone's record has none.

    Removed documents count until they are purged. `documents` is their number, `characters` those of all
    texts, each once. `bytes` are those on the disk: of the text of every version, as an edit writes it once
    more, and of every original, once. Vectors come on top of that, some three times the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: NonNegativeInt | None = None
    characters: NonNegativeInt | None = None
    bytes: NonNegativeInt | None = None
