"""The alignment of pasted words with the part of a text that fits them best.

All pasted words are aligned, of the text only a span: what stands before and after it costs nothing (P. H.
Sellers, "The theory and computation of evolutionary distances: pattern recognition", Journal of Algorithms
1, 1980). One row of the table is computed at once, in arrays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.verification.regions import IdfWeights, TextRegion
from index.verification.text_index import IndexedText
from index.verification.tokens import Token

_PASTED_WORD: Final = 5
_OTHER_WORD: Final = 4
_OUR_WORD: Final = 3
"""What it costs to drop a pasted word, to replace it, and to put in one of ours. So a word that was left out
is put in rather than another one replaced, and a word at the end is replaced rather than dropped."""

_MARK: Final = 1
"""What each of these costs for a mark between words, and what a change of case costs."""

Numbers = NDArray[np.int32]
Step = tuple[int | None, int | None]
"""A pasted token and a token of the text that it is aligned with, or none."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pasted tokens and tokens of a text, step by step in order. Tokens that are equal share a step."""

    theirs: Sequence[Token]
    ours: Sequence[Token]
    steps: Sequence[Step]

    def is_equal(self, step: Step) -> bool:
        """Whether a step sets equal tokens side by side."""
        return step[0] is not None and step[1] is not None and self._text(step) == self.ours[step[1]].text

    def is_alike(self, step: Step) -> bool:
        """The same, whatever the case of the letters."""
        return (
            step[0] is not None
            and step[1] is not None
            and self._text(step).casefold() == self.ours[step[1]].text.casefold()
        )

    def _text(self, step: Step) -> str:
        return "" if step[0] is None else self.theirs[step[0]].text

    @property
    def runs(self) -> Iterator[tuple[bool, list[Step]]]:
        """The steps in runs of equal ones and of others; the flag tells which."""
        for is_equal, steps in groupby(self.steps, self.is_equal):
            yield is_equal, list(steps)


def align(theirs: Sequence[Token], ours: Sequence[Token]) -> Alignment:
    """The alignment of all of `theirs` with the span of `ours` that costs least, the first such."""
    table, prices = _fill(theirs, ours)
    return Alignment(theirs, ours, _trace(table, prices, [token.is_free for token in theirs]))


@dataclass(frozen=True, slots=True)
class _Prices:
    """What dropping each token costs, and replacing one by another: `(m,)`, `(n,)` and, by row, `(n,)`."""

    theirs: Numbers
    ours: Numbers
    rows: Sequence[Numbers]


def _price(theirs: Sequence[Token], ours: Sequence[Token]) -> _Prices:
    pasted = np.array([_PASTED_WORD if t.is_word else _MARK for t in theirs], np.int32)
    placed = np.array([_OUR_WORD if t.is_word else _MARK for t in ours], np.int32)
    exact = {text: number for number, text in enumerate({t.text: None for t in theirs})}
    folded = {text: number for number, text in enumerate({t.text.casefold(): None for t in theirs})}
    our_exact = np.array([exact.get(t.text, -1) for t in ours], np.int32)
    our_folded = np.array([folded.get(t.text.casefold(), -1) for t in ours], np.int32)
    are_words = placed == _OUR_WORD
    for_word = np.where(are_words, _OTHER_WORD, _PASTED_WORD + _MARK).astype(np.int32)
    for_mark = np.where(are_words, _MARK + _OUR_WORD, _MARK).astype(np.int32)
    rows: dict[str, Numbers] = {}
    for token in theirs:
        if token.text not in rows:
            row = (for_word if token.is_word else for_mark).copy()
            row[our_folded == folded[token.text.casefold()]] = _MARK
            row[our_exact == exact[token.text]] = 0
            rows[token.text] = row
    return _Prices(pasted, placed, [rows[token.text] for token in theirs])


