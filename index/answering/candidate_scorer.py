"""From a question to the windows that may answer it, each with its features and its score."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.answering.answer_types import find_expected_types
from index.answering.features import measure
from index.answering.filter_cache import CorpusSnapshot, FilterCache
from index.answering.forward_index import Floats, ForwardIndex, hash_stems
from index.answering.question import Question, QuestionParser
from index.answering.quotations import Quotations
from index.answering.ranker import Ranker
from index.answering.windows import PoolPassage, Query, Windows, cut_windows
from index.domain.filters import Filters
from index.domain.party import Parties
from index.encoding.encoder import Encoder, Vectors
from index.errors import PurgedDocument
from index.search.retriever import HybridRetriever
from index.search.spelling import SpellingCorrector
from index.store.store import Store

_PRELOADED_DOCUMENTS: Final = 1000
"""Documents that are read before anybody asks."""

_POOL_PASSAGES: Final = 50
"""Passages whose sentences are compared with the question."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredWindows:
    """The windows of a question's candidate passages that the filters admit: at least one.

    `features` has shape `(n, len(FEATURES))`, `scores` `(n,)`.
    """

    question: Question
    pool: Sequence[PoolPassage]
    windows: Windows
    features: Floats
    scores: Floats


class CandidateScorer:
    """Weighs questions against one store. Usable from several threads."""

    def __init__(
        self,
        *,
        store: Store,
        search: HybridRetriever,
        encoder: Encoder,
        quotations: Quotations,
        parties: Parties,
        ranker: Ranker,
    ) -> None:
        self._store = store
        self._quotable = FilterCache(store)
        self._search = search
        self._encoder = encoder
        self._quotations = quotations
        self._ranker = ranker
        self._spelling = SpellingCorrector(store, search.caches["spelling"])
        self._questions = QuestionParser(search, self._spelling, parties)
        self._forward = ForwardIndex(quotations.version, search.lexical.stems)
        self._purged = 0

    def score(self, words: str, filters: Filters) -> ScoredWindows | None:
        """The windows that may answer a checked question; None if there are no candidates."""
        generation = self.refresh()
        self._search.refresh(generation)
        self._spelling.refresh(generation)
        record = self._quotable.at(generation)
        seen = record.choose(Filters(scope=filters.scope))
        question = self._questions.parse(words, scope=filters.scope, documents=seen)
        vector = self._encoder.encode([question.read_as])[0]
        pool = self._gather(question, vector, filters, record)
        if not pool:
            return None
        query = self._query(question, vector)
        windows = cut_windows(pool, query)
        features = measure(pool, windows, query)
        admitted = self._admit(pool, windows, filters)
        if not admitted.any():
            return None
        features = features[admitted]
        return ScoredWindows(question, pool, windows.select(admitted), features, self._ranker.score(features))

    def warm_up(self) -> None:
        """Have at hand what a question needs of the documents that came last, and of misspelt words."""
        self._spelling.warm_up()
        last = nlargest(_PRELOADED_DOCUMENTS, self._store.active.list_versions(), key=lambda one: one.came)
        with suppress(PurgedDocument):
            versions = self._quotations.versions.get_many([one.version_id for one in last]).values()
            for version in versions:
                self._quotations.warm_up(version)
                for number in range(len(version.split.passages)):
                    self._forward.entry(version.id, number)
            record = self._quotable.at(self.refresh())
            record.versions([passage for version in versions for passage in version.passage_ids])

    def refresh(self) -> int:
        """Follow what is known of speakers, and forget what was purged; the record's generation."""
        generation = self._quotations.refresh().generation
        if self._purged != self._quotations.purged:
            self._purged = self._quotations.purged
            self._forward.forget()
            self._spelling.refresh(generation)
        return generation

    def _gather(
        self, question: Question, vector: Vectors, filters: Filters, record: CorpusSnapshot
    ) -> list[PoolPassage]:
        speaking = self._quotations.list_speaking(party=filters.party, speaker=filters.speaker)
        documents = record.choose(filters, speaking)
        candidates = self._search.retrieve(question.searched, vector, documents, _POOL_PASSAGES)
        ids = candidates.ids.tolist()
        version_of = record.versions(ids)
        versions = self._quotations.versions.get_many(set(version_of.values()))
        pool = []
        scores = zip(candidates.dense.tolist(), candidates.fused.tolist(), strict=True)
        for passage, (cosine, fused) in zip(ids, scores, strict=True):
            if passage in version_of:
                version = versions[version_of[passage]]
                if filters.admit_document(version.document):  # it may have come after the filters chose
                    number = version.passage_ids.index(passage)
                    entry = self._forward.entry(version.id, number)
                    pool.append(PoolPassage(version, number, cosine, fused, entry))
        return pool

    def _query(self, question: Question, vector: Vectors) -> Query:
        stems = [stem for term in question.terms for stem in term]
        term_of = np.repeat(np.arange(len(question.terms)), [len(term) for term in question.terms])
        first = np.flatnonzero(np.diff(term_of, prepend=-1))
        rarity = np.minimum.reduceat(self._search.lexical.idf(stems), first)  # as common as its commonest
        counts = Counter(self._search.lexical.stems(question.read_as))
        times = np.array([max(counts[term[0]], 1) for term in question.terms], np.float32)
        return Query(
            vector=vector,
            stems=hash_stems(stems),
            term_of=term_of,
            weight=rarity * times,
            expected_types=find_expected_types(question.words),
        )

    def _admit(self, pool: Sequence[PoolPassage], windows: Windows, filters: Filters) -> NDArray[np.bool_]:
        """Mask of the windows by the wanted speaker and of the wanted side: shape `(n,)`."""
        admitted = np.ones(len(windows.passage), np.bool_)
        if filters.party is None and filters.speaker is None:
            return admitted
        for number, candidate in enumerate(pool):
            own = np.flatnonzero(windows.passage == number)
            sides = self._quotations.attribution(candidate.version)
            admitted[own] = sides.select(
                windows.first[own], windows.last[own], party=filters.party, speaker=filters.speaker
            )
        return admitted
