"""The stretch of the record that pasted words are closest to, and how close they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.verification.alignment import Alignment, align
from index.verification.regions import IdfWeights, TextRegion
from index.verification.text_index import IndexedText
from index.verification.tokens import Token

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
