"""`evaluate --feedback`: figures of what users said, and the questions that come of it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Index, Quotation
from index.domain.feedback import FeedbackReason, Rating
from index.encoding.packaged_model import NAME
from index.evaluation.judged_questions import read_questions
from index.evaluation.statistics import share_interval
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run

HOSTS = "Does Cloudflare host the referenced websites?"
OTHER = "Who lists notorious markets?"
GOOD, BAD = Rating.HELPFUL, Rating.UNHELPFUL


@pytest.fixture
def evaluate(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, without a reader of answers."""
    monkeypatch.setenv("RECORD_READER", "none")
    return lambda *arguments: run("evaluate", "--feedback", *arguments)


@pytest.fixture
def quotations(filled: Filled) -> list[Quotation]:
    """Of the letter and of the report."""
    with Index.open(filled.folder, encoder=HashingEncoder(NAME)) as index:
        found = index.find(HOSTS, limit=9)
        listed = found.quotations or found.nearest
    return [
        next(one for one in listed if one.document_id == wanted) for wanted in (filled.letter, filled.report)
    ]


@pytest.fixture
def give(filled: Filled) -> Callable[..., None]:
    def give_one(
        user: str, quotation: Quotation, verdict: Rating, question: str | None = HOSTS, month: int = 5
    ) -> None:
        with Index.open(filled.folder, encoder=HashingEncoder(NAME)) as index:
            at = datetime(2026, month, 4, tzinfo=UTC)
            index.feedback.give(user, quotation, verdict, scope="1", question=question, at=at)
            if verdict is BAD:
                index.feedback.explain(
                    user, quotation.id, scope="1", reason=FeedbackReason.SPEAKER, text="No."
                )

    return give_one


def test_the_figures_are_those_of_what_was_given(
    evaluate: Run, filled: Filled, quotations: list[Quotation], give: Callable[..., None]
) -> None:
    letter, report = quotations
    give("1", letter, GOOD)
    give("2", letter, GOOD, month=6)
    give("1", report, BAD)
    give("2", report, BAD, OTHER, month=6)
    give("3", report, BAD, None, month=6)

    figures = evaluate("--json").json

    assert (5, 2, 0.4) == (figures["verdicts"], figures["helpful"], figures["share"])
    assert list(share_interval(2, 5)) == figures["interval"]
    assert {"speaker": 3} == figures["by_reason"]
    assert [filled.report, filled.letter] == list(figures["by_document"])
    assert (3, 0.0) == tuple(figures["by_document"][filled.report][name] for name in ("n", "share"))
    assert {"2026-05": 2, "2026-06": 3} == {name: one["n"] for name, one in figures["by_month"].items()}
    assert ["2026-05-04", "2026-06-04"] == list(figures["by_day"])
    assert [(HOSTS, 3), (OTHER, 1)] == [(one["question"], one["n"]) for one in figures["questions"]]

    table = evaluate().out
    assert table.startswith("5 verdicts, share of 👍 0.400 (0.12–0.77)\n")
    for told in ("wrong speaker", letter.title[:20], "2026-05", OTHER[:20]):
        assert told in table


def test_the_questions_that_got_a_good_word_can_be_evaluated(
    evaluate: Run,
    run: Run,
    filled: Filled,
    quotations: list[Quotation],
    give: Callable[..., None],
    tmp_path: Path,
) -> None:
    letter, report = quotations
    give("1", letter, GOOD)
    give("2", letter, BAD)
    give("1", report, BAD, OTHER)
    give("2", report, GOOD, None)
    file = tmp_path / "liked.jsonl"

    written = evaluate("--questions", str(file))

    assert f"1 question written to {file}." in " ".join(written.err.split())
    (line,) = file.read_text(encoding="utf-8").splitlines()
    expected = {
        "question": HOSTS,
        "kind": "feedback",
        "gold": [{"document": filled.letter, "quote": letter.text}],
    }
    assert expected | {"id": json.loads(line)["id"]} == json.loads(line)
    (judged,) = read_questions(file)
    with Index.open(filled.folder, encoder=HashingEncoder(NAME)) as index:
        assert 1 == index.evaluate([judged]).answerable

    again = evaluate("--questions", str(file))
    assert (1, f"{file} exists already. Name another file, or delete it.\n") == (again.status, again.err)


def test_what_stands_on_the_record_no_more_is_left_out(
    evaluate: Run, filled: Filled, quotations: list[Quotation], give: Callable[..., None], tmp_path: Path
) -> None:
    give("1", quotations[0], GOOD)
    with Index.open(filled.folder, encoder=HashingEncoder(NAME)) as index:
        index.remove(filled.letter)
    file = tmp_path / "liked.jsonl"

    assert "nothing was written" in evaluate("--questions", str(file)).err
    assert not file.exists()


def test_where_nobody_said_anything_a_sentence_says_so(evaluate: Run, filled: Filled) -> None:
    told = evaluate()

    assert 0 == told.status
    assert "No feedback is kept: nobody has pressed 👍 or 👎 yet" in " ".join(told.out.split())
    assert 0 == evaluate("--json").json["verdicts"]


@pytest.mark.parametrize(
    "arguments",
    [("--feedback", "questions.jsonl"), ("--feedback", "--half", "x"), ("--questions", "x"), ()],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert 2 == run("evaluate", *arguments).status
