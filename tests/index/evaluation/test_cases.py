import pytest

from index import Index
from index.collections.cases import make_case_from_answers, make_case_from_documents, shorten_query
from index.collections.formats import Article, ArticleQuestion
from index.evaluation.cases import make_case_from_quotes, name_documents
from index.evaluation.judged_questions import JudgedQuestion
from tests.index.evaluation.files import HARBOUR
from tests.index.writing import add

QUOTE = "The ferry company objected to the closing."


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 0, True), (0, -16, True), (0, -18, False), (16, 0, True), (18, 0, False), (-30, 30, True)],
)
def test_a_quote_is_held_by_whatever_covers_three_fifths_of_it(
    record: Index, start: int, end: int, expected: bool
) -> None:
    """The quote has 42 characters, of which 25.2 are needed."""
    document = add(record, HARBOUR, title="Harbour")
    at = HARBOUR.index(QUOTE)
    gold = [{"document": "Harbour", "quote": QUOTE, "side": "ferry"}]
    question = JudgedQuestion.model_validate({"id": "q", "question": "Who?", "kind": "who", "gold": gold})

    task = make_case_from_quotes(question, name_documents([document]))

    [target] = task.targets
    assert (QUOTE, "ferry") == (target.name, target.side)
    assert expected == target.holds(document, at + start, at + len(QUOTE) + end)


def test_an_answer_is_held_by_words_of_its_article_that_hold_it_whole(record: Index) -> None:
    document = add(record, HARBOUR, title="Harbour")
    other = add(record, f"{HARBOUR} Ships.", title="Ships")
    question = ArticleQuestion("q", "Who?", ((0, 18), (0, 18)))
    article = Article("Harbour", HARBOUR, (0,), (question,))

    [target] = make_case_from_answers(article, question, document.id).targets

    assert "The harbour master" == target.name
    assert [True, False, False] == [
        target.holds(document, 0, 30),
        target.holds(document, 0, 17),
        target.holds(other, 0, 30),
    ]


def test_a_question_without_an_answer_or_an_article_on_the_record_has_no_target() -> None:
    asked, impossible = ArticleQuestion("q", "Who?", ((0, 3),)), ArticleQuestion("p", "Why?", ())
    article = Article("Harbour", HARBOUR, (0,), (asked, impossible))

    assert ("near-miss", ()) == ((t := make_case_from_answers(article, impossible, "a")).kind, t.targets)
    assert ("other-article", ()) == ((t := make_case_from_answers(article, asked, None)).kind, t.targets)


def test_a_query_of_whole_paragraphs_is_asked_by_its_beginning() -> None:
    assert "word " * 198 + "word" == shorten_query("word " * 300)
    assert "x" * 1000 == shorten_query("x" * 1200)
    assert "a few words" == shorten_query("a few words")


def test_a_document_is_held_by_any_of_its_words(record: Index) -> None:
    document = add(record, HARBOUR, title="Harbour")
    other = add(record, "Ships come in.", title="Ships")

    [target] = make_case_from_documents("q1", "harbours", {document.id: "Harbour"}).targets

    assert [True, False] == [target.holds(one, 0, 5) for one in (document, other)]
