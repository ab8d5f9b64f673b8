"""The numbers that ship, and files of others."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from index.answering.features import FEATURES
from index.answering.weights import AnswerWeights, Weights, read_weights

PLAIN = Weights(
    ranking={"cosine": 1.0},
    reranker="shared words",
    with_reranker=AnswerWeights(order={"reranker": 1.0}, answers={"reranker": 1.0}, bias=0.0),
    without_reranker=AnswerWeights(order={"score": 1.0}, answers={"idf_coverage": 1.0}, bias=-1.0),
)


def test_every_weight_that_ships_is_that_of_a_feature_or_of_what_the_ranking_and_the_reader_say() -> None:
    weights = read_weights()

    assert set() == weights.ranking.keys() - set(FEATURES)
    for judgement, more in ((weights.with_reranker, {"reranker"}), (weights.without_reranker, set())):
        assert set() == {*judgement.order, *judgement.answers} - {*FEATURES, "score", *more}


def test_what_ships_ranks_and_judges_by_something() -> None:
    weights = read_weights()

    assert weights.ranking
    assert weights.with_reranker.answers.get("reranker", 0) > 0
    assert weights.without_reranker.order
    assert weights.without_reranker.answers


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(PLAIN.model_dump_json(), encoding="utf-8")

    assert PLAIN == read_weights(path)


@pytest.mark.parametrize("change", [{"ranking": {"cosine": "much"}}, {"colour": 1}, {"with_reranker": {}}])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(PLAIN.model_dump() | change), encoding="utf-8")

    with pytest.raises(ValidationError):
        read_weights(path)
