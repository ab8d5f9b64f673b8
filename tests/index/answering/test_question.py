"""What may be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.question import LONGEST_QUESTION, check_question
from index.errors import UnusableQuestion


@pytest.mark.parametrize("question", ["", " \n", "?!…", "“”", "—", "🙂👍🏽", "\u0301\u200d", "\0", "_", "🇫🇷"])
def test_a_question_of_no_words_is_refused(question: str) -> None:
    with pytest.raises(UnusableQuestion) as caught:
        check_question(question)

    assert "There are no words in the question. Ask in a few words." == str(caught.value)


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 5000, 10**6])
def test_a_question_of_too_many_characters_is_refused_with_their_number(length: int) -> None:
    with pytest.raises(UnusableQuestion) as caught:
        check_question("a" * length)

    assert f"The question has {length:,} characters; at most 1,000 are read. Ask in fewer words." == str(
        caught.value
    )


@pytest.mark.parametrize("question", ["a\ud800", "\udcff b"])
def test_half_characters_are_refused(question: str) -> None:
    with pytest.raises(UnusableQuestion, match="not valid text"):
        check_question(question)


@pytest.mark.parametrize("question", ["a", "7", "誰？", "من؟", "Ω", "a" * LONGEST_QUESTION, "x\0y", "²"])
def test_one_word_in_any_script_is_a_question(question: str) -> None:
    assert question == check_question(f"  {question}\n")


@given(st.text())
def test_what_may_be_asked_is_in_the_form_of_the_record(question: str) -> None:
    try:
        words = check_question(question)
    except UnusableQuestion:
        return

    assert words == check_question(words) == words.strip()
