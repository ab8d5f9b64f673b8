"""The speech of a text: every quotation and every sentence of indirect speech, with who said it.

Quotation marks, and words of saying, are looked for first; only paragraphs that hold some, and the ones
before them, are parsed. A text is read once from its beginning: whom a pronoun or "the lawyer" means is
told by whoever was named before.
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
    listed: Gazetteer | None = None,
    progress: Progress = no_progress,
) -> tuple[Utterance, ...]:
    """Everything that is said in a text, in order of place.

    `author` is who says the text itself, where that is known: "we said" is theirs. `listed` are names to
    look for beside those that the parser finds. `progress` is told how many sentences of how many are read,
    none while quotation marks are looked for; by an exception it ends the analysis, within a paragraph too.
    """
    total = len(sentences)
    frames = make_parse_units(text, sentences, lambda: progress(0, total))
    wanted = _choose_frames(frames, text, sentences)
    reading = DocumentPass(author, listed or Gazetteer())
    if wanted:  # else the parser need not even be loaded
        with closing(parse(straighten_quotes(frame.words) for frame in wanted)) as docs:
            for frame, doc in zip(wanted, docs, strict=True):
                reading.read(frame, doc)
                progress(frame.last + 1, total)
    progress(total, total)
    return tuple(sorted(reading.finish(), key=lambda one: (one.start, one.end, one.manner)))


def _choose_frames(frames: Sequence[ParseUnit], text: str, sentences: Sequence[Sentence]) -> list[ParseUnit]:
    """The frames of paragraphs that may hold speech, and of those before them."""
    signs = {one.block for one in sentences if SPEECH_SIGNS.search(text, one.start, one.end)}
    signs |= {frame.block for frame in frames if frame.quoted}
    blocks = sorted({frame.block for frame in frames})
    before = {first for first, second in pairwise(blocks) if second in signs}
    return [frame for frame in frames if frame.block in signs | before]