def _fill(theirs: Sequence[Token], ours: Sequence[Token]) -> tuple[Numbers, _Prices]:
    """The least cost of aligning the first `i` of theirs with a span that ends at `j`: `(m + 1, n + 1)`."""
    prices = _price(theirs, ours)
    table = np.zeros((len(theirs) + 1, len(ours) + 1), np.int32)
    walked = np.concatenate([np.zeros(1, np.int32), np.cumsum(prices.ours, dtype=np.int32)])
    for number, token in enumerate(theirs):
        above, row = table[number], table[number + 1]
        if token.is_free:
            np.minimum.accumulate(above, out=row)
            continue
        np.add(above, prices.theirs[number], out=row)
        np.minimum(row[1:], above[:-1] + prices.rows[number], out=row[1:])
        row -= walked  # so that dropping any number of our tokens is a running minimum
        np.minimum.accumulate(row, out=row)
        row += walked
    return table, prices


def _trace(table: Numbers, prices: _Prices, free: Sequence[bool]) -> list[Step]:
    """The steps of the cheapest way, from its end back to its start."""
    i, j = len(free), int(table[-1].argmin())
    steps: list[Step] = []
    while i:
        here = table[i, j]
        if free[i - 1]:
            i -= 1
            stands_for = [j - 1 - n for n in range(int((table[i, : j + 1][::-1] == here).argmax()))]
            steps += [(i, number) for number in stands_for] or [(i, None)]
            j -= len(stands_for)
        elif j and here == table[i - 1, j - 1] + prices.rows[i - 1][j - 1]:
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif here == table[i - 1, j] + prices.theirs[i - 1]:
            i -= 1
            steps.append((i, None))
        else:
            j -= 1
            steps.append((None, j))
    return steps[::-1]


_MAX_REGIONS: Final = 8

_MAX_CELLS: Final = 800_000
"""Of all alignments together, which bounds the time they take."""

_CLOSE_ENOUGH: Final = 0.9
"""A share at which no other stretch is looked at."""

_BASE: Final = 1.0
"""The weight of a word that stands everywhere; a rare one has that and its rarity."""


@dataclass(frozen=True, slots=True)
class BestAlignment:
    """An alignment with an entry, in which a `share` (0..1) of the words, weighed by rarity, are the same."""

    entry: IndexedText
    alignment: Alignment
    share: float

    def count_changes(self) -> int:
        """How many words are put in, dropped or replaced."""
        changed = [step for step in self.alignment.steps if not self.alignment.is_alike(step)]
        dropped = {i for i, _ in changed if i is not None and self.alignment.theirs[i].is_word}
        put_in = {j for _, j in changed if j is not None and self.alignment.ours[j].is_word}
        return max(len(dropped), len(put_in))


def find_best_alignment(
    stretches: Sequence[TextRegion], theirs: Sequence[Token], rarity: IdfWeights
) -> BestAlignment | None:
    """The closest alignment with any of the stretches; the first of several that are equally close."""
    best: BestAlignment | None = None
    cells = 0
    for stretch in stretches[:_MAX_REGIONS]:
        ours = stretch.tokens[: 2 * _MAX_CELLS // max(len(theirs), 1)]
        cells += len(theirs) * len(ours)
        if best is not None and cells > _MAX_CELLS:
            break
        alignment = align(theirs, ours)
        share = measure_share(alignment, rarity)
        if best is None or share > best.share:
            best = BestAlignment(stretch.entry, alignment, share)
        if share >= _CLOSE_ENOUGH:
            break
    return best


def measure_share(alignment: Alignment, rarity: IdfWeights) -> float:
    """Twice the weight of the words that are the same, of the weight of all words on both sides."""
    pasted = {i for i, _ in alignment.steps if i is not None and not alignment.theirs[i].is_free}
    placed = {
        j for i, j in alignment.steps if j is not None and (i is None or not alignment.theirs[i].is_free)
    }
    same = {i for i, _ in filter(alignment.is_alike, alignment.steps) if i is not None}
    total = _weigh(alignment.theirs, pasted, rarity) + _weigh(alignment.ours, placed, rarity)
    return 2 * _weigh(alignment.theirs, same, rarity) / total if total else 0.0


def _weigh(tokens: Sequence[Token], numbers: set[int], rarity: IdfWeights) -> float:
    words = [tokens[number].text for number in numbers if tokens[number].is_word]
    return sum(_BASE + weight for weight in rarity.weigh(words))
