"""Reranking: a small cross-encoder scores how well a window answers a question."""
