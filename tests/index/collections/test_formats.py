import json
from pathlib import Path
from typing import Any

import pytest

from index.collections.formats import (
    CollectionDocument,
    choose_articles,
    is_reading_collection,
    read_judged_collection,
    read_squad_articles,
)
from index.errors import BadQuestions
from tests.index.evaluation.files import (
    ARTICLES,
    DOCUMENTS,
    HARBOUR,
    MILLS,
    QUERIES,
    STORKS,
    write_articles,
    write_collection,
)
from tests.index.writing import write


def test_a_folder_of_judged_documents_is_read(tmp_path: Path) -> None:
    collection = read_judged_collection(write_collection(tmp_path))

    assert "coll" == collection.name
    assert CollectionDocument("d1", "Harbour", HARBOUR) == collection.documents[0]
    assert {"q1": {"d1": 2}, "q2": {"d2": 1, "d3": 1}} == collection.relevance


def test_queries_without_judgements_are_not_kept(tmp_path: Path) -> None:
    assert ["q1", "q2"] == list(read_judged_collection(write_collection(tmp_path)).queries)


def test_judgements_may_come_without_a_head_line_and_with_other_line_ends(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, relevance="q1\td1\t1\r\nq2\td2\t1\r\n")

    assert {"q1": {"d1": 1}, "q2": {"d2": 1}} == read_judged_collection(folder).relevance


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    document = {"_id": "d1", "title": "A", "text": "One\u2028two"}
    folder = write_collection(tmp_path)
    write(folder / "corpus.jsonl", json.dumps(document, ensure_ascii=False))

    assert "One\u2028two" == read_judged_collection(folder).documents[0].text


def test_some_queries_of_a_collection_keep_all_documents(tmp_path: Path) -> None:
    kept = read_judged_collection(write_collection(tmp_path)).select(["q2"])

    assert (["q2"], ["q2"], 3) == (list(kept.queries), list(kept.relevance), len(kept.documents))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"documents": [*DOCUMENTS, {"_id": "d4"}]}, r"corpus\.jsonl, line 4: text"),
        ({"queries": [{"text": "?"}]}, r"queries\.jsonl, line 1: _id"),
        ({"queries": QUERIES[:1]}, r"the query q2 is not in queries\.jsonl"),
        ({"relevance": "q1\td1\n"}, r"qrels\.tsv, line 1"),
        ({"relevance": "query-id\tcorpus-id\tscore\nq1\td1\tmuch\n"}, r"qrels\.tsv, line 2"),
        ({"relevance": "query-id\tcorpus-id\tscore\n"}, "has no judgements"),
    ],
)
def test_a_faulty_folder_is_refused_with_its_file_and_line(
    tmp_path: Path, files: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadQuestions, match=told):
        read_judged_collection(write_collection(tmp_path, **files))


def test_a_folder_without_the_files_is_told_what_it_must_hold(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match=r"corpus\.jsonl, queries\.jsonl and qrels\.tsv"):
        read_judged_collection(tmp_path)


def test_articles_and_their_questions_are_read(tmp_path: Path) -> None:
    harbour, storks = read_squad_articles(write_articles(tmp_path))

    assert ("The_harbour", "The harbour", HARBOUR, (0,)) == (
        harbour.name,
        harbour.title,
        harbour.text,
        harbour.starts,
    )
    assert ["h1", "h2", "h3"] == [question.id for question in harbour.questions]
    assert f"{STORKS}\n\n{MILLS}" == storks.text
    assert [STORKS[:5], MILLS[:5]] == [storks.text[start : start + 5] for start in storks.starts]
    assert CollectionDocument("The_harbour", "The harbour", HARBOUR) == harbour.document


def test_answers_are_places_in_the_article_and_each_is_there_once(tmp_path: Path) -> None:
    harbour, storks = read_squad_articles(write_articles(tmp_path))

    found = [
        [article.text[a:b] for q in article.questions for a, b in q.answers] for article in (harbour, storks)
    ]

    assert [["The harbour master", "The ferry company"], ["on chimneys"]] == found


def test_an_answer_is_where_the_file_says_if_it_is_there(tmp_path: Path) -> None:
    """The second quay is meant, after a letter that has two forms."""
    context = "Cafe\u0301 by the quay. The quay."
    asked = {
        "id": "q",
        "question": "Which?",
        "answers": [{"text": "quay", "answer_start": context.rindex("quay")}],
    }
    article = {
        "title": "A",
        "paragraphs": [{"context": "One.", "qas": []}, {"context": context, "qas": [asked]}],
    }

    [read] = read_squad_articles(write_articles(tmp_path, [article]))

    [(start, end)] = read.questions[0].answers
    assert ("One.\n\nCafé by the quay. The ", "quay") == (read.text[:start], read.text[start:end])


def test_articles_are_chosen_by_name_or_title(tmp_path: Path) -> None:
    articles = read_squad_articles(write_articles(tmp_path))

    assert [articles[0]] == choose_articles(articles, ["The harbour"])
    assert articles == choose_articles(articles, ["Storks", "The_harbour"])


def test_an_unknown_title_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    articles = read_squad_articles(write_articles(tmp_path))

    with pytest.raises(BadQuestions, match=r'no article "Cranes"\. The articles are Storks, The harbour'):
        choose_articles(articles, ["Cranes"])


def test_an_answer_that_is_not_in_its_paragraph_is_refused(tmp_path: Path) -> None:
    asked = {"id": "q", "question": "Who?", "answers": [{"text": "Nobody"}]}
    article = {"title": "A", "paragraphs": [{"context": STORKS, "qas": [asked]}]}

    with pytest.raises(BadQuestions, match='the answer "Nobody" of q'):
        read_squad_articles(write_articles(tmp_path, [article]))


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        ([], "data: "),
        ([{"title": "A"}], r"data\.0\.paragraphs"),
        ([{**ARTICLES[1], "paragraphs": [{"qas": []}]}], r"data\.0\.paragraphs\.0\.context"),
    ],
)
def test_a_faulty_file_of_articles_is_refused_with_the_place(
    tmp_path: Path, articles: list[dict[str, Any]], told: str
) -> None:
    with pytest.raises(BadQuestions, match=told):
        read_squad_articles(write_articles(tmp_path, articles))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"data": []}', True),
        ('{"id": "q1", "question": "Who?"}', False),
        ('{"id": "q1"}\n{"id": "q2"}', False),
        ("[1]", False),
        ("", False),
        (b"\xff", False),
    ],
)
def test_a_file_of_articles_is_told_from_lines_of_questions(
    tmp_path: Path, text: str | bytes, expected: bool
) -> None:
    assert expected == is_reading_collection(write(tmp_path / "file", text))


def test_a_file_that_is_not_there_holds_no_articles(tmp_path: Path) -> None:
    assert not is_reading_collection(tmp_path / "none")
