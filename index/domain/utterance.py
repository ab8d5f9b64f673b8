"""What the analysis of a text finds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ANALYSIS_VERSION: Final = 5
"""The number of the analysis: raise it with every change of what it finds."""

Span = tuple[int, int]
"""Half-open character offsets into the document's text."""


class Manner(StrEnum):
    """How words are given: as they were said, or in the writer's words."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that somebody said, by the offsets of the document's text.

    `[start, end)` are the words inside the quotation marks (direct), or the sentence (indirect).
    `speaker` is the fullest name by which the text calls who said it; None where the text does not
    tell, or tells it of two alike. `body` is the organisation for which that person speaks, as the text
    names it; it may be known where the speaker is not ("a spokesperson for the harbour office").
    `cue` holds the words that show it, such as "Holt argues": evidence for whoever doubts.
    """

    start: int
    end: int
    manner: Manner
    speaker: str | None = None
    body: str | None = None
    cue: Span | None = None
