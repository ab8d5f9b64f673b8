"""Both sides: which candidates are shown, so that every side that answers is heard."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.answering.candidates import Candidate
from index.domain.document import NO_PARTY

_BOTH: Final = re.compile(
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
    """Whether a question asks what several sides say, in so many words or by asking for a judgement."""
    return _BOTH.search(question) is not None


def diversify_by_party(candidates: Sequence[Candidate], limit: int, bar: float) -> list[Candidate]:
    """At most `limit` candidates: the best, the best of every other side that reaches `bar`, then the others.

    So whoever sees only the first few sees all sides. Those of the same rank among these are in order.
    """
    heard: dict[str, Candidate] = {}
    for candidate in candidates:
        party = candidate.attribution.party
        if party != NO_PARTY and candidate.probability >= bar:
            heard.setdefault(party, candidate)
    first = dict.fromkeys([*candidates[:1], *heard.values()])
    return [*first, *(one for one in candidates if one not in first)][:limit]


def find_missing_parties(shown: Iterable[Candidate], contending: Sequence[str]) -> tuple[str, ...]:
    """The sides of those that contend whose words or position nothing shown gives."""
    present = frozenset().union(*(candidate.parties_in for candidate in shown))
    return tuple(party for party in contending if party not in present)
