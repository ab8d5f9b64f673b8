"""Diversification: every side that answers is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.candidates import Candidate
from index.answering.diversification import asks_both_sides, diversify_by_party, find_missing_parties
from index.attribution.sentence_attribution import Attribution
from index.domain.document import NO_PARTY
from tests.index.answering.pools import make_version

VERSION = make_version("One is.")
BAR = 0.5


def candidate(party: str, probability: float) -> Candidate:
    return Candidate(
        version=VERSION,
        first=0,
        last=0,
        window=0,
        order=0.0,
        probability=probability,
        logit=None,
        goes_first=False,
        attribution=Attribution(speaker=None, reports=None, party=party),
        parties_in=frozenset({party}),
        also_in=(),
    )


parties = st.sampled_from(["ferry", "bridge", "tunnel", NO_PARTY])
candidates = st.lists(st.builds(candidate, parties, st.sampled_from([0.2, 0.5, 0.9])), max_size=12)


def list_sides(some: list[Candidate]) -> list[str]:
    """The parties that reach the threshold, in the order of their best candidates."""
    reaching = [one.attribution.party for one in some if one.probability >= BAR]
    return [party for party in dict.fromkeys(reaching) if party != NO_PARTY]


@given(candidates, st.integers(0, 14))
def test_as_many_as_are_asked_for_are_shown_the_best_first_and_each_once(
    some: list[Candidate], limit: int
) -> None:
    shown = diversify_by_party(some, limit, BAR)

    assert min(limit, len(some)) == len(shown) == len({id(one) for one in shown})
    assert shown[:1] == some[: min(limit, 1)]


@given(candidates, st.integers(0, 14))
def test_fewer_are_the_first_of_more(some: list[Candidate], limit: int) -> None:
    assert diversify_by_party(some, limit, BAR) == diversify_by_party(some, limit + 5, BAR)[:limit]


@given(candidates)
def test_after_the_best_of_each_side_the_others_keep_their_order(some: list[Candidate]) -> None:
    shown = diversify_by_party(some, len(some), BAR)

    for of_side in (True, False):
        of_sort = [one for one in shown[1:] if is_best_of_its_side(one, some) == of_side]
        places = [next(n for n, other in enumerate(some) if other is one) for one in of_sort]
        assert sorted(places) == places


def is_best_of_its_side(one: Candidate, some: list[Candidate]) -> bool:
    own = [
        other
        for other in some
        if other.attribution.party == one.attribution.party and other.probability >= BAR
    ]
    return one.attribution.party != NO_PARTY and own[:1] == [one]


@given(candidates, st.integers(1, 14))
def test_every_side_that_reaches_the_bar_is_heard_as_far_as_there_is_room(
    some: list[Candidate], limit: int
) -> None:
    sides = list_sides(some)
    has_side = bool(some) and some[0].attribution.party in sides and some[0].probability >= BAR
    room = limit if has_side else limit - 1  # the best is shown in any case

    heard = list_sides(diversify_by_party(some, limit, BAR))

    assert set() == set(sides[:room]) - set(heard)


@given(candidates, st.integers(1, 14))
def test_of_each_side_its_best_is_heard(some: list[Candidate], limit: int) -> None:
    shown = diversify_by_party(some, limit, BAR)

    for party in list_sides(shown):
        own = [one for one in some if one.attribution.party == party and one.probability >= BAR]
        assert own[0] in shown


def test_a_side_is_heard_before_more_of_another() -> None:
    first, second, third, other = (candidate(party, 0.9) for party in ("ferry", "ferry", "ferry", "bridge"))

    assert [first, other, second] == diversify_by_party([first, second, third, other], 3, BAR)
    assert [first, other] == diversify_by_party([first, second, third, other], 2, BAR)


def test_a_side_that_does_not_answer_is_not_heard_before_what_does() -> None:
    first, second, other = candidate("ferry", 0.9), candidate("ferry", 0.8), candidate("bridge", 0.4)

    assert [first, second] == diversify_by_party([first, second, other], 2, BAR)


def test_the_best_is_shown_also_where_it_stands_on_no_side() -> None:
    first, other = candidate(NO_PARTY, 0.9), candidate("bridge", 0.6)

    assert [first] == diversify_by_party([first, other], 1, BAR)


@pytest.mark.parametrize(
    "question",
    [
        "What do both sides say about lorries?",
        "What does each side want?",
        "the two camps on tolls",
        "ferry vs bridge",
        "The ferry versus the bridge",
        "What does the ferry say, and what does the bridge?",
        "Who defends the toll and who is against it?",
        "Where do they disagree?",
        "What is the dispute about between them?",
        "BOTH PARTIES ON TOLLS",
        "the pros and cons of the toll",
        "Should lorries pay a toll?",
        "Shouldn't they?",
        "Was it right to close the quay?",
        "is the toll fair?",
        "Does the ferry help the town or harm it?",
    ],
)
def test_a_question_for_both_sides_is_known_by_its_wording(question: str) -> None:
    assert asks_both_sides(question)


@pytest.mark.parametrize(
    "question",
    [
        "Does the ferry carry lorries?",
        "Who defends the toll?",
        "On which side of the river is the quay?",
        "Is it both cheap and fast?",
        "What does the bridge say about the party?",
        "besides",
        "Which quay is on the right bank?",
        "Is the quay on the right bank?",
        "What is fair use?",
        "Who runs the ferry or the bridge?",
        "What is the shoulder of the road?",
        "",
    ],
)
def test_any_other_question_is_not_for_both_sides(question: str) -> None:
    assert not asks_both_sides(question)


def test_contending_sides_that_nobody_shown_stands_on_are_missing_in_the_teams_order() -> None:
    shown = [candidate("bridge", 0.9), candidate(NO_PARTY, 0.9)]

    assert ("tunnel", "ferry") == find_missing_parties(shown, ("tunnel", "bridge", "ferry"))
    assert () == find_missing_parties(shown, ())
    assert ("ferry",) == find_missing_parties([], ("ferry",))
