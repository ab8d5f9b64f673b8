"""Answering a question, from its words to the quotations."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, EVERYONE, Index
from index.domain.answer import Certainty
from index.domain.filters import FilterableDocument, Filters
from index.errors import UnusableQuestion
from tests.fakes import HashingEncoder
from tests.index.answering.asking import ELSEWHERE, FERRY, LORRIES, Asked
from tests.index.answering.conftest import Open
from tests.index.texts import any_text
from tests.index.writing import LETTER, REPORT, add
from tests.strength import examples

QUESTION = "Which referenced websites does Cloudflare host?"
ANSWER = "Cloudflare does not host the referenced websites."


@pytest.fixture
def letter(record: Index) -> str:
    """The id of a letter, beside a report."""
    add(record, REPORT, ending=".md", title=None)
    return add(record, LETTER, ending=".md", title=None).id


# What answers, and what does not


def test_the_sentence_that_answers_comes_first(data: Path, record: Index, letter: str) -> None:
    record.engine.search.catch_up()
    with Asked(data) as asked:
        answer = asked.ask(QUESTION)

    assert (QUESTION, True, ()) == (answer.question, answer.answered, answer.nearest)
    assert (ANSWER, letter) == (answer.quotations[0].text, answer.quotations[0].document_id)
    assert (True, Certainty.CLEAR) == (0.85 <= answer.confidence <= 1, answer.certainty)
    assert answer.took_ms > 0


def test_with_what_ships_an_answer_is_surer_than_silence(record: Index, letter: str) -> None:
    answer, silence = record.ask(QUESTION), record.ask(ELSEWHERE)

    assert ANSWER in (*answer.quotations, *answer.nearest)[0].text
    assert 0 <= silence.confidence < answer.confidence <= 1


def test_a_question_about_something_else_is_met_with_silence_and_what_is_nearest(
    data: Path, record: Index, letter: str
) -> None:
    record.engine.search.catch_up()
    with Asked(data) as asked:
        answer = asked.ask(ELSEWHERE)

    assert (False, (), Certainty.SILENT) == (answer.answered, answer.quotations, answer.certainty)
    assert (3, ()) == (len(answer.nearest), answer.missing_parties)
    assert answer.confidence < 0.5


def test_the_words_that_answer_are_marked_in_what_answers_only(data: Path) -> None:
    marked = {}
    for operating_point in (0.0, 1.0):
        with Index.open(data, encoder=HashingEncoder(), operating_point=operating_point) as record:
            if not record.documents(scope=ANY_SCOPE):
                add(record, "The old ferry sank on 3 May 1912.", title="The end")
            answer = record.ask("When did the old ferry sink?")
            (quotation,) = answer.quotations or answer.nearest
            marked[answer.answered] = [quotation.text[slice(*span)] for span in quotation.answering]

    assert {True: ["3 May 1912"], False: []} == marked


@pytest.mark.parametrize("question", ["原告は誰ですか？", "ما هي عاصمة فرنسا؟", "Ποια είναι;", "7", "मार्केट"])
def test_a_question_in_another_script_is_met_with_silence(open_harbour: Open, question: str) -> None:
    assert not open_harbour().ask(question).answered


@pytest.mark.parametrize("question", ["", "?!…", "🙂", "a" * 5000])
def test_a_question_that_cannot_be_used_is_refused(record: Index, letter: str, question: str) -> None:
    with pytest.raises(UnusableQuestion):
        record.ask(question)


@pytest.mark.parametrize("question", ["a" * 1000, "ab " * 333, "誰" * 1000, "\U0010ffffxq", "x\0y"])
def test_whatever_may_be_asked_is_answered_or_not(record: Index, letter: str, question: str) -> None:
    answer = record.ask(question)

    assert answer.answered == bool(answer.quotations)
    assert 0 <= answer.confidence <= 1


@pytest.mark.parametrize(
    "question", ["\0 Cloudflare websites host", 'host "websites" AND (NOT [x', "host:websites^9 ~*"]
)
def test_marks_of_query_languages_are_words_like_any_others(
    record: Index, letter: str, question: str
) -> None:
    answer = record.ask(question)

    assert ANSWER in (*answer.quotations, *answer.nearest)[0].text


def test_a_misspelt_question_finds_what_it_means_and_is_shown_as_it_was_asked(
    record: Index, letter: str
) -> None:
    answer = record.ask("Wich refrenced websitse does Cluodflare host?")

    assert ANSWER in (*answer.quotations, *answer.nearest)[0].text
    assert "Wich refrenced websitse does Cluodflare host?" == answer.question


@pytest.mark.parametrize("operating_point", [0.0, 0.5, 1.0])
def test_a_record_without_documents_is_silent(data: Path, operating_point: float) -> None:
    with Index.open(data, encoder=HashingEncoder(), operating_point=operating_point) as record:
        answer = record.ask(QUESTION)

    assert (False, 0.0, Certainty.SILENT) == (answer.answered, answer.confidence, answer.certainty)
    assert ((), ()) == (answer.quotations, answer.nearest)


def test_a_record_whose_documents_were_all_removed_is_silent(record: Index, letter: str) -> None:
    for document in record.documents(scope=ANY_SCOPE):
        record.remove(document.id, scope=ANY_SCOPE)

    assert ((), ()) == (record.ask(QUESTION).quotations, record.ask(QUESTION).nearest)


def test_the_nearest_are_as_many_as_asked_for(record: Index, letter: str) -> None:
    counts = [
        len((*answer.nearest, *answer.quotations))
        for answer in (record.ask(ELSEWHERE, limit=limit) for limit in (0, 1, 3))
    ]

    assert [0, 1, 3] == counts


def test_what_does_not_answer_is_not_quoted_to_fill_up(data: Path, record: Index, letter: str) -> None:
    record.engine.search.catch_up()
    with Asked(data) as asked:
        quotations = asked.ask(QUESTION, limit=25).quotations

    assert "Storks" not in " ".join(quotation.text for quotation in quotations)


def test_what_two_documents_say_is_quoted_once_with_the_id_of_the_other(record: Index, data: Path) -> None:
    for title in ("One", "Other"):
        add(record, f"{ANSWER} It is called {title}.", title=title)
    record.engine.search.catch_up()

    with Asked(data) as asked:
        first = asked.ask(QUESTION).quotations[0]

    [other] = [record.quotation(one) for one in first.also_in]
    assert ({"One", "Other"}, {ANSWER}) == ({first.title, other.title}, {first.text, other.text})


# Filters and scopes


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({}, {"Letter to the office", "Report on the markets"}),
        ({"party": "cloudflare"}, {"Letter to the office"}),
        ({"party": "riaa"}, set()),
        ({"kind": "report"}, {"Report on the markets"}),
        ({"speaker": "kramer"}, {"Letter to the office"}),
        ({"speaker": "prince"}, set()),
        ({"since": date(2019, 10, 15)}, {"Report on the markets"}),
        ({"since": date(2020, 4, 30)}, {"Report on the markets"}),
        ({"since": date(2020, 5, 1)}, set()),
        ({"until": date(2019, 10, 14)}, {"Letter to the office"}),
        ({"until": date(2020, 4, 1)}, {"Letter to the office", "Report on the markets"}),
        ({"until": date(2019, 10, 13)}, set()),
        ({"party": "cloudflare", "kind": "report"}, set()),
    ],
)
def test_filters_narrow_down_what_is_asked(
    record: Index, letter: str, filters: dict[str, Any], titles: set[str]
) -> None:
    answer = record.ask(ELSEWHERE, limit=25, **filters)

    assert titles == {quotation.title for quotation in (*answer.nearest, *answer.quotations)}


def test_of_a_text_that_quotes_somebody_their_own_words_are_quoted(record: Index) -> None:
    quoted = "“The ferry never carries lorries,” Ada Ferrier said."
    add(record, f"Lorries wait for the ferry. {quoted} Lorries are loud.", title="Article", party="press")

    answer = record.ask(LORRIES, limit=25, speaker="ferrier")

    shown = (*answer.quotations, *answer.nearest)
    assert {"Ada Ferrier"} == {quotation.speaker for quotation in shown}
    assert all(quoted in quotation.text for quotation in shown)


@pytest.mark.parametrize(
    ("asked_by", "is_seen"), [("1", True), ("2", False), ("", False), (EVERYONE, False), (ANY_SCOPE, True)]
)
def test_a_document_of_one_server_is_never_quoted_in_another(
    record: Index, asked_by: str | None, is_seen: bool
) -> None:
    add(record, LETTER, ending=".md", title=None, scope="1")
    add(record, REPORT, ending=".md", title=None)

    answer = record.ask(QUESTION, limit=25, scope=asked_by)

    assert is_seen == ("Letter to the office" in {q.title for q in (*answer.quotations, *answer.nearest)})


@pytest.mark.parametrize(("scope", "count"), [(EVERYONE, 0), ("2", 0), ("1", 1), (ANY_SCOPE, 1)])
def test_a_copy_in_another_server_is_not_named(record: Index, data: Path, scope: str, count: int) -> None:
    add(record, f"{ANSWER} So it says.", scope="1", published="2001")
    add(record, f"{ANSWER} So they say.", published="2002")
    record.engine.search.catch_up()

    with Asked(data) as asked:
        [first] = asked.ask(QUESTION, limit=1, scope=scope).quotations

    assert (ANSWER, count) == (first.text, len(first.also_in))


class LateFilters(Filters):
    """Filters that simulate another thread: choosing documents adds a document of server 1."""

    record: Index

    def choose(
        self, sources: Sequence[FilterableDocument], speaking: Collection[str] = ()
    ) -> list[str] | None:
        chosen = super().choose(sources, speaking)
        add(self.record, LETTER, ending=".md", title=None, scope="1")
        self.record.engine.search.catch_up()
        return chosen


def test_a_document_that_another_server_adds_in_the_middle_of_a_question_is_not_quoted(record: Index) -> None:
    add(record, REPORT, ending=".md", title=None)
    filters = LateFilters(scope="2")
    LateFilters.record = record

    answer = record.engine.answerer.ask(QUESTION, filters, 25)

    assert {"Report on the markets"} == {q.title for q in (*answer.quotations, *answer.nearest)}


# The same everywhere


def test_an_answer_is_the_same_from_another_opening(record: Index, letter: str, data: Path) -> None:
    first = record.ask(QUESTION, limit=9)
    with Index.open(data, encoder=HashingEncoder()) as other:
        second = other.ask(QUESTION, limit=9)

    assert first.model_copy(update={"took_ms": 0}) == second.model_copy(update={"took_ms": 0})


@settings(max_examples=examples(50))
@given(st.lists(st.sampled_from([FERRY, "Lorries", "ferry?", "why", "not", "“"])).map(" ".join) | any_text)
def test_whatever_is_asked_what_is_shown_stands_in_its_document(harbour: Path, question: str) -> None:
    with Index.open(harbour, encoder=HashingEncoder()) as record:
        try:
            answer = record.ask(question[:1000], limit=25)
        except UnusableQuestion:
            return

        for quotation in (*answer.quotations, *answer.nearest):
            text = record.document(quotation.document_id, scope=ANY_SCOPE).text
            assert text[quotation.start : quotation.end] == quotation.text
