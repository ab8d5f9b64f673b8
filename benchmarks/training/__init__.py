"""Learning the numbers of `index/answering/weights.json` and of `index/reranking/model/`."""
