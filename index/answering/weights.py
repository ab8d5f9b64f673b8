"""The learned numbers: how much each feature counts. `weights.json` holds them, readable.

They are fitted by `python -m benchmarks.training.ranker`, on questions that nothing is measured on.
"""

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

_FILE: Final = Path(__file__).with_name("weights.json")


class AnswerWeights(BaseModel):
    """How windows that were chosen are ordered anew, and how likely each is to answer.

    Both are weighted sums of features, of `score` (the ranking's) and of `reader` (its logit). That of
    `answers` with its bias is the logit of a probability.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: dict[str, float]
    answers: dict[str, float]
    bias: float


class Weights(BaseModel):
    """The weights of the ranking, and of the judgement with the reader of that name and without any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ranking: dict[str, float]
    reranker: str
    with_reranker: AnswerWeights
    without_reranker: AnswerWeights

    def choose_answer_weights(self, reranker: str | None) -> AnswerWeights:
        """The judgement for the reader of a name, or for none.

        What a reader says that nothing was fitted to orders the windows, and tells no probability.
        """
        if reranker is None:
            return self.without_reranker
        if reranker == self.reranker:
            return self.with_reranker
        return self.without_reranker.model_copy(update={"order": {"reranker": 1.0}})


def read_weights(path: Path = _FILE) -> Weights:
    """The weights in a file; those that ship if none is named."""
    return Weights.model_validate_json(path.read_text(encoding="utf-8"))
