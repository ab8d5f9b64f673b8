"""The confidence of an answer, the number of its quotations, and their parties."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain.answer import Certainty
from index.domain.party import Parties
from tests.fakes import OverlapReader
from tests.index.answering.asking import (
    BRIDGE,
    ELSEWHERE,
    FERRY,
    LORRIES,
    PRESS,
    SECOND,
    THIRD,
    Asked,
    GivenReader,
)
from tests.index.answering.conftest import Open

# How sure, and how many


@pytest.mark.parametrize("question", [LORRIES, ELSEWHERE])
def test_at_an_operating_point_of_nothing_anything_answers(open_harbour: Open, question: str) -> None:
    answer = open_harbour(point=0.0).ask(question)

    assert (True, ()) == (answer.answered, answer.nearest)
    assert answer.quotations
    assert Certainty.SILENT != answer.certainty


def test_at_an_operating_point_of_one_only_certainty_answers(open_harbour: Open) -> None:
    asked = open_harbour(point=1.0)

    answer = asked.ask(LORRIES)

    assert (False, Certainty.SILENT, ()) == (answer.answered, answer.certainty, answer.quotations)
    assert answer.nearest


@given(st.floats(0, 1), st.sampled_from([LORRIES, "lorries", "bicycles on board", ELSEWHERE]))
def test_the_record_answers_where_its_confidence_reaches_the_operating_point(
    harbour: Path, operating_point: float, question: str
) -> None:
    with Asked(harbour, point=operating_point) as asked:
        answer = asked.ask(question)

    assert answer.answered == (answer.certainty != Certainty.SILENT) == bool(answer.quotations)
    if abs(answer.confidence - operating_point) > 1e-4:  # it is rounded
        assert answer.answered == (answer.confidence > operating_point)


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 25])
@pytest.mark.parametrize("point", [0.0, 0.5, 1.0])
def test_no_more_quotations_than_asked_for_the_best_first_and_none_twice(
    open_harbour: Open, limit: int, point: float
) -> None:
    answer = open_harbour(point=point).ask(LORRIES, limit=limit)

    shown = (*answer.quotations, *answer.nearest)
    scores = [quotation.score for quotation in shown]
    assert scores[:1] == sorted(scores, reverse=True)[:1]
    assert len(shown) <= limit
    assert len(shown) == len({quotation.id for quotation in shown})
    for one, other in itertools.combinations(shown, 2):
        is_apart = one.end <= other.start or other.end <= one.start
        assert one.document_id != other.document_id or is_apart


def test_a_reader_judges_what_the_ranking_found(open_harbour: Open) -> None:
    reader = OverlapReader()

    answer = open_harbour(reader=reader).ask("Do bicycles go on board?", limit=1)

    assert ["Bicycles go on board."] == [quotation.text for quotation in answer.quotations]
    assert ["Do bicycles go on board?"] == reader.questions
    assert len(reader.windows) <= 8


def test_with_a_reader_that_finds_no_answer_the_record_is_silent(open_harbour: Open) -> None:
    answer = open_harbour(reader=GivenReader({FERRY: -5.0})).ask(LORRIES)

    assert (False, 0.0067) == (answer.answered, answer.confidence)
    assert FERRY == answer.nearest[0].text


def test_what_answers_by_itself_is_quoted_and_what_does_not_is_not(open_harbour: Open) -> None:
    """The first has a probability of 0.95, the next of 0.40, the last of 0.23."""
    reader = GivenReader({FERRY: 3.0, SECOND: -0.4, THIRD: -1.2})

    quotations = open_harbour(reader=reader).ask(LORRIES, limit=25).quotations

    assert [FERRY, SECOND] == [quotation.text for quotation in quotations]


@pytest.mark.parametrize(
    ("logit", "certainty"), [(5.0, Certainty.CLEAR), (1.0, Certainty.LIKELY), (-1.0, Certainty.SILENT)]
)
def test_the_surest_window_makes_the_answer_as_sure(
    open_harbour: Open, logit: float, certainty: Certainty
) -> None:
    answer = open_harbour(reader=GivenReader({FERRY: logit, SECOND: logit - 1})).ask(LORRIES)

    assert certainty == answer.certainty


# Sides


def test_each_side_that_answers_is_heard_before_a_second_word_of_another(open_harbour: Open) -> None:
    answer = open_harbour().ask(LORRIES, limit=3)

    assert {"ferry", "bridge", "press"} == {quotation.party for quotation in answer.quotations}
    assert () == answer.missing_parties


@pytest.mark.parametrize(
    ("logit", "both_sides", "shown"),
    [
        (0.1, False, [FERRY, BRIDGE]),
        (-0.4, False, [FERRY, SECOND]),
        (-0.4, True, [FERRY, BRIDGE]),
        (-1.2, True, [FERRY, SECOND]),
    ],
)
def test_a_side_that_answers_less_surely_is_heard_where_both_are_asked_for(
    open_harbour: Open, logit: float, both_sides: bool, shown: list[str]
) -> None:
    """The bridge's probability is 0.52, 0.40 or 0.23."""
    asked = open_harbour(reader=GivenReader({FERRY: 3.0, SECOND: 2.0, BRIDGE: logit}))

    answer = asked.ask(LORRIES, limit=2, both_sides=both_sides)

    assert shown == [quotation.text for quotation in answer.quotations]
    assert (() if BRIDGE in shown else ("bridge",)) == answer.missing_parties


