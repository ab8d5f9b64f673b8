"""The engine of a record: the parts that find, rank and compare quotations, which share their caches."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.answering.answerer import Answerer
from index.answering.candidate_scorer import CandidateScorer
from index.answering.quotations import Quotations
from index.answering.ranker import Ranker
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.party import Parties
from index.encoding.encoder import Encoder
from index.reranking.reranker import Reranker
from index.search.retriever import CACHE_FOLDER, HybridRetriever
from index.store.store import Store

if TYPE_CHECKING:  # imported where they are used: a question needs neither, and importing all takes a while
    from index.answering.follow_ups import FollowUpParser
    from index.verification.verifier import Verifier

_WARM_UP_WORD: Final = "warm "
"""A word of one token."""

_WARM_UP_WORDS: Final = (1, 30, 60)
"""Lengths of the texts that are encoded at first: the encoder may have a model for each."""


class Engine:
    """Retrieval, scoring, answering and verification for one store. Usable from several threads.

    Not part of the public API: benchmarks and tests measure its parts.
    """

    def __init__(
        self,
        *,
        store: Store,
        encoder: Encoder,
        reranker: Reranker | None,
        data: Path,
        parties: Parties,
        operating_point: float,
    ) -> None:
        self._store = store
        self.parties = parties
        self.encoder = encoder
        self.directory = SpeakerDirectory(parties)
        self.search = HybridRetriever(store, data / CACHE_FOLDER)
        self.quotations = Quotations(store, self.directory)
        ranker = Ranker()
        self.scorer = CandidateScorer(
            store=store,
            search=self.search,
            encoder=encoder,
            quotations=self.quotations,
            parties=parties,
            ranker=ranker,
        )
        self.answerer = Answerer(
            scorer=self.scorer,
            ranker=ranker,
            reranker=reranker,
            quotations=self.quotations,
            parties=parties,
            operating_point=operating_point,
        )

    @cached_property
    def follow_ups(self) -> "FollowUpParser":
        from index.answering.follow_ups import FollowUpParser

        return FollowUpParser(self.parties, self.directory, self.search.lexical.content_stems)

    @cached_property
    def verifier(self) -> "Verifier":
        from index.verification.verifier import Verifier

        return Verifier(store=self._store, search=self.search, quotations=self.quotations)

    def warm_up(self) -> None:
        """Load the models and the caches, so that the first question does not wait for them."""
        self.encoder.encode([_WARM_UP_WORD * words for words in _WARM_UP_WORDS])
        self.answerer.warm_up()
        self.refresh()
        self.scorer.warm_up()
        _ = self.follow_ups

    def refresh(self) -> None:
        """Load the changes that any process has made to the record, and forget what was purged."""
        self.search.catch_up()
        self.scorer.refresh()
        self.verifier.refresh()
