"""Both sides: which candidates are shown, so that every side that answers is heard."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.answering.judging import Candidate
from index.documents import NO_PARTY

_BOTH: Final = re.compile(
    r"\b(both|each|either|every|two|opposing) (sides?|camps?|part(y|ies)|views?|of them)\b"
    r"|\bsides\b|\bversus\b|\bvs\b|\bpros and cons\b|\band what (does|did|do|was|is)\b"
    r"|\beach (say|argue|want)"
    r"|\bwho (defends|supports|favou?rs)\b.*\bwho\b|\bdisagree|\bdispute\b.*\bbetween\b",
    re.IGNORECASE,
)


def asks_both_sides(question: str) -> bool:
    """Whether a question asks, in so many words, what several sides say."""
    return _BOTH.search(question) is not None


def hear_sides(candidates: Sequence[Candidate], limit: int, bar: float) -> list[Candidate]:
    """At most `limit` candidates in order: the best, the best of each side that reaches `bar`, and the next.

    Where those do not fit, the sides with the better candidates go before the rest.
    """
    heard: dict[str, Candidate] = {}
    for candidate in candidates:
        party = candidate.sides.party
        if party != NO_PARTY and candidate.probability >= bar:
            heard.setdefault(party, candidate)
    first = list(dict.fromkeys([*candidates[:1], *heard.values()]))[:limit]
    others = [one for one in candidates if one not in first]
    chosen = [*first, *others[: limit - len(first)]]
    return sorted(chosen, key=candidates.index)


def find_missing(shown: Iterable[Candidate], contending: Sequence[str]) -> tuple[str, ...]:
    """The sides of those that contend whose words or position nothing shown gives."""
    present = frozenset().union(*(candidate.heard for candidate in shown))
    return tuple(party for party in contending if party not in present)
