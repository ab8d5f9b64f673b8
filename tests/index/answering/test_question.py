"""Questions: which may be asked, and how they are parsed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Index
from index.answering.question import MAX_QUESTION_CHARS, Question, QuestionParser, check_question
from index.domain.party import Parties
from index.errors import UnusableQuestion
from index.search.spelling import SpellingCorrector
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.writing import add
from tests.strength import examples

RECORD = (
    "The Cloudsea company pumps water. Its harbour has lighthouses, and ferries do not stop. "
    "Kramer's letter to the USTR said so. The crew isn't there."
)
PARTIES = Parties.model_validate(
    {
        "parties": {
            "sea": {
                "name": "Sea",
                "speakers": [
                    {"name": "Cloudsea", "aliases": ["CS", "Cloud Sea Inc.", "Cloudsea, Inc."]},
                    {"name": "Doug Kramer", "aliases": ["Kramer", "DK"]},
                ],
            },
            "office": {
                "name": "Office",
                "speakers": [{"name": "Office of the Trade Representative", "aliases": ["USTR", "OTR"]}],
            },
        }
    }
)


@pytest.mark.parametrize("question", ["", " \n", "?!…", "“”", "—", "🙂👍🏽", "\u0301\u200d", "\0", "_", "🇫🇷"])
def test_a_question_of_no_words_is_refused(question: str) -> None:
    with pytest.raises(UnusableQuestion) as caught:
        check_question(question)

    assert "There are no words in the question. Ask in a few words." == str(caught.value)


@pytest.mark.parametrize("length", [MAX_QUESTION_CHARS + 1, 5000, 10**6])
def test_a_question_of_too_many_characters_is_refused_with_their_number(length: int) -> None:
    with pytest.raises(UnusableQuestion) as caught:
        check_question("a" * length)

    assert f"The question has {length:,} characters; the limit is 1,000. Ask in fewer words." == str(
        caught.value
    )


@pytest.mark.parametrize("question", ["a\ud800", "\udcff b"])
def test_half_characters_are_refused(question: str) -> None:
    with pytest.raises(UnusableQuestion, match="not valid text"):
        check_question(question)


@pytest.mark.parametrize("question", ["a", "7", "誰？", "من؟", "Ω", "a" * MAX_QUESTION_CHARS, "x\0y", "²"])
def test_one_word_in_any_script_is_a_question(question: str) -> None:
    assert question == check_question(f"  {question}\n")


@given(st.text())
def test_what_may_be_asked_is_in_the_form_of_the_record(question: str) -> None:
    try:
        words = check_question(question)
    except UnusableQuestion:
        return

    assert words == check_question(words) == words.strip()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuestionParser]:
    """Parses questions with the words of one text and the names of its speakers."""
    data = tmp_path_factory.mktemp("read") / "data"
    with Index.open(data, encoder=HashingEncoder()) as record:
        add(record, RECORD)
        record.engine.search.catch_up()
        store = Store.open(data, model="hashed stems")
        yield QuestionParser(record.engine.search, SpellingCorrector(store), PARTIES)
        store.close()


@pytest.mark.parametrize(
    ("asked", "read_as"),
    [
        ("Where are the lighthuoses?", "Where are the lighthouses?"),
        ("WATRE in the HARBUOR", "water in the harbour"),
        ("Cloudsee's water", "cloudsea's water"),
        ("cloudsea’s watre", "cloudsea’s water"),
        ("the “watre”", "the “water”"),
        ("Which harbour-company is it?", "Which harbour-company is it?"),
        ("lighthouse ferry pumping", "lighthouse ferry pumping"),
        ("Does the wtr stop", "Does the wtr stop"),
        ("isn't, doesn’t, DON'T and wouldn't", "isn't, doesn’t, DON'T and wouldn't"),
        ("dont stop", "dont stop"),
        ("harbour9 watre2", "harbour9 watre2"),
        ("watre\tand\nwatre", "water\tand\nwater"),
        ("誰 مرحبا Ποια", "誰 مرحبا Ποια"),
    ],
)
def test_misspelt_words_are_mended_and_all_else_is_left(
    reader: QuestionParser, asked: str, read_as: str
) -> None:
    question = reader.parse(asked)

    assert (asked, read_as) == (question.words, question.read_as)


@pytest.mark.parametrize(
    ("asked", "read_as"),
    [
        ("What does CS pump?", "What does Cloudsea pump?"),
        ("what does cs's letter say", "what does Cloudsea's letter say"),
        ("What does Cloudsea pump?", "What does Cloudsea pump?"),
        ("What did DK write?", "What did Kramer write?"),
        ("What did the OTR say?", "What did the USTR say?"),
        ("What did Doug say?", "What did Doug say?"),
    ],
)
def test_an_abbreviation_that_the_record_does_not_use_is_written_out(
    reader: QuestionParser, asked: str, read_as: str
) -> None:
    assert read_as == reader.parse(asked).read_as


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("What does Cloudsea pump?", (("cloudsea", "cs"), ("pump",))),
        ("What does CS pump?", (("cloudsea", "cs"), ("pump",))),
        ("Is Cloudsea the same as CS?", (("cloudsea", "cs"), ("same",))),
        ("the USTR and KRAMER'S letter", (("ustr", "otr"), ("kramer", "dk"), ("letter",))),
        ("water pumps pumping water", (("water",), ("pump",))),
        ("Why doesn't it stop?", (("stop",),)),
        ("what's the harbours", (("harbour",),)),
        ("whats the harbour and why dont they", (("harbour",),)),
        ("What is it about?", (("what",), ("is",), ("it",), ("about",))),
        ("Isn’t it?", (("it",),)),
        ("a" * 61, ()),
    ],
)
def test_the_terms_of_a_question_are_its_words_and_other_names_of_its_speakers(
    reader: QuestionParser, asked: str, terms: tuple[tuple[str, ...], ...]
) -> None:
    assert terms == reader.parse(asked).terms


def test_all_names_of_a_speaker_are_looked_for() -> None:
    question = Question("What does CS pump?", "What does CS pump?", (("cs", "cloudsea"), ("pump",)))

    assert "What does CS pump? cloudsea" == question.searched


def test_a_name_of_two_speakers_stands_for_both(record: Index, data: Path) -> None:
    speakers = [{"name": name, "aliases": ["PO"]} for name in ("Harbour", "Post")]
    parties = Parties.model_validate({"parties": {"a": {"name": "A", "speakers": speakers}}})
    add(record, "The PO has a new master.")
    record.engine.search.catch_up()
    store = Store.open(data, model="hashed stems")

    question = QuestionParser(record.engine.search, SpellingCorrector(store), parties).parse("the PO")

    assert (("po", "harbour", "post"),) == question.terms
    store.close()


def test_a_question_is_read_by_the_words_that_its_scope_may_see(record: Index, data: Path) -> None:
    """It is neither corrected to a word of another scope, nor left alone because another scope has it."""
    everyones = add(record, RECORD)
    add(record, "The zorbak sleeps, and the watre is no mistake. DK wrote it.", scope="1")
    record.engine.search.catch_up()
    store = Store.open(data, model="hashed stems")
    reader = QuestionParser(record.engine.search, SpellingCorrector(store), PARTIES)
    question = "Does the zorbax like watre, and what did DK write?"

    read = {
        scope: reader.parse(question, scope=scope, documents=documents).read_as
        for scope, documents in {"1": None, "2": [everyones.id]}.items()
    }

    assert {
        "1": "Does the zorbak like watre, and what did DK write?",
        "2": "Does the zorbax like water, and what did Kramer write?",
    } == read
    store.close()


@settings(max_examples=examples(200))
@given(
    st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(["CS", "DK's", "watre", "’", "'t", " "])).map("".join)
    )
)
def test_whatever_may_be_asked_is_read_as_something(reader: QuestionParser, asked: str) -> None:
    try:
        question = reader.parse(asked)
    except UnusableQuestion:
        return

    stems = [stem for term in question.terms for stem in term]
    assert check_question(question.read_as)
    assert check_question(asked) == question.words
    assert len(set(stems)) == len(stems)
    assert all(question.terms)
    assert question.searched.startswith(question.read_as)


@pytest.mark.parametrize("asked", ["", "?!", "a" * 1001])
def test_what_may_not_be_asked_is_not_read(reader: QuestionParser, asked: str) -> None:
    with pytest.raises(UnusableQuestion):
        reader.parse(asked)
