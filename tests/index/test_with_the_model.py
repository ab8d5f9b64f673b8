"""What only the real model can show: it is loaded once, here and nowhere else in these tests."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from benchmarks.asked_alike import measure, read_meanings
from index import Answer, Index
from index.cli.app import main
from index.encoding.encoder import Encoder
from index.encoding.factory import choose_encoder
from index.encoding.sentence_transformer import SentenceTransformerEncoder
from index.errors import ModelError
from index.reranking.factory import PACKAGED, choose_reranker
from index.reranking.reranker import Reranker
from tests.index.writing import LETTER, REPORT, write
from tests.strength import mostly_slow

ROOT = Path(__file__).resolve().parents[2]
COLLECTIONS = Path(os.environ.get("RECORD_COLLECTIONS") or ROOT.parent / "shared")

HOSTING = "Does Cloudflare host piracy sites?"
ARTICLE = {
    HOSTING: "does not host the referenced websites",
    "Who is Cloudflare's General Counsel?": "Doug Kramer",
    "What does the annual notorious markets report do?": "aims to inform the American government",
    "What did the infrastructure coalition ask the USTR?": "to better define a notorious piracy market",
    "Can Cloudflare block websites?": "cannot block websites",
    "Does Cloudflare hide companies that host illegal content?": "not in the business of hiding companies",
    "How does Cloudflare help the recording industry?": "identify the hosting locations",
    "Is Cloudflare obligated to close down infringing websites?": "we are not obligated to do",
    "Which legitimate internet firms do the gripe lists include?": "otherwise legitimate internet firms",
    "Will Cloudflare get a formal mention in the next notorious markets report?": "it remains to be seen",
}
"""Questions about the real article, each with words of the sentence that answers it."""

SOMETHING_ELSE = [
    "What is the capital of France?",
    "How do I bake sourdough bread?",
    "Who won the football world cup in 1998?",
    "What is the boiling point of water?",
    "When did the Titanic sink?",
    "How many legs does a spider have?",
    "Which planet is the largest in the solar system?",
    "What is the best way to prune roses?",
    "Who painted the Mona Lisa?",
    "How long does it take to learn the violin?",
]


@pytest.fixture(scope="session")
def models(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the compiled models."""
    return Path(copytree(compiled, tmp_path_factory.mktemp("models") / "data"))


@pytest.fixture(scope="session")
def model(models: Path) -> Encoder:
    return choose_encoder(models)


@pytest.fixture(scope="session")
def reader(models: Path) -> Reranker | None:
    return choose_reranker(PACKAGED, models)


