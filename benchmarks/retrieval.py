"""Quality of the search on public collections: nDCG@10 of dense, lexical and fused.

    python -m benchmarks.retrieval scifact cranfield cisi [--data FOLDER]

Each document is a document of the record; its score is its best passage's. Published for SciFact: BM25
0.665, all-MiniLM-L6-v2 alone 0.645 (BEIR, Thakur et al. 2021, and the model's own card).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.collection_index import filled_index
from benchmarks.collections import JudgedCollection, read_judged
from index import Index

_DEPTH = 10


def measure_ndcg(ranking: Sequence[str], relevance: dict[str, int]) -> float:
    """Normalised discounted cumulative gain at 10 (Järvelin and Kekäläinen 2002), gains linear."""
    gains = [relevance.get(document, 0) for document in ranking[:_DEPTH]]
    ideal = sorted(relevance.values(), reverse=True)[:_DEPTH]
    return _discount(gains) / _discount(ideal) if any(ideal) else 0.0


def _discount(gains: Sequence[int]) -> float:
    return float(sum(gain / np.log2(rank + 2) for rank, gain in enumerate(gains)))


def measure(collection: JudgedCollection, index: Index, names: dict[str, str]) -> dict[str, float]:
    """The mean over all judged queries, for each way of ranking."""
    queries = [query for query in collection.queries if query in collection.relevance]
    found: dict[str, list[float]] = {"dense": [], "lexical": [], "fused": []}
    for query in queries:
        rankings = index.rank_documents(collection.queries[query])
        for way, ranking in rankings.items():
            named = [names[document] for document in ranking]
            found[way].append(measure_ndcg(named, collection.relevance[query]))
    return {way: float(np.mean(values)) for way, values in found.items()}
