import pytest

from index.cli.explanation_output import print_explanation, shorten
from index.evaluation.explanation import (
    ExplainedCandidate,
    ExplainedTarget,
    ExplainedWindow,
    Explanation,
    Part,
    Term,
)

PARTS = (
    Part(name="covered", value=0.5, weight=4.0, adds=2.0),
    Part(name="length", value=4.7, weight=0.0, adds=0.0),
    Part(name="near", value=0.0, weight=2.0, adds=0.0),
)
WINDOW = ExplainedWindow(
    document="The [b]harbour",
    document_id="a",
    start=0,
    end=9,
    text="The quay\nis [closed].",
    is_gold=True,
    place=12,
    score=2.0,
    score_parts=PARTS,
)
CANDIDATE = ExplainedCandidate(
    **WINDOW.model_dump(),
    rank=1,
    is_shown=True,
    goes_first=False,
    order=1.5,
    order_parts=(Part(name="score", value=2.0, weight=0.75, adds=1.5),),
    probability=0.62,
    probability_parts=(Part(name="bias", value=1.0, weight=0.5, adds=0.5),),
    logit=-1.25,
)


def explain(
    *targets: ExplainedTarget, candidates: tuple[ExplainedCandidate, ...] = (CANDIDATE,)
) -> Explanation:
    return Explanation(
        id="q1",
        question="Which quuay?",
        read_as="Which quay?",
        terms=(Term(stems=("quay", "wharf"), rarity=2.25, passages=3),),
        answered=True,
        confidence=0.62,
        operating_point=0.5,
        passages=7,
        windows=40,
        candidates=candidates,
        targets=targets,
    )


def shown(capsys: pytest.CaptureFixture[str], explanation: Explanation) -> list[str]:
    print_explanation(explanation)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_the_question_stands_first_as_asked_as_read_and_in_terms(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, explain())

    assert ["q1 Which quuay?", "read as: Which quay?"] == lines[:2]
    assert "quay or wharf 2.25 3" in lines
    assert "answered: confidence 0.62, needed 0.50; 1 candidates of 40 windows in 7" in " ".join(lines)


def test_a_candidate_shows_every_feature_with_what_it_adds(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, explain())

    assert "1. The [b]harbour · shown" in lines
    assert "“The quay is [closed].”" in lines
    summary = "order +1.50, probability 0.62, reranker -1.25, score +2.00 (rank 12 by score)"
    assert summary in " ".join(lines)
    assert ["covered 0.500 4.000 +2.000", "score 2.000 0.750 +1.500", "bias 1.000 0.500 +0.500"] == [
        line for line in lines if line.endswith("00") and len(line.split()) == 4
    ]
    assert "no effect: length 4.7; at 0: near" in lines


def test_gold_is_marked_where_it_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(
        capsys, explain(ExplainedTarget(name="The quay", side="port", candidates=(1,), missed=None))
    )

    assert "1. The [b]harbour · GOLD · shown" in lines
    assert ["Expected answers", "port: “The quay”", "contained in candidate 1"] == lines[-3:]


def test_gold_that_was_missed_is_shown_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    target = ExplainedTarget(name="The quay", side=None, candidates=(), missed=WINDOW)

    lines = shown(capsys, explain(target))

    assert (
        "not a candidate: its best window has rank 12 of 40 by score, +2.00, in The [b]harbour"
        in " ".join(lines)
    )


def test_gold_that_was_not_found_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    target = ExplainedTarget(name="The quay", side=None, candidates=(), missed=None)

    assert "not among the windows: the search found no passage that contains it" in shown(
        capsys, explain(target)
    )


@pytest.mark.parametrize(
    ("words", "expected"), [("short", "short"), ("a  b\n c", "a b c"), ("one two three", "one two…")]
)
def test_words_are_shortened_to_one_line(words: str, expected: str) -> None:
    assert expected == shorten(words, 9)
