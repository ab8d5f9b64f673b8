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


def rank_documents(index: Index, question: str) -> dict[str, list[str]]:
    """The ids of documents, the best first, by each search alone and by both fused."""
    search = index.search
    vector = index.encoder.encode([question])[0]
    candidates = search.find(question, vector)
    lexical, _ = search.lexical.search(search.lexical.stems(question), len(candidates.ids))
    by_way = {
        "dense": candidates.ids[np.argsort(-candidates.dense, kind="stable")],
        "lexical": lexical,
        "fused": candidates.ids,
    }
    return {
        way: list(dict.fromkeys(search.dense.document_of(int(passage)) for passage in passages))
        for way, passages in by_way.items()
    }


def measure(collection: JudgedCollection, index: Index, names: dict[str, str]) -> dict[str, float]:
    """The mean over all judged queries, for each way of ranking."""
    found: dict[str, list[float]] = {"dense": [], "lexical": [], "fused": []}
    for query, relevance in collection.relevance.items():
        for way, ranking in rank_documents(index, collection.queries[query]).items():
            named = [names[document] for document in ranking]
            found[way].append(measure_ndcg(named, relevance))
    return {way: float(np.mean(values)) for way, values in found.items()}


def main() -> None:
    """Measure the collections named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="*", default=["scifact", "cranfield", "cisi"])
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    options = parser.parse_args()
    print(f"{'nDCG@10':12} {'queries':>8} {'dense':>8} {'lexical':>8} {'fused':>8}")
    for name in options.collections:
        collection = read_judged(name)
        documents = [(key, title, text) for key, (title, text) in collection.documents.items()]
        with filled_index(documents, options.data and options.data / name) as (index, names):
            means = measure(collection, index, names)
        row = " ".join(f"{means[way]:8.4f}" for way in ("dense", "lexical", "fused"))
        print(f"{name:12} {len(collection.relevance):8} {row}", flush=True)


if __name__ == "__main__":
    main()
