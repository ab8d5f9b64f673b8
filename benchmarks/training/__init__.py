"""Training of the ranker (`index/answering/weights.json`) and the reranker (`index/reranking/model/`)."""