def test_the_best_is_quoted_also_where_it_stands_on_no_contending_side(open_harbour: Open) -> None:
    asked = open_harbour(reader=GivenReader({PRESS: 3.0, BRIDGE: 2.0}))

    assert [PRESS] == [quotation.text for quotation in asked.ask(LORRIES, limit=1).quotations]


@pytest.mark.parametrize(
    ("question", "both_sides"),
    [("What do both sides say of bicycles on board?", False), ("Do bicycles go on board?", True)],
)
def test_where_both_sides_are_asked_for_the_one_without_an_answer_is_named(
    open_harbour: Open, question: str, both_sides: bool
) -> None:
    answer = open_harbour(point=0.3).ask(question, limit=1, both_sides=both_sides)

    assert "ferry" == answer.quotations[0].party
    assert ("bridge",) == answer.missing_parties


def test_a_contending_side_that_is_not_heard_is_named_where_another_is(open_harbour: Open) -> None:
    assert ("bridge",) == open_harbour().ask("Do bicycles go on board?", limit=1).missing_parties


def test_where_no_contending_side_is_heard_none_is_missed_unless_both_are_asked_for(
    open_harbour: Open,
) -> None:
    asked = open_harbour(point=0.0)

    assert () == asked.ask("Do drivers complain?", limit=1).missing_parties
    assert ("ferry", "bridge") == asked.ask("Do drivers complain?", limit=1, both_sides=True).missing_parties


@pytest.mark.parametrize("both_sides", [True, False])
def test_a_side_that_answers_and_finds_no_room_is_not_missed(open_harbour: Open, both_sides: bool) -> None:
    asked = open_harbour(reader=GivenReader({FERRY: 3.0, BRIDGE: 2.0}))

    answer = asked.ask(LORRIES, limit=1, both_sides=both_sides)

    assert ([FERRY], ()) == ([quotation.text for quotation in answer.quotations], answer.missing_parties)


@pytest.mark.parametrize("filters", [{"party": "ferry"}, {"speaker": "Ada Ferrier"}])
def test_where_one_side_is_asked_for_no_other_is_missed(open_harbour: Open, filters: dict[str, str]) -> None:
    asked = open_harbour()

    assert () == asked.ask(LORRIES, **filters).missing_parties
    assert () == asked.ask(LORRIES, both_sides=True, **filters).missing_parties


def test_where_the_team_names_no_contending_sides_none_is_missed(open_harbour: Open) -> None:
    asked = open_harbour(parties=Parties())

    assert () == asked.ask("Do bicycles go on board?", both_sides=True).missing_parties


def test_in_silence_no_side_is_missed(open_harbour: Open) -> None:
    assert () == open_harbour().ask(ELSEWHERE, both_sides=True).missing_parties
