"""Finds every quotation and every sentence of indirect speech in a text, with its speaker.

Only paragraphs that contain quotation marks or cue words, and the paragraphs before them, are parsed. The
text is read once, in order: a pronoun or "the lawyer" is resolved to an entity mentioned before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise

from index.attribution.document_pass import DocumentPass
from index.attribution.lexicon import SPEECH_SIGNS
from index.attribution.names import Gazetteer, straighten_quotes
from index.attribution.parse_units import ParseUnit, make_parse_units
from index.attribution.parser import parse
from index.domain.progress import Progress, no_progress
from index.domain.utterance import Utterance
from index.splitting.passages import Sentence


def analyse(
    text: str,
    sentences: Sequence[Sentence],
    *,
    author: str | None = None,
    gazetteer: Gazetteer | None = None,
    progress: Progress = no_progress,
) -> tuple[Utterance, ...]:
    """The utterances of a text, ordered by position.

    `author` is the speaker of the text itself, if known: "we said" refers to them. `gazetteer` has names to
    find in addition to those that the parser recognises. `progress` receives the number of sentences read (0
    while quotation marks are searched for) and their total; it may raise an exception to stop the analysis,
    even within a paragraph.
    """
    total = len(sentences)
    units = make_parse_units(text, sentences, lambda: progress(0, total))
    chosen = _choose_units(units, text, sentences)
    document_pass = DocumentPass(author, gazetteer or Gazetteer())
    if chosen:  # otherwise the parser is not even loaded
        with closing(parse(straighten_quotes(unit.words) for unit in chosen)) as docs:
            for unit, doc in zip(chosen, docs, strict=True):
                document_pass.read(unit, doc)
                progress(unit.last + 1, total)
    progress(total, total)
    return tuple(sorted(document_pass.finish(), key=lambda one: (one.start, one.end, one.manner)))


def _choose_units(units: Sequence[ParseUnit], text: str, sentences: Sequence[Sentence]) -> list[ParseUnit]:
    """The units of paragraphs that may contain speech, and of those before them."""
    signs = {one.block for one in sentences if SPEECH_SIGNS.search(text, one.start, one.end)}
    signs |= {unit.block for unit in units if unit.quoted}
    blocks = sorted({unit.block for unit in units})
    before = {first for first, second in pairwise(blocks) if second in signs}
    return [unit for unit in units if unit.block in signs | before]
