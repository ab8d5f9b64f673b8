"""`ask` with its options, and the environment variables for the reranker and the operating point."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index.domain.answer import Answer
from index.encoding.encoder import Vectors
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run
from tests.index.writing import write

HOSTING = "Does Cloudflare host the referenced websites?"
ANSWER = "Cloudflare does not host the referenced websites."
PARTIES = """\
parties:
  cloudflare: {name: Cloudflare, contends: true}
  rightsholders: {name: Rightsholders, contends: true}
  government: {name: Government}
"""


class Encoder(HashingEncoder):
    """Stands in for a model of sentence-transformers."""

    def __init__(self, *_wanted: str, **_options: Any) -> None:
        super().__init__()

    def encode(self, texts: Sequence[str], **_options: Any) -> Vectors:
        return super().encode(texts)


class CrossEncoder:
    """Stands in for a cross-encoder of sentence-transformers: the first text of all answers, surely."""

    def __init__(self, *_wanted: str, **_options: Any) -> None:
        pass

    def predict(self, pairs: Sequence[tuple[str, str]], **_options: Any) -> list[float]:
        return [9.0 - n for n in range(len(pairs))]


@pytest.fixture
def ask(run: Run, filled: Filled, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `ask` with those models, by default without a reranker."""
    write(corpus / "parties.yaml", PARTIES)
    models = SimpleNamespace(SentenceTransformer=Encoder, CrossEncoder=CrossEncoder)
    monkeypatch.setitem(sys.modules, "sentence_transformers", models)
    monkeypatch.setenv("RECORD_READER", "none")
    monkeypatch.delenv("RECORD_OPERATING_POINT", raising=False)
    return lambda *arguments: run("ask", *arguments)


def read(ask: Run, *arguments: str) -> Answer:
    return Answer.model_validate(ask(*arguments, "--json").json)


def test_an_answer_as_json_is_one_object(ask: Run) -> None:
    answer = read(ask, HOSTING, "--limit", "1")

    [first] = (*answer.quotations, *answer.nearest)
    assert (HOSTING, ANSWER) == (answer.question, first.text[: len(ANSWER)])


def test_both_sides_are_asked_for_by_an_option(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORD_OPERATING_POINT", "0")
    question = "What does the yearly report name?"

    plain, both = read(ask, question, "--limit", "1"), read(ask, question, "--limit", "1", "--both-sides")

    assert "Report on the markets" == both.quotations[0].title
    assert "rightsholders" in both.missing_parties
    assert set(plain.missing_parties) <= set(both.missing_parties)


def test_the_side_that_is_not_heard_is_named_on_the_terminal(
    ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORD_OPERATING_POINT", "0")

    result = ask(HOSTING, "--both-sides")

    assert (0, "") == (result.status, result.err)
    assert "Nothing from Rightsholders answers this." in result.out


@pytest.mark.parametrize(("point", "is_answered"), [("0", True), ("0.0", True), ("1", False), ("1.0", False)])
def test_how_sure_an_answer_must_be_is_a_variable(
    ask: Run, monkeypatch: pytest.MonkeyPatch, point: str, is_answered: bool
) -> None:
    monkeypatch.setenv("RECORD_OPERATING_POINT", point)

    assert is_answered == read(ask, "What is the capital of France?").answered


@pytest.mark.parametrize("point", ["-0.1", "1.1", "half", "nan", "inf", "0,5"])
def test_what_is_no_probability_is_refused(
    run: Run, filled: Filled, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    monkeypatch.setenv("RECORD_OPERATING_POINT", point)

    result = run("sources")

    assert (1, "") == (result.status, result.out)
    assert result.err.startswith(f"RECORD_OPERATING_POINT is '{point}'. Give a number from 0 to 1, such as ")


@pytest.mark.parametrize("name", ["RECORD_OPERATING_POINT", "RECORD_READER", "RECORD_MODEL"])
def test_an_empty_variable_is_as_good_as_none(
    run: Run, filled: Filled, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "")

    assert 2 == len(run("sources", "--json").json["documents"])


def test_a_cross_encoder_that_a_variable_names_orders_and_leaves_the_probability(
    ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was fitted to its logits."""
    plain = read(ask, HOSTING)
    monkeypatch.setenv("RECORD_READER", "somebody/else")

    judged = read(ask, HOSTING)

    assert plain.confidence == judged.confidence
    assert [one.score for one in plain.quotations] != [one.score for one in judged.quotations]
    assert {one.id for one in (*plain.quotations, *plain.nearest)} & {
        one.id for one in (*judged.quotations, *judged.nearest)
    }


def test_a_reader_that_is_not_there_is_told_when_it_is_needed(
    ask: Run, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECORD_READER", str(tmp_path / "absent"))
    assert 0 == run("sources").status

    class Failing(CrossEncoder):
        def __init__(self, wanted: str, **_options: Any) -> None:
            raise OSError(f"{wanted} is not there")

    models = SimpleNamespace(SentenceTransformer=Encoder, CrossEncoder=Failing)
    monkeypatch.setitem(sys.modules, "sentence_transformers", models)
    result = ask(HOSTING)

    assert (1, "") == (result.status, result.out)
    assert result.err.startswith(f"The model {tmp_path / 'absent'} cannot be loaded.")
