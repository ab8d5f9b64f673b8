"""Diversification by party: every side that answers is among the first quotations."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.answering.candidates import Candidate
from index.domain.document import NO_PARTY

_SEVERAL_PARTIES: Final = re.compile(
    r"\b(both|each|either|every|two|opposing) (sides?|camps?|part(y|ies)|views?|of them)\b"
    r"|\bsides\b|\bversus\b|\bvs\b|\bpros and cons\b|\band what (does|did|do|was|is)\b"
    r"|\beach (say|argue|want)"
    r"|\bshould(n't)?\b"
    r"|^(is|are|was|were)\b.*\b(right|wrong|(un)?fair|(un)?acceptable|(il)?legitimate|(un)?justified|(un)?reasonable)"
    r"(\?|$| (to|of|for|that)\b)"
    r"|^(is|are|was|were|do|does|did|has|have|can|could|will|would)\b.*,? or\b"
    r"|\bwho (defends|supports|favou?rs)\b.*\bwho\b|\bdisagree|\bdispute\b.*\bbetween\b",
    re.IGNORECASE,
)


def asks_both_sides(question: str) -> bool:
    """Whether a question asks for several sides, expressly or by asking for a judgement."""
    return _SEVERAL_PARTIES.search(question) is not None


def diversify_by_party(candidates: Sequence[Candidate], limit: int, threshold: float) -> list[Candidate]:
    """At most `limit` candidates: the best, the best of every other party, then the rest, each in order.

    A party counts if its candidate reaches the threshold. So the first few show all sides.
    """
    best_of: dict[str, Candidate] = {}
    for candidate in candidates:
        party = candidate.attribution.party
        if party != NO_PARTY and candidate.probability >= threshold:
            best_of.setdefault(party, candidate)
    first = dict.fromkeys([*candidates[:1], *best_of.values()])
    return [*first, *(other for other in candidates if other not in first)][:limit]


def find_missing_parties(shown: Iterable[Candidate], contending: Sequence[str]) -> tuple[str, ...]:
    """The contending parties that neither speak nor are reported in any shown candidate."""
    present = frozenset().union(*(candidate.parties_in for candidate in shown))
    return tuple(party for party in contending if party not in present)
