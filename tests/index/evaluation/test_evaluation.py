from pathlib import Path
from typing import Any

import pytest

from index import Index
from index.evaluation.evaluation import Evaluation
from index.evaluation.judged_questions import JudgedQuestion
from tests.fakes import HashingEncoder
from tests.index.evaluation.files import STORKS
from tests.index.writing import add

HARBOUR = "The harbour master closed the northern quay. The ferry company objected to the closing."


def judge(question: str, kind: str = "direct", **gold: str) -> JudgedQuestion:
    """A question whose gold is given as side (or `any`) and quote, in the document that holds it."""
    quotes = [
        {
            "document": "Harbour" if quote in HARBOUR else "Storks",
            "quote": quote,
            "side": None if side == "any" else side,
        }
        for side, quote in gold.items()
    ]
    values: dict[str, Any] = {"id": question, "question": question, "kind": kind, "gold": quotes}
    return JudgedQuestion.model_validate(values)


@pytest.fixture
def evaluate(record: Index) -> Any:
    add(record, HARBOUR, title="Harbour")
    add(record, STORKS, title="Storks")

    def run(*questions: JudgedQuestion) -> Evaluation:
        return record.evaluate(questions)

    return run


def test_a_quotation_that_holds_the_quote_hits(evaluate: Any) -> None:
    quote = "The harbour master closed the northern quay."

    evaluation = evaluate(judge("Which quay did the harbour master close?", any=quote))

    assert (1.0, 1.0, 1.0) == (evaluation.hit_1, evaluation.hit_3, evaluation.verbatim)


def test_a_quotation_of_another_document_does_not_hit(evaluate: Any) -> None:
    quote = "Storks build their nests on chimneys."

    evaluation = evaluate(judge("Which northern quay did the harbour master close?", any=quote))

    assert 0.0 == evaluation.hit_1


def test_a_silent_answer_to_an_answerable_question_is_a_miss_and_lowers_precision(evaluate: Any) -> None:
    quote = "Storks build their nests on chimneys."

    evaluation = evaluate(judge("Zebra?", any=quote), judge("Quagga xylophone?"))

    assert (0.0, 0.5, 1.0) == (
        evaluation.hit_5,
        evaluation.silence.precision,
        evaluation.silence.recall,
    )


def test_both_sides_must_be_found_and_one_quote_of_a_side_is_enough(evaluate: Any) -> None:
    """The storks' words are not quoted where the harbour is asked about."""
    whole = judge(
        "Who closed the northern quay, and who objected to the closing?",
        "both-sides",
        harbour="The harbour master closed the northern quay.",
        ferry="The ferry company objected to the closing.",
    )
    half = judge(
        "Who closed the northern quay at the harbour?",
        "both-sides",
        harbour="The harbour master closed the northern quay.",
        storks="The chimneys are swept in spring.",
    )

    evaluation = evaluate(whole, half)

    assert (0.5, 0.75) == (evaluation.hit_3, evaluation.side_coverage)


def test_the_figures_are_named_as_in_the_contract(evaluate: Any) -> None:
    quote = "Storks build their nests on chimneys."

    dumped = evaluate(judge("Where do storks build their nests?", any=quote)).model_dump(by_alias=True)

    named = "questions answerable hit@1 hit@3 hit@5 mean_chars silence auroc calibration_error"
    rest = "side_coverage verbatim latency_ms by_kind intervals"
    assert {*named.split(), *rest.split()} <= dumped.keys()
    assert {"direct": {"n": 1, "hit@1": 1.0, "hit@3": 1.0, "hit@5": 1.0}} == dumped["by_kind"]
    assert {"precision", "recall", "n"} <= dumped["silence"].keys()
    assert {"p50", "p95"} == dumped["latency_ms"].keys()


def test_every_figure_has_its_interval_and_its_count(evaluate: Any) -> None:
    quote = "Storks build their nests on chimneys."

    evaluation = evaluate(
        judge("Where do storks build their nests?", any=quote),
        judge("Quagga xylophone?", "far"),
        judge("Zebra zither?", "far"),
    )

    shares = ["hit@1", "hit@3_before_silence", "direct.hit@5", "answered.answerable", "answered.unanswerable"]
    named = [*shares, "silence.precision", "silence.recall", "auroc", "far.auroc", "far.answered"]
    rest = ["calibration_error", "mean_chars", "side_coverage", "verbatim"]
    assert {*named, *rest} <= evaluation.intervals.keys() == evaluation.counts.keys()
    assert [1, 1, 1, 1, 2, 2, 2, 3, 3, 2] == [evaluation.counts[name] for name in named]
    assert {"n": 2, "answered": 0.0, "auroc": 1.0} == evaluation.unanswerable["far"]
    assert (2, 2) == (evaluation.silence.n, evaluation.silence.silent)


def test_before_silence_the_nearest_passages_count(tmp_path: Path, encoder: HashingEncoder) -> None:
    """A record that must be surer than sure is always silent."""
    with Index.open(tmp_path, encoder=encoder, operating_point=1.0) as record:
        add(record, STORKS, title="Storks")
        question = judge("Where are nests built?", any="Storks build their nests on chimneys.")

        evaluation = record.evaluate([question])

    assert (0.0, 0.0) == (evaluation.hit_1, evaluation.answered["answerable"])
    assert (1.0, 1.0) == (evaluation.hit_1_before_silence, evaluation.hit_5_before_silence)


def test_the_calibration_curve_holds_every_question(evaluate: Any) -> None:
    quote = "Storks build their nests on chimneys."

    curve = evaluate(judge("Where do storks build their nests?", any=quote), judge("Zebra?")).calibration

    assert (10, 2) == (len(curve), sum(one.n for one in curve))
    assert (1, 0.0) == (curve[0].n, curve[0].share)
