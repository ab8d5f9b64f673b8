import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Index, Quotation
from index.cli.metrics_output import draw_calibration, print_retrieval
from index.collections.retrieval import RetrievalMetrics
from index.domain.feedback import FeedbackReason, Rating
from index.encoding.packaged_model import DEFAULT_MODEL
from index.evaluation.judged_questions import read_questions
from index.evaluation.statistics import Bin, Comparison, share_interval
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run


def draw(*curve: Bin) -> list[str]:
    """The lines below the head."""
    return [line.plain for line in draw_calibration(curve)][1:]


@pytest.mark.parametrize(
    ("confidence", "share", "expected"),
    [
        (0.5, 1.0, "█" * 15 + "│" + "█" * 14),
        (0.5, 0.0, "·" * 15 + "│" + "·" * 14),
        (0.5, 0.5, "█" * 15 + "│" + "·" * 14),
        (0.0, 0.1, "│██" + "·" * 27),
        (1.0, 0.9, "█" * 27 + "··│"),
    ],
)
def test_a_bar_shows_the_share_and_a_mark_the_confidence(
    confidence: float, share: float, expected: str
) -> None:
    [line] = draw(Bin(0.5, 0.6, confidence, share, 7))

    assert f"0.5 to 0.6   {confidence:.2f}   {share:.2f}   {expected}     7" == line


def test_a_bin_without_questions_has_no_figures_and_no_bar() -> None:
    [line] = draw(Bin(0.1, 0.2, 0.0, 0.0, 0))

    assert ["0.1", "to", "0.2", "0"] == line.split()


def test_all_lines_are_of_one_length() -> None:
    lines = [line.plain for line in draw_calibration([Bin(0, 0.1, 0, 0, 0), Bin(0.9, 1, 1, 1, 12345)])]

    assert [len(lines[0])] * 3 == [len(line) for line in lines]


def test_each_way_of_ranking_has_a_line_and_the_comparison_one(capsys: pytest.CaptureFixture[str]) -> None:
    figures = {"n": 2, "ndcg@10": 0.5, "recall@10": 0.25, "mrr@10": 1.0}
    retrieval = RetrievalMetrics(
        collection="[b]coll",
        documents=3,
        questions=2,
        by_way={"fused": figures, "ranked": figures},
        compared={"ranked - fused": Comparison(0.01, (-0.02, 0.04), 0.3, 2)},
        intervals={f"{way}.{name}": (0.1, 0.9) for way in ("fused", "ranked") for name in figures},
    )

    print_retrieval(retrieval)

    lines = capsys.readouterr().out.splitlines()
    assert "[b]coll: 2 queries, 3 documents" == lines[0]
    assert ["fused", "2", "0.500", "(0.10–0.90)", "0.250", "(0.10–0.90)", "1.000", "(0.10–0.90)"] == lines[
        3
    ].split()
    assert "nDCG@10, ranked - fused: +0.010 (-0.020 to +0.040), p 0.300, n 2" == lines[-1]


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
    with Index.open(filled.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
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
        with Index.open(filled.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
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

    assert f"Wrote 1 question to {file}." in " ".join(written.err.split())
    (line,) = file.read_text(encoding="utf-8").splitlines()
    expected = {
        "question": HOSTS,
        "kind": "feedback",
        "gold": [{"document": filled.letter, "quote": letter.text}],
    }
    assert expected | {"id": json.loads(line)["id"]} == json.loads(line)
    (judged,) = read_questions(file)
    with Index.open(filled.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
        assert 1 == index.evaluate([judged]).answerable

    again = evaluate("--questions", str(file))
    assert (1, f"{file} exists already. Name another file, or delete it.\n") == (again.status, again.err)


def test_what_stands_on_the_record_no_more_is_left_out(
    evaluate: Run, filled: Filled, quotations: list[Quotation], give: Callable[..., None], tmp_path: Path
) -> None:
    give("1", quotations[0], GOOD)
    with Index.open(filled.folder, encoder=HashingEncoder(DEFAULT_MODEL)) as index:
        index.remove(filled.letter)
    file = tmp_path / "liked.jsonl"

    assert "Nothing was written" in evaluate("--questions", str(file)).err
    assert not file.exists()


def test_where_nobody_said_anything_a_sentence_says_so(evaluate: Run, filled: Filled) -> None:
    told = evaluate()

    assert 0 == told.status
    assert "No feedback is stored: no one has pressed 👍 or 👎 yet" in " ".join(told.out.split())
    assert 0 == evaluate("--json").json["verdicts"]


@pytest.mark.parametrize(
    "arguments",
    [("--feedback", "questions.jsonl"), ("--feedback", "--half", "x"), ("--questions", "x"), ()],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert 2 == run("evaluate", *arguments).status
