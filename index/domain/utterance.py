"""Utterances: the results of speech attribution."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ANALYSIS_VERSION: Final = 5
"""The version of the analysis. Raise it with every change of its results: stored ones are then replaced."""

Span = tuple[int, int]
"""Half-open character offsets into the document's text."""


class Manner(StrEnum):
    """Direct speech, in the speaker's words, or indirect speech, in the writer's."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance in a text, by offsets in characters.

    `[start, end)` are the words inside the quotation marks (direct) or the sentence (indirect). `speaker` is
    the fullest name that the text gives the speaker; None if it names none, or if two are equally likely.
    `body` is the organisation for which the speaker speaks, as the text names it; it may be known without the
    speaker ("a spokesperson for the harbour office"). `cue` is the span of the words that introduce the
    speech, such as "Holt argues": the evidence for the attribution.
    """

    start: int
    end: int
    manner: Manner
    speaker: str | None = None
    body: str | None = None
    cue: Span | None = None
