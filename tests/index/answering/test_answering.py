"""The way of a question, from its words to an answer."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from index import EVERYONE, Index
from index.answering.answering import Answering
from index.answering.filters import Filters
from index.answering.quotations import Quotations
from index.errors import UnusableQuestion
from index.store.rows import Source
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, REPORT, add

QUESTION = "Which referenced websites does Cloudflare host?"
ANSWER = "Cloudflare does not host the referenced websites."


@pytest.fixture
def letter(record: Index) -> str:
    """The id of a letter, beside a report."""
    add(record, REPORT, ending=".md", title=None)
    return add(record, LETTER, ending=".md", title=None).id


def test_the_sentence_that_answers_comes_first(record: Index, letter: str) -> None:
    answer = record.ask(QUESTION)

    assert (QUESTION, True, ()) == (answer.question, answer.answered, answer.nearest)
    assert (ANSWER, letter) == (answer.quotations[0].text, answer.quotations[0].document_id)
    assert 0.5 <= answer.confidence <= 1
    assert answer.took_ms > 0


def test_the_best_quotation_has_the_greatest_score(record: Index, letter: str) -> None:
    scores = [quotation.score for quotation in record.ask(QUESTION, limit=9).quotations]

    assert sorted(scores, reverse=True) == scores


def test_a_question_about_something_else_is_met_with_silence_and_what_is_nearest(
    record: Index, letter: str
) -> None:
    answer = record.ask("What is the capital of France?")

    assert (False, ()) == (answer.answered, answer.quotations)
    assert len(answer.nearest) == 3
    assert answer.confidence < 0.5


@pytest.mark.parametrize("question", ["原告は誰ですか？", "ما هي عاصمة فرنسا؟", "Ποια είναι;", "7", "मार्केट"])
def test_a_question_in_another_script_is_met_with_silence(record: Index, letter: str, question: str) -> None:
    assert not record.ask(question).answered


@pytest.mark.parametrize("question", ["", "?!…", "🙂", "a" * 5000])
def test_a_question_that_cannot_be_used_is_refused(record: Index, letter: str, question: str) -> None:
    with pytest.raises(UnusableQuestion):
        record.ask(question)


@pytest.mark.parametrize(
    "question", ["\0 Cloudflare websites host", 'host "websites" AND (NOT [x', "host:websites^9 ~*"]
)
def test_marks_of_query_languages_are_words_like_any_others(
    record: Index, letter: str, question: str
) -> None:
    assert ANSWER == record.ask(question).quotations[0].text


def test_a_record_without_documents_is_silent(record: Index) -> None:
    answer = record.ask(QUESTION)

    assert (False, 0.0, (), ()) == (answer.answered, answer.confidence, answer.quotations, answer.nearest)


def test_a_record_whose_documents_were_all_removed_is_silent(record: Index, letter: str) -> None:
    for document in record.documents():
        record.remove(document.id)

    assert ((), ()) == (record.ask(QUESTION).quotations, record.ask(QUESTION).nearest)


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (3, 3), (25, 7)])
def test_no_more_quotations_than_asked_for(record: Index, letter: str, limit: int, count: int) -> None:
    assert min(count, 1) == len(record.ask(QUESTION, limit=min(limit, 1)).quotations)
    assert count == len(record.ask("What is the capital of France?", limit=limit).nearest)


def test_what_does_not_answer_is_not_quoted_to_fill_up(record: Index, letter: str) -> None:
    assert "Storks" not in " ".join(quotation.text for quotation in record.ask(QUESTION, limit=25).quotations)


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
    record: Index, letter: str, filters: dict[str, object], titles: set[str]
) -> None:
    answer = record.ask("What is the capital of France?", limit=25, **filters)  # type: ignore[arg-type]  # each its own

    assert titles == {quotation.title for quotation in answer.nearest}


@pytest.mark.parametrize(
    ("asked_by", "answered"), [("1", True), ("2", False), ("", False), (EVERYONE, False), (None, True)]
)
def test_a_document_of_one_server_is_never_quoted_in_another(
    record: Index, asked_by: str | None, answered: bool
) -> None:
    add(record, LETTER, ending=".md", title=None, scope="1")
    add(record, REPORT, ending=".md", title=None)

    answer = record.ask(QUESTION, limit=25, scope=asked_by)

    assert answered == answer.answered
    assert answered == ("Letter to the office" in {q.title for q in (*answer.quotations, *answer.nearest)})


class LateFilters(Filters):
    """Filters in whose choice another thread adds a document of server 1."""

    record: Index

    def choose(self, sources: Sequence[Source]) -> list[str] | None:
        chosen = super().choose(sources)
        add(self.record, LETTER, ending=".md", title=None, scope="1")
        self.record.search.catch_up()
        return chosen


def test_a_document_that_another_server_adds_in_the_middle_of_a_question_is_not_quoted(record: Index) -> None:
    add(record, REPORT, ending=".md", title=None)
    filters = LateFilters(scope="2")
    LateFilters.record = record

    answer = record.answering.ask(QUESTION, filters, 25)

    assert {"Report on the markets"} == {quotation.title for quotation in answer.nearest}
    assert not answer.answered


def test_an_answer_is_the_same_from_another_process(record: Index, letter: str, data: Path) -> None:
    store = Store.open(data, model="hashed stems")
    with Index.open(data, encoder=HashingEncoder()) as other:
        answering = Answering(
            store=store, search=other.search, encoder=HashingEncoder(), quotations=Quotations(store)
        )

        assert record.ask(QUESTION).quotations == answering.ask(QUESTION, Filters(), 3).quotations
    store.close()