@pytest.fixture(scope="session")
def shipped(model: Encoder, reader: Reranker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The record that ships."""
    folder = tmp_path_factory.mktemp("shipped")
    with Index.open(folder, ROOT / "corpus", encoder=model, reranker=reader) as index:
        yield index


def add_article(index: Index) -> str:
    """Add the real article, where this machine has it, and return its id."""
    paths = sorted((COLLECTIONS / "documents").glob("cmu-2019-10-21-*.txt"))
    if not paths:
        pytest.skip(
            f"the real article is not in {COLLECTIONS / 'documents'}: name its folder in RECORD_COLLECTIONS"
        )
    metadata = {
        "title": "Cloudflare says the music and movie industries misrepresent its business",
        "publisher": "Complete Music Update",
        "published": "2019-10-21",
        "party": "press",
    }
    return index.add(paths[0], metadata).id


@pytest.fixture(scope="module")
def alone(model: Encoder, reader: Reranker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A record of the real article alone."""
    with Index.open(tmp_path_factory.mktemp("alone"), encoder=model, reranker=reader) as index:
        add_article(index)
        yield index


@pytest.fixture
def beside_what_ships(shipped: Index) -> Iterator[Index]:
    """The record that ships, with the real article for the length of one test."""
    article = add_article(shipped)
    yield shipped
    shipped.remove(article)


def check_offsets(index: Index, answer: Answer) -> None:
    for quotation in (*answer.quotations, *answer.nearest):
        text = index.document(quotation.document_id).text
        assert quotation.text == text[quotation.start : quotation.end]
        assert quotation.text == index.quotation(quotation.id).text


def test_vectors_are_of_unit_length_and_tell_what_is_alike(model: Encoder) -> None:
    texts = ["Storks nest on roofs.", "Birds build nests on top of houses.", "The court ruled on Friday."]

    vectors = model.encode(texts)

    assert ((3, 384), np.dtype(np.float32)) == (vectors.shape, vectors.dtype)
    assert [1, 1, 1] == pytest.approx(np.linalg.norm(vectors, axis=1), abs=1e-5)
    assert vectors[0] @ vectors[1] > 0.4 > vectors[0] @ vectors[2]


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()

    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceTransformerEncoder(str(tmp_path / "model")).encode(["x"])


@pytest.mark.parametrize("question", mostly_slow(ARTICLE, every=10))
def test_the_article_answers_with_the_sentence_that_says_it(alone: Index, question: str) -> None:
    answer = alone.ask(question)

    assert answer.answered
    assert any(ARTICLE[question] in quotation.text for quotation in answer.quotations[:2])
    check_offsets(alone, answer)


@pytest.mark.slow
def test_the_article_answers_among_all_that_ships(beside_what_ships: Index) -> None:
    answers = {question: beside_what_ships.ask(question) for question in ARTICLE}

    missed = [
        question
        for question, answer in answers.items()
        if not any(ARTICLE[question] in quotation.text for quotation in answer.quotations[:2])
    ]
    assert [] == missed
    for answer in answers.values():
        check_offsets(beside_what_ships, answer)


@pytest.mark.slow
def test_the_denial_is_the_first_quotation(alone: Index, beside_what_ships: Index) -> None:
    for record in (alone, beside_what_ships):
        first = record.ask(HOSTING).quotations[0]
        assert ("Doug Kramer", True) == (first.speaker, ARTICLE[HOSTING] in first.text)


def test_a_quotation_of_the_article_that_leaves_out_a_word_differs(alone: Index) -> None:
    verification = alone.verify("Cloudflare does host the referenced websites")

    assert "differs" == verification.verdict
    assert ("insert", "", "not") in verification.difference
    assert verification.quotation is not None
    assert "does not host the referenced websites" in verification.quotation.text


@pytest.mark.parametrize("words", mostly_slow(ARTICLE.values(), every=10))
def test_the_words_of_the_article_are_verbatim(alone: Index, words: str) -> None:
    verification = alone.verify(words.replace("'", "’"))

    assert "verbatim" == verification.verdict
    assert verification.quotation is not None
    assert words in verification.quotation.text


@pytest.mark.slow
def test_what_ships_answers_who_hosts(shipped: Index) -> None:
    answer = shipped.ask(HOSTING)

    assert answer.answered
    assert "Cloudflare does not host the" in answer.quotations[0].text
    check_offsets(shipped, answer)


@pytest.mark.slow
@pytest.mark.parametrize("question", SOMETHING_ELSE)
def test_a_question_about_something_else_is_met_with_silence(shipped: Index, question: str) -> None:
    answer = shipped.ask(question)

    assert (False, ()) == (answer.answered, answer.quotations)
    check_offsets(shipped, answer)


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        "Cloudflareは海賊版サイトをホストしていますか？",
        "ما هي عاصمة فرنسا؟",
        "Что такое?",
        "\0 x",
        "x" * 1000,
    ],
)
def test_no_question_is_too_strange_to_be_met_with_an_answer_or_silence(
    shipped: Index, question: str
) -> None:
    check_offsets(shipped, shipped.ask(question))


@pytest.mark.slow
def test_what_ships_is_sound(shipped: Index) -> None:
    assert [] == shipped.check()


QUOTATION_KEYS = {
    *(
        "id",
        "text",
        "document_id",
        "start",
        "end",
        "speaker",
        "party",
        "reports",
        "also_in",
        "answering",
        "title",
        "author",
    ),
    *("publisher", "published", "kind", "url", "link", "page", "score"),
}


@pytest.mark.slow
def test_the_command_line_asks_a_corpus_of_two_files(
    model: Encoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(tmp_path / "corpus/letter/a.md", LETTER)
    write(tmp_path / "corpus/report/b.md", REPORT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECORD_MODEL", raising=False)
    question = "Does Cloudflare host the websites?"

    printed = []
    for options in (["--json", "--limit", "1"], ["--party", "cloudflare", "--since", "2019-10-14"]):
        folders = ["--data", "data", "--corpus", "corpus"]
        monkeypatch.setattr(sys, "argv", ["index", "ask", question, *options, *folders])
        with pytest.raises(SystemExit) as exited:
            main()
        assert not exited.value.code
        printed.append(capsys.readouterr())
    as_json, shown = printed

    answer = json.loads(as_json.out)
    first = answer["quotations"][0]
    assert {
        "question",
        "answered",
        "confidence",
        "quotations",
        "missing_parties",
        "nearest",
        "took_ms",
    } <= set(answer)
    assert QUOTATION_KEYS <= set(first)
    assert (question, True, 1) == (answer["question"], answer["answered"], len(answer["quotations"]))
    assert ("Cloudflare does not host the referenced websites.", "Doug Kramer") == (
        first["text"],
        first["speaker"],
    )
    assert "“Cloudflare does not host the referenced websites.”" in shown.out
    assert '— Doug Kramer, in "Letter to the office", Cloudflare, 2019-10-14' in shown.out
    assert first["id"] in shown.out
    assert ("", "") == (as_json.err, shown.err)


@pytest.mark.slow
def test_questions_are_put_together_about_as_well_as_measured(model: Encoder) -> None:
    tuning, reporting = (measure(read_meanings(half), model) for half in ("tuning", "reporting"))

    assert tuning.f1 >= 0.7
    assert reporting.f1 >= 0.55
    assert min(tuning.precision, reporting.precision) >= 0.7
