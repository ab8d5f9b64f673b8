"""Regions of texts that may hold words similar to the pasted ones: the surroundings of likely passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.search.lexical import LexicalIndex
from index.verification.text_index import IndexedText, TextIndex
from index.verification.tokens import Token, tokenize

_MAX_STEMS: Final = 40
"""The rarest stems of the pasted words; more find the same passages, more slowly."""

_MAX_PASSAGES: Final = 24
_MIN_SCORE_SHARE: Final = 0.3
"""Passages with less than this share of the best passage's score are ignored."""

_MARGIN_CHARS: Final = 50
"""Characters on either side of a passage, in addition to the length of the pasted words."""


@dataclass(frozen=True, slots=True)
class TextRegion:
    """The slice `[start, end)` of a text's normal form, between white space."""

    entry: IndexedText
    start: int
    end: int

    @property
    def text(self) -> str:
        """The text of the region, in normal form."""
        return self.entry.form.text[self.start : self.end]

    @property
    def length(self) -> int:
        """The length in characters."""
        return self.end - self.start

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the region, with offsets in the whole normal form."""
        return tokenize(self.entry.form.text, self.start, self.end)


class IdfWeights:
    """Inverse document frequencies of words on the record, between 0 and about 10. They are cached."""

    def __init__(self, lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._weights: dict[str, float] = {}

    def of(self, words: Sequence[str]) -> list[float]:
        """The IDF of each word: that of its rarest stem, 0 without stems."""
        self._add(words)
        return [self._weights[word] for word in words]

    def _add(self, words: Sequence[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._weights]
        stems = [self._lexical.stems(word) for word in new]
        distinct = list(dict.fromkeys(stem for own_stems in stems for stem in own_stems))
        idf = dict(zip(distinct, self._lexical.idf(distinct).tolist(), strict=True))
        for word, own_stems in zip(new, stems, strict=True):
            self._weights[word] = max((idf[stem] for stem in own_stems), default=0.0)


def find_regions(lexical: LexicalIndex, words: str, texts: TextIndex) -> list[TextRegion]:
    """The regions of the texts that share rare words with the pasted ones, most likely first."""
    stems = list(dict.fromkeys(lexical.stems(words)))
    rarest = np.argsort(-lexical.idf(stems), kind="stable")[:_MAX_STEMS]
    documents = None if texts.is_whole else [entry.document_id for entry in texts.live]
    ids, scores = lexical.search([stems[number] for number in rarest], _MAX_PASSAGES, documents)
    likely = ids[scores >= _MIN_SCORE_SHARE * scores.max(initial=0.0)].tolist()
    return list(_merge(_cut_around(texts, passage, len(words)) for passage in likely))


def _cut_around(texts: TextIndex, passage: int, length: int) -> TextRegion | None:
    entry = texts.by_passage.get(passage)  # the search index may be ahead of the texts
    if entry is None:
        return None
    form, (start, end) = entry.form, entry.passages[passage]
    margin = length + _MARGIN_CHARS
    before = form.text.rfind(" ", 0, max(form.from_original(start) - margin, 0))
    after = form.text.find(" ", form.from_original(end) + margin)
    return TextRegion(entry, before + 1, after if after >= 0 else len(form.text))


def _merge(regions: Iterator[TextRegion | None]) -> Iterator[TextRegion]:
    """The regions in order, with overlapping ones joined if the result is at most twice as long."""
    merged: list[TextRegion] = []
    for region in filter(None, regions):
        for number, other in enumerate(merged):
            joined = TextRegion(region.entry, min(region.start, other.start), max(region.end, other.end))
            is_overlap = region.entry is other.entry and region.start < other.end and other.start < region.end
            if is_overlap and joined.length <= 2 * max(region.length, other.length):
                merged[number] = joined
                break
        else:
            merged.append(region)
    yield from merged
