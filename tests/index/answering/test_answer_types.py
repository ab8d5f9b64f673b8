"""Answer types that questions expect and sentences contain."""

import pytest
from hypothesis import given

from index.answering.answer_types import ANSWER_TYPES, Flags, find_contained_types, find_expected_types
from tests.index.texts import texts


def name(flags: Flags) -> set[str]:
    return {thing for thing, flag in zip(ANSWER_TYPES, flags, strict=True) if flag}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who built the lighthouse?", {"person"}),
        ("Which company runs the ferry?", {"person"}),
        ("When did the bridge open?", {"date"}),
        ("how long did the hearing last", {"date", "number"}),
        ("How many boats sank?", {"number"}),
        ("What was the size of the fine?", {"number"}),
        ("Where does the ferry land?", {"place"}),
        ("In what country is the harbour?", {"place"}),
        ("Why was the harbour closed?", {"reason"}),
        ("Does the ferry carry lorries?", {"denial"}),
        ("“Is it open?”", {"denial"}),
        ("isn't it open", {"denial"}),
        ("What does the ferry carry?", set()),
        ("Tell me what the office is doing", set()),
        ("誰？", set()),
    ],
)
def test_the_wording_of_a_question_tells_what_it_asks_for(question: str, asked: set[str]) -> None:
    assert asked == name(find_expected_types(question))


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Ada Ferrier wrote a letter.", {"person"}),
        ("Anna van Holt wrote it.", {"person"}),
        ("The BBC told of it.", {"person"}),
        ("It opened in March.", {"date", "place"}),
        ("It was founded 1899 by fishers.", {"date", "number"}),
        ("Fifteen boats were lost.", set()),
        ("Seven boats were lost.", {"number"}),
        ("It cost 40 euros.", {"number"}),
        ("They met near the Harbour.", {"place"}),
        ("It closed because of fog.", {"reason"}),
        ("The captain refuses heavy loads.", {"denial"}),
        ("It doesn’t carry lorries.", {"denial"}),
        ("It carries lorries.", set()),
        ("It is notable and nowhere near.", set()),
    ],
)
def test_the_wording_of_a_sentence_tells_what_it_holds(sentence: str, held: set[str]) -> None:
    assert held == name(find_contained_types(sentence))


@given(texts)
def test_any_text_has_a_flag_for_each_thing(text: str) -> None:
    assert ((len(ANSWER_TYPES),), bool) == (find_expected_types(text).shape, find_expected_types(text).dtype)
    assert ((len(ANSWER_TYPES),), bool) == (
        find_contained_types(text).shape,
        find_contained_types(text).dtype,
    )


@pytest.mark.parametrize("piece", ["A", "A-", "A.b", "Ab’", "in A", "one ", "12", "not", "US", "\u200b"])
def test_a_sentence_without_an_end_is_read_once(piece: str) -> None:
    find_contained_types(piece * 50_000)
