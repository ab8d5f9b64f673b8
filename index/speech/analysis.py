"""The speech of a text: every quotation and every sentence of indirect speech, with who said it.

Quotation marks, and words of saying, are looked for first; only paragraphs that hold some, and the ones
before them, are parsed. A text is read once from its beginning: whom a pronoun or "the lawyer" means is
told by whoever was named before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise

from index.speech.frames import Frame, make_frames
from index.speech.names import Listed, straighten
from index.speech.pipeline import parse
from index.speech.reading import Reading
from index.speech.utterances import Utterance
from index.speech.words import SIGNS
from index.splitting.passages import Sentence


def analyse(
    text: str,
    sentences: Sequence[Sentence],
    *,
    author: str | None = None,
    listed: Listed | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Utterance, ...]:
    """Everything that is said in a text, in order of place.

    `author` is who says the text itself, where that is known: "we said" is theirs. `listed` are names to
    look for beside those that the parser finds. `progress` is told how many frames of how many are read.
    """
    frames = make_frames(text, sentences)
    wanted = _choose_frames(frames, text)
    reading = Reading(author, listed or Listed())
    if wanted:  # else the parser need not even be loaded
        with closing(parse(straighten(frame.words) for frame in wanted)) as docs:
            for number, (frame, doc) in enumerate(zip(wanted, docs, strict=True), 1):
                reading.read(frame, doc)
                progress(number, len(wanted))
    return tuple(sorted(reading.finish(), key=lambda one: (one.start, one.end, one.manner)))


def _choose_frames(frames: Sequence[Frame], text: str) -> list[Frame]:
    """The frames of paragraphs that may hold speech, and of those before them."""
    signs = {frame.block for frame in frames if frame.quoted or SIGNS.search(text, frame.start, frame.end)}
    blocks = sorted({frame.block for frame in frames})
    before = {first for first, second in pairwise(blocks) if second in signs}
    return [frame for frame in frames if frame.block in signs | before]
