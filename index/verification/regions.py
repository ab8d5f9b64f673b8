"""Where on the record words like the pasted ones may stand: stretches of text around passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.search.lexical import LexicalIndex
from index.verification.text_index import IndexedText, TextIndex
from index.verification.tokens import Token, tokenize

_STEMS: Final = 40
"""Of the pasted words the rarest; more of them find the same passages more slowly."""

_PASSAGES: Final = 24
_LEAST_SHARE: Final = 0.3
"""Of the best passage's score, below which none is looked at."""

_MARGIN: Final = 50
"""Characters on either side, beyond the length of what was pasted."""


@dataclass(frozen=True, slots=True)
class TextRegion:
    """A stretch of an entry's normal form, from one white space to another."""

    entry: IndexedText
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch itself."""
        return self.entry.form.text[self.start : self.end]

    @property
    def length(self) -> int:
        """Characters."""
        return self.end - self.start

    @property
    def tokens(self) -> list[Token]:
        """Its tokens, with their offsets in the whole form."""
        return tokenize(self.entry.form.text, self.start, self.end)


class IdfWeights:
    """How much words say: the rarer on the record, the more. Numbers between 0 and about 10."""

    def __init__(self, lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._known: dict[str, float] = {}

    def weigh(self, words: Sequence[str]) -> list[float]:
        """The weight of each word."""
        self._learn(words)
        return [self._known[word] for word in words]

    def _learn(self, words: Sequence[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        stems = [self._lexical.stems(word) for word in new]
        listed = list(dict.fromkeys(stem for some in stems for stem in some))
        idf = dict(zip(listed, self._lexical.idf(listed).tolist(), strict=True))
        for word, some in zip(new, stems, strict=True):
            self._known[word] = max((idf[stem] for stem in some), default=0.0)


def find_regions(lexical: LexicalIndex, words: str, texts: TextIndex) -> list[TextRegion]:
    """Stretches of the texts that share rare words with the pasted ones, the likeliest first."""
    stems = list(dict.fromkeys(lexical.stems(words)))
    rarest = np.argsort(-lexical.idf(stems), kind="stable")[:_STEMS]
    among = None if texts.is_whole else [entry.document_id for entry in texts.live]
    ids, scores = lexical.search([stems[number] for number in rarest], _PASSAGES, among)
    likely = ids[scores >= _LEAST_SHARE * scores.max(initial=0.0)].tolist()
    return list(_merge(_cut_around(texts, passage, len(words)) for passage in likely))


def _cut_around(texts: TextIndex, passage: int, length: int) -> TextRegion | None:
    entry = texts.by_passage.get(passage)  # the files of the search may be ahead
    if entry is None:
        return None
    form, (start, end) = entry.form, entry.passages[passage]
    margin = length + _MARGIN
    before = form.text.rfind(" ", 0, max(form.from_original(start) - margin, 0))
    after = form.text.find(" ", form.from_original(end) + margin)
    return TextRegion(entry, before + 1, after if after >= 0 else len(form.text))


def _merge(stretches: Iterator[TextRegion | None]) -> Iterator[TextRegion]:
    """The stretches, but those that overlap made one where the first of them stood, if it stays short."""
    merged: list[TextRegion] = []
    for one in filter(None, stretches):
        for number, other in enumerate(merged):
            joined = TextRegion(one.entry, min(one.start, other.start), max(one.end, other.end))
            is_overlap = one.entry is other.entry and one.start < other.end and other.start < one.end
            if is_overlap and joined.length <= 2 * max(one.length, other.length):
                merged[number] = joined
                break
        else:
            merged.append(one)
    yield from merged
