from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import Index
from index.answering.features import FEATURES
from index.evaluation.cases import EvaluationCase, GoldTarget
from index.evaluation.explanation import ExplainedCandidate, Explanation, Part, explain
from index.reranking.reranker import Logits
from tests.fakes import HashingEncoder
from tests.index.evaluation.files import HARBOUR, MILLS, STORKS
from tests.index.writing import add

QUESTION = "Who closed the northern quay?"


class LengthReader:
    """Finds longer windows surer."""

    name = "length"

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        return np.array([len(words) / 100 for words in windows], np.float32)


def aim(*held: str, question: str = QUESTION) -> EvaluationCase:
    """A case whose targets are words, at any position."""
    targets = [
        GoldTarget(words, None, lambda document, start, end, words=words: words in document.text[start:end])
        for words in held
    ]
    return EvaluationCase("q1", question, "direct", tuple(targets))


def explain_by(record: Index, task: EvaluationCase) -> Explanation:
    return explain(
        task,
        scorer=record.engine.scorer,
        answerer=record.engine.answerer,
        lexical=record.engine.search.lexical,
    )


def add_up(parts: Sequence[Part]) -> float:
    return sum(part.adds for part in parts)


def check_sums(candidate: ExplainedCandidate) -> None:
    """The parts must add up to the score, order and probability."""
    probability = 1 / (1 + np.exp(-add_up(candidate.probability_parts)))
    assert pytest.approx(candidate.score, abs=0.01) == add_up(candidate.score_parts)
    assert pytest.approx(candidate.order, abs=0.01) == add_up(candidate.order_parts)
    assert pytest.approx(candidate.probability, abs=0.001) == probability


@pytest.fixture
def harbours(record: Index) -> Index:
    add(record, HARBOUR, title="Harbour")
    add(record, STORKS, title="Storks")
    return record


def test_the_question_is_told_as_it_was_read_with_the_rarity_of_its_terms(harbours: Index) -> None:
    explanation = explain_by(harbours, aim(question="Who closed the nothern quay?"))

    assert "Who closed the northern quay?" == explanation.read_as
    assert [("close",), ("northern",), ("quay",)] == [term.stems for term in explanation.terms]
    assert [1, 1, 1] == [term.passages for term in explanation.terms]
    assert all(term.rarity > 0 for term in explanation.terms)


def test_every_feature_is_told_of_every_candidate_and_the_parts_add_up(harbours: Index) -> None:
    explanation = explain_by(harbours, aim())

    assert explanation.candidates
    for candidate in explanation.candidates:
        assert set(FEATURES) == {part.name for part in candidate.score_parts}
        check_sums(candidate)


def test_the_parts_add_up_with_a_reader_too(data: Path, encoder: HashingEncoder) -> None:
    with Index.open(data, encoder=encoder, reranker=LengthReader()) as record:
        add(record, HARBOUR, title="Harbour")
        add(record, STORKS, title="Storks")
        explanation = explain_by(record, aim())

    assert all(candidate.logit is not None for candidate in explanation.candidates)
    assert "reranker" in {part.name for part in explanation.candidates[0].order_parts}
    for candidate in explanation.candidates:
        check_sums(candidate)


def test_a_source_that_answers_is_told_to_go_before_briefings(record: Index) -> None:
    add(record, HARBOUR, title="Harbour")
    add(record, f"{HARBOUR} So it was told.", title="On the harbour", kind="briefing")

    explanation = explain_by(record, aim())

    assert "Harbour" == explanation.candidates[0].document
    assert {"Harbour"} == {one.document for one in explanation.candidates if one.goes_first}


def test_the_parts_that_change_a_sum_most_come_first(harbours: Index) -> None:
    sizes = [abs(part.adds) for part in explain_by(harbours, aim()).candidates[0].score_parts]

    assert sorted(sizes, reverse=True) == sizes


def test_candidates_stand_in_order_with_what_is_shown_and_what_is_gold(harbours: Index) -> None:
    explanation = explain_by(harbours, aim("closed the northern quay"))

    ranks = [candidate.rank for candidate in explanation.candidates]
    assert list(range(1, len(ranks) + 1)) == ranks
    first, *others = explanation.candidates
    assert (True, True, 1, HARBOUR[first.start : first.end]) == (
        first.is_gold,
        first.is_shown,
        first.place,
        first.text,
    )
    assert not any(candidate.is_gold for candidate in others)
    assert [(1,), None] == [explanation.targets[0].candidates, explanation.targets[0].missed]


def test_gold_without_a_candidate_is_told_with_its_best_window_and_its_place(record: Index) -> None:
    """Nine better passages take all the candidates."""
    for number in range(9):
        add(
            record, f"The northern quay was closed {number} times by harbour master {number}.", title=QUESTION
        )
    add(record, "Unlike the quay, the windmill stood still.", title="Mills")

    explanation = explain_by(record, aim("the windmill stood still"))

    [target] = explanation.targets
    assert ((), "Mills") == (target.candidates, target.missed and target.missed.document)
    assert target.missed is not None and target.missed.is_gold
    assert target.missed.place > len(explanation.candidates) == 8


def test_gold_in_a_passage_that_the_search_did_not_find_is_nowhere(harbours: Index) -> None:
    explanation = explain_by(harbours, aim(MILLS))

    assert ((), None) == (explanation.targets[0].candidates, explanation.targets[0].missed)


def test_a_record_without_documents_is_explained_too(record: Index) -> None:
    explanation = explain_by(record, aim("anything"))

    assert (False, 0, ()) == (explanation.answered, explanation.windows, explanation.candidates)
    assert None is explanation.targets[0].missed
