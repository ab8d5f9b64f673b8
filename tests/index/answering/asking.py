"""A record that is asked with weights made for tests, so that nothing depends on the learned ones."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np

from index.answering.answerer import Answerer
from index.answering.candidate_scorer import CandidateScorer, ScoredWindows
from index.answering.candidates import Candidate, select_candidates
from index.answering.quotations import Quotations
from index.answering.ranker import AnswerWeights, Ranker, Weights
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.answer import Answer
from index.domain.filters import Filters
from index.domain.party import Parties
from index.reranking.reranker import Logits, Reranker
from index.search.retriever import HybridRetriever
from index.store.store import Store
from tests.fakes import HashingEncoder, OverlapReader

WEIGHTS: Final = Weights(
    ranking={"cosine": 1.0, "idf_coverage": 1.0},
    reranker="shared words",
    with_reranker=AnswerWeights(order={"reranker": 1.0, "score": 0.01}, answers={"reranker": 1.0}, bias=0.0),
    without_reranker=AnswerWeights(
        order={"score": 1.0}, answers={"cosine": 5.0, "idf_coverage": 5.0}, bias=-6.0
    ),
)
"""An answer is similar to the question and has its words; a reranker outweighs both."""

PARTIES: Final = Parties.model_validate(
    {
        "parties": {
            "ferry": {
                "name": "The Ferry",
                "contends": True,
                "speakers": [{"name": "Ada Ferrier", "aliases": ["Ferrier"]}],
            },
            "bridge": {"name": "The Bridge", "contends": True, "speakers": [{"name": "Bo Pontis"}]},
            "press": {"name": "The Press"},
        }
    }
)

LORRIES: Final = "Does the ferry carry lorries?"
FERRY: Final = "The ferry does not carry lorries."
SECOND: Final = "The ferry may carry lorries one day."
THIRD: Final = "Old lorries, the ferry says."
BRIDGE: Final = "The ferry does carry lorries."
PRESS: Final = "Lorries that the ferry does carry wait for hours."
"""The quotations of ferry, bridge and press that answer it in the record of `open_harbour`."""

ELSEWHERE: Final = "What is the capital of France?"
"""A question about another subject."""


class GivenReader(OverlapReader):
    """A reranker that gives listed texts a logit, and all others -9."""

    def __init__(self, logits: Mapping[str, float]) -> None:
        super().__init__()
        self._logits = logits

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        return np.array([self._logits.get(window, -9.0) for window in windows], np.float32)


class Asked:
    """The record in a data folder, answered by parts that a test can inspect."""

    def __init__(
        self, data: Path, *, parties: Parties = PARTIES, reader: Reranker | None = None, point: float = 0.5
    ) -> None:
        self.encoder = HashingEncoder()
        self.store = Store.open(data, model=self.encoder.name)
        self.search = HybridRetriever(self.store, data / "cache")
        self.quotations = Quotations(self.store, SpeakerDirectory(parties))
        self.ranker = Ranker(WEIGHTS)
        self.reader = reader
        self.weighing = CandidateScorer(
            store=self.store,
            search=self.search,
            encoder=self.encoder,
            quotations=self.quotations,
            parties=parties,
            ranker=self.ranker,
        )
        self.answering = Answerer(
            scorer=self.weighing,
            ranker=self.ranker,
            reranker=reader,
            quotations=self.quotations,
            parties=parties,
            operating_point=point,
        )

    def ask(self, question: str, *, limit: int = 3, both_sides: bool = False, **filters: Any) -> Answer:
        return self.answering.ask(question, Filters(**filters), limit, both_sides=both_sides)

    def weigh(self, question: str, **filters: Any) -> ScoredWindows:
        """The windows of a question that has some."""
        weighed = self.weighing.score(question, Filters(**filters))
        assert weighed is not None
        return weighed

    def judge(self, question: str, count: int = 25, **filters: Any) -> list[Candidate]:
        weighed = self.weigh(question, **filters)
        return select_candidates(
            weighed,
            count,
            ranker=self.ranker,
            reranker=self.reader,
            quotations=self.quotations,
            operating_point=self.answering.operating_point,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.store.close()
