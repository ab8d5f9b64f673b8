"""Follow-up questions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.follow_ups import FilteredQuestion, FollowUpIntent, FollowUpParser
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.party import Parties, Party, Speaker
from index.errors import UnusableQuestion

PARTIES = Parties(
    parties={
        "ferry": Party(
            name="The Ferry",
            contends=True,
            speakers=(
                Speaker(name="HFG", aliases=("Harbour Ferry Guild",)),
                Speaker(name="Ada Ferrier", aliases=("Ferrier",)),
            ),
        ),
        "bridge": Party(name="The Bridge", contends=True),
        "press": Party(name="Press"),
    }
)
EMPTY_WORDS = {"why", "when", "how", "that", "and", "was", "is", "it"}
FOLLOW_UPS = FollowUpParser(
    PARTIES,
    SpeakerDirectory(PARTIES),
    lambda text: [word for word in text.rstrip("?").casefold().split() if word not in EMPTY_WORDS],
)
BEFORE = FilteredQuestion(question="Does the ferry carry lorries?", party="bridge", since=date(2019, 1, 1))
OF_THE_GUILD = FilteredQuestion(question="Does the HFG own the quay?")


@pytest.mark.parametrize(
    "said",
    [
        "more",
        "More!",
        "and more?",
        "more please",
        "show me more",
        "next",
        "anything else?",
        "and?",
        "another one",
    ],
)
def test_more_of_it_is_wanted(said: str) -> None:
    assert FollowUpIntent.MORE == FOLLOW_UPS.parse(said, BEFORE)


@pytest.mark.parametrize(
    "said",
    ["who said that?", "Who says so?", "says who?", "and who wrote this", "source?"],
)
def test_who_said_it_is_wanted(said: str) -> None:
    assert FollowUpIntent.WHO == FOLLOW_UPS.parse(said, BEFORE)


@pytest.mark.parametrize(
    ("said", "party", "speaker"),
    [
        ("and the HFG?", None, "HFG"),
        ("and the hfg", None, "HFG"),
        ("what about the Harbour Ferry Guild?", None, "HFG"),
        ("What does Ferrier say?", None, "Ada Ferrier"),
        ("and ferrier's position?", None, "Ada Ferrier"),
        ("and the ferry?", "ferry", None),
        ("only the Bridge", "bridge", None),
        ("and the other side?", "ferry", None),
        ("and Quill?", None, "Max Quill"),
        ("what did max quill say about it", None, "Max Quill"),
        ("and everybody else?", None, None),
        ("what do both sides say?", None, None),
    ],
)
def test_the_same_is_asked_of_somebody_else(said: str, party: str | None, speaker: str | None) -> None:
    asked = FOLLOW_UPS.parse(said, BEFORE, {"Max Quill", "Eve Moor", "Ida Moor"})

    assert (
        FilteredQuestion(question=BEFORE.question, party=party, speaker=speaker, since=BEFORE.since) == asked
    )


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("since 2020?", "2020-01-01", None),
        ("and from 2020-05 on", "2020-05-01", None),
        ("after 2019?", "2020-01-01", None),
        ("before October 2019", "2019-01-01", "2019-09-30"),
        ("until 14 Oct 2019?", "2019-01-01", "2019-10-14"),
        ("in 2021?", "2021-01-01", "2021-12-31"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("between 2018 and March 2019", "2018-01-01", "2019-03-31"),
        ("at any time?", None, None),
    ],
)
def test_the_same_is_asked_of_another_time(said: str, since: str | None, until: str | None) -> None:
    first, last = (limit and date.fromisoformat(limit) for limit in (since, until))

    asked = FOLLOW_UPS.parse(said, BEFORE)

    assert (
        FilteredQuestion(question=BEFORE.question, party="bridge", since=first or None, until=last or None)
        == asked
    )


def test_somebody_and_a_time_go_together() -> None:
    asked = FOLLOW_UPS.parse("and the HFG since 2020?", BEFORE)

    assert FilteredQuestion(question=BEFORE.question, speaker="HFG", since=date(2020, 1, 1)) == asked


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("who owns the quay?", "who owns the quay?"),
        ("and who owns the quay in 2020?", "who owns the quay in 2020?"),
        ("why?", "why? Does the ferry carry lorries?"),
        ("when was that?", "when was that? Does the ferry carry lorries?"),
        ("in 2019-13?", "in 2019-13?"),
    ],
)
def test_something_else_is_asked_with_what_narrowed_it_down(said: str, question: str) -> None:
    asked = FOLLOW_UPS.parse(said, BEFORE)

    assert FilteredQuestion(question=question, party="bridge", since=BEFORE.since) == asked


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("did they repair it?", "did HFG repair it?"),
        ("Was it fined?", "Was HFG fined?"),
        ("did Ferrier repair it?", "did Ferrier repair it?"),
    ],
)
def test_a_pronoun_stands_for_whom_the_question_before_named(said: str, question: str) -> None:
    assert FilteredQuestion(question=question) == FOLLOW_UPS.parse(said, OF_THE_GUILD)


def test_who_is_named_in_a_new_question_is_not_looked_for_in_others_words() -> None:
    asked = FOLLOW_UPS.parse("Does the HFG own lorries?", BEFORE)

    assert FilteredQuestion(question="Does the HFG own lorries?", since=BEFORE.since) == asked


@given(st.text(max_size=80))
def test_any_remark_is_understood_or_refused(said: str) -> None:
    try:
        asked = FOLLOW_UPS.parse(said, BEFORE)
    except UnusableQuestion:
        return
    assert isinstance(asked, FollowUpIntent) or asked.question.strip()
