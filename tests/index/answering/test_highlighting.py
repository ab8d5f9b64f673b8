"""The words of a quotation that answer, if that is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.highlighting import find_answer_spans

LETTER = "Ada Ferrier sent the letter of 2019 to the office on 3 October 2020, and it has 12 pages."


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was the letter of 2019 sent?", LETTER, ["3 October 2020"]),
        ("In which year did the ferry sink?", "The ferry sank in 1912.", ["1912"]),
        ("When did it sink?", "It sank in 1912, and in 1912 it was raised.", ["1912", "1912"]),
        ("How many pages has it?", LETTER, ["12"]),
        (
            "how much is the fine",
            "The court set a fine of 14,247,698.56 euros a day.",
            ["14,247,698.56 euros"],
        ),
        ("How much was lost?", "It lost $2.5 million in May 2020.", ["$2.5 million"]),
        ("What share of them is lost?", "Of all lorries 40 % are lost.", ["40 %"]),
        ("Who sent the letter?", LETTER, ["Ada Ferrier"]),
        ("who signed for the bridge", "Ludwig van Beet signed for the Bridge Company.", ["Ludwig van Beet"]),
    ],
)
def test_the_only_words_of_the_kind_that_is_asked_for_answer(
    question: str, text: str, expected: list[str]
) -> None:
    assert expected == [text[slice(*span)] for span in find_answer_spans(question, text)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was it built?", "Begun in 1904, it was opened in 1912."),
        ("When was the bridge of 1912 built?", "The bridge of 1912 was built soon."),
        ("How many lorries?", "There were 12 lorries and 9 carts."),
        ("How many lorries came in 2019?", "The lorries came in 2019."),
        ("Who signed it?", "Ada Ferrier and Bo Pontis signed it."),
        ("Who signed it?", "The Harbour Office signed it."),
        ("Did the ferry sink?", "The ferry sank in 1912."),
        ("How did it react when it sank?", "It sank in 1912."),
        ("Who sank it?", "In October 1912 the pilots sank it."),
        ("What share of them is lost?", "There are 1,000 lorries."),
        ("How much money is lost?", "It is 28 times as much."),
        ("What is docket 12?", "Docket USTR-2020-0035 is open."),
        ("How many?", "Section 3/12 of IPv4 10.0.0.1 applies."),
    ],
)
def test_nothing_is_marked_where_it_is_not_certain(question: str, text: str) -> None:
    assert () == find_answer_spans(question, text)


@given(st.sampled_from(["when", "how many", "who", "why"]), st.text(max_size=200))
def test_marks_lie_in_the_text_in_order(question: str, text: str) -> None:
    edges = [edge for span in find_answer_spans(question, text) for edge in span]

    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
