"""Measures retrieval on public collections: nDCG@10, recall@10 and MRR@10 of each ranking.

    python -m benchmarks.retrieval scifact cranfield cisi [--data FOLDER]

A document has the rank of its best passage or window. For one collection, `python -m index evaluate FOLDER`
does the same. Published for SciFact: BM25 0.665, all-MiniLM-L6-v2 alone 0.645 (BEIR, Thakur et al. 2021, and
the model card).
"""

import argparse
from pathlib import Path

from benchmarks.collection_index import filled_index
from benchmarks.collections import read_judged
from index.collections.retrieval import MEASURES, RetrievalMetrics, Retriever, measure_retrieval


def report(retrieval: RetrievalMetrics) -> None:
    """Print the metrics of one collection, each with its 95% confidence interval."""
    print(f"\n{retrieval.collection}: {retrieval.questions} queries, {retrieval.documents} documents")
    print(f"  {'':8}" + "".join(f"{name:>23}" for name in MEASURES))
    for way, own in retrieval.by_way.items():
        cells = (_format(own[name], *retrieval.intervals[f"{way}.{name}"]) for name in MEASURES)
        print(f"  {way:8}" + "".join(f"{cell:>23}" for cell in cells))
    for name, compared in retrieval.compared.items():
        low, high = compared.interval
        print(f"  {name}: {compared.difference:+.4f} ({low:+.4f} to {high:+.4f}), p {compared.p:.3f}")


def _format(value: float, low: float, high: float) -> str:
    return f"{value:.4f} ({low:.3f}–{high:.3f})"


def main() -> None:
    """Measure the named collections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="*", default=["scifact", "cranfield", "cisi"])
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    options = parser.parse_args()
    for name in options.collections:
        collection = read_judged(name)
        with filled_index(collection.documents, options.data and options.data / name) as (index, ids):
            retriever = Retriever(
                search=index.engine.search,
                encoder=index.engine.encoder,
                scorer=index.engine.scorer,
                answerer=index.engine.answerer,
            )
            report(measure_retrieval(collection, ids, retriever))


if __name__ == "__main__":
    main()
