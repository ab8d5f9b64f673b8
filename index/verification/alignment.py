"""Alignment of pasted words with the span of a text that fits them best, word by word.

It is semi-global: all pasted words are aligned, and the text before and after the span costs nothing (P. H.
Sellers, "The theory and computation of evolutionary distances: pattern recognition", Journal of Algorithms
1, 1980). Each row of the table is computed in arrays.
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

_DELETE_COST: Final = 5
_SUBSTITUTE_COST: Final = 4
_INSERT_COST: Final = 3
"""Edit costs: delete a pasted word, substitute it, insert a word of the record. So a word that was left out
is inserted, instead of substituting another, and a word at the end is substituted, instead of deleted."""

_MARK_COST: Final = 1
"""The cost of each of these edits for a punctuation mark, and of a change of case."""

Numbers = NDArray[np.int32]
Step = tuple[int | None, int | None]
"""The indexes of a pasted token and of the token of the text aligned with it; None for no token."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pasted tokens aligned with tokens of the record. Each step pairs two, or deletes or inserts one."""

    pasted: Sequence[Token]
    recorded: Sequence[Token]
    steps: Sequence[Step]

    def is_equal(self, step: Step) -> bool:
        """Whether a step pairs equal tokens."""
        return step[0] is not None and step[1] is not None and self._text(step) == self.recorded[step[1]].text

    def is_equal_folded(self, step: Step) -> bool:
        """Whether a step pairs tokens that are equal but for the case of letters."""
        return (
            step[0] is not None
            and step[1] is not None
            and self._text(step).casefold() == self.recorded[step[1]].text.casefold()
        )

    def _text(self, step: Step) -> str:
        return "" if step[0] is None else self.pasted[step[0]].text

    @property
    def runs(self) -> Iterator[tuple[bool, list[Step]]]:
        """Runs of equal steps (True) and of others (False), in order."""
        for is_equal, steps in groupby(self.steps, self.is_equal):
            yield is_equal, list(steps)


def align(pasted: Sequence[Token], recorded: Sequence[Token]) -> Alignment:
    """The cheapest alignment of all of `pasted` with a span of `recorded`; of equal spans, the first."""
    table, costs = _fill_table(pasted, recorded)
    return Alignment(pasted, recorded, _trace(table, costs, [token.is_free for token in pasted]))


@dataclass(frozen=True, slots=True)
class _Costs:
    """Edit costs of m pasted tokens and n tokens of the record.

    `delete` has shape `(m,)`, `insert` `(n,)`; `substitute` holds a row of shape `(n,)` for each pasted
    token.
    """

    delete: Numbers
    insert: Numbers
    substitute: Sequence[Numbers]


def _list_costs(pasted: Sequence[Token], recorded: Sequence[Token]) -> _Costs:
    delete = np.array([_DELETE_COST if t.is_word else _MARK_COST for t in pasted], np.int32)
    insert = np.array([_INSERT_COST if t.is_word else _MARK_COST for t in recorded], np.int32)
    exact = {text: number for number, text in enumerate({t.text: None for t in pasted})}
    folded = {text: number for number, text in enumerate({t.text.casefold(): None for t in pasted})}
    exact_codes = np.array([exact.get(t.text, -1) for t in recorded], np.int32)
    folded_codes = np.array([folded.get(t.text.casefold(), -1) for t in recorded], np.int32)
    is_word = insert == _INSERT_COST
    of_word = np.where(is_word, _SUBSTITUTE_COST, _DELETE_COST + _MARK_COST).astype(np.int32)
    of_mark = np.where(is_word, _MARK_COST + _INSERT_COST, _MARK_COST).astype(np.int32)
    rows: dict[str, Numbers] = {}
    for token in pasted:
        if token.text not in rows:
            row = (of_word if token.is_word else of_mark).copy()
            row[folded_codes == folded[token.text.casefold()]] = _MARK_COST
            row[exact_codes == exact[token.text]] = 0
            rows[token.text] = row
    return _Costs(delete, insert, [rows[token.text] for token in pasted])


