from typing import Any

import pytest

from index import Index
from index.evaluation.evaluation import Evaluation
from index.evaluation.questions import JudgedQuestion
from tests.index.writing import add

HARBOUR = "The harbour master closed the northern quay. The ferry company objected to the closing."
STORKS = "Storks build their nests on chimneys. The chimneys are swept in spring."


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
    assert {*named.split(), *rest.split()} == dumped.keys()
    assert {"direct": {"n": 1, "hit@1": 1.0, "hit@3": 1.0, "hit@5": 1.0}} == dumped["by_kind"]
    assert {"precision", "recall", "n"} == dumped["silence"].keys()
    assert {"p50", "p95"} == dumped["latency_ms"].keys()