def _fill_table(pasted: Sequence[Token], recorded: Sequence[Token]) -> tuple[Numbers, _Costs]:
    """The least cost to align the first `i` pasted tokens with a span that ends at `j`: `(m + 1, n + 1)`."""
    costs = _list_costs(pasted, recorded)
    table = np.zeros((len(pasted) + 1, len(recorded) + 1), np.int32)
    inserted = np.concatenate([np.zeros(1, np.int32), np.cumsum(costs.insert, dtype=np.int32)])
    for number, token in enumerate(pasted):
        above, row = table[number], table[number + 1]
        if token.is_free:
            np.minimum.accumulate(above, out=row)
            continue
        np.add(above, costs.delete[number], out=row)
        np.minimum(row[1:], above[:-1] + costs.substitute[number], out=row[1:])
        row -= inserted  # so that inserting any number of tokens is a running minimum
        np.minimum.accumulate(row, out=row)
        row += inserted
    return table, costs


def _trace(table: Numbers, costs: _Costs, free: Sequence[bool]) -> list[Step]:
    """The steps of the cheapest alignment, traced from its end to its start."""
    i, j = len(free), int(table[-1].argmin())
    steps: list[Step] = []
    while i:
        cost = table[i, j]
        if free[i - 1]:
            i -= 1
            replaced = [j - 1 - n for n in range(int((table[i, : j + 1][::-1] == cost).argmax()))]
            steps += [(i, number) for number in replaced] or [(i, None)]
            j -= len(replaced)
        elif j and cost == table[i - 1, j - 1] + costs.substitute[i - 1][j - 1]:
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif cost == table[i - 1, j] + costs.delete[i - 1]:
            i -= 1
            steps.append((i, None))
        else:
            j -= 1
            steps.append((None, j))
    return steps[::-1]


_MAX_REGIONS: Final = 8
_MAX_TABLE_CELLS: Final = 800_000
"""Limits of all alignments of one verification together, which bound its time."""

_SUFFICIENT_SHARE: Final = 0.9
"""The share from which no further region is tried."""

_BASE_WEIGHT: Final = 1.0
"""The weight of a word that is in every document; any other word has its IDF in addition."""


@dataclass(frozen=True, slots=True)
class BestAlignment:
    """An alignment with a text, and the share (0..1) of the words, weighted by IDF, that are the same."""

    entry: IndexedText
    alignment: Alignment
    share: float

    def count_changes(self) -> int:
        """The number of words that are inserted, deleted or substituted."""
        changed = [step for step in self.alignment.steps if not self.alignment.is_equal_folded(step)]
        deleted_words = {i for i, _ in changed if i is not None and self.alignment.pasted[i].is_word}
        inserted_words = {j for _, j in changed if j is not None and self.alignment.recorded[j].is_word}
        return max(len(deleted_words), len(inserted_words))


def find_best_alignment(
    regions: Sequence[TextRegion], pasted: Sequence[Token], weights: IdfWeights
) -> BestAlignment | None:
    """The alignment with the greatest share, of equal ones the first; the likeliest regions come first."""
    best: BestAlignment | None = None
    cells = 0
    for region in regions[:_MAX_REGIONS]:
        recorded = region.tokens[: 2 * _MAX_TABLE_CELLS // max(len(pasted), 1)]
        cells += len(pasted) * len(recorded)
        if best is not None and cells > _MAX_TABLE_CELLS:
            break
        alignment = align(pasted, recorded)
        share = measure_share(alignment, weights)
        if best is None or share > best.share:
            best = BestAlignment(region.entry, alignment, share)
        if share >= _SUFFICIENT_SHARE:
            break
    return best


def measure_share(alignment: Alignment, weights: IdfWeights) -> float:
    """Twice the weight of the words that are the same, divided by the weight of all words on both sides."""
    pasted = {i for i, _ in alignment.steps if i is not None and not alignment.pasted[i].is_free}
    recorded = {
        j for i, j in alignment.steps if j is not None and (i is None or not alignment.pasted[i].is_free)
    }
    same = {i for i, _ in filter(alignment.is_equal_folded, alignment.steps) if i is not None}
    total = _sum_idf(alignment.pasted, pasted, weights) + _sum_idf(alignment.recorded, recorded, weights)
    return 2 * _sum_idf(alignment.pasted, same, weights) / total if total else 0.0


def _sum_idf(tokens: Sequence[Token], numbers: set[int], weights: IdfWeights) -> float:
    words = [tokens[number].text for number in numbers if tokens[number].is_word]
    return sum(_BASE_WEIGHT + weight for weight in weights.of(words))
