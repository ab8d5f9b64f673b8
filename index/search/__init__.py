"""Passages that may answer: a dense and a lexical search over caches of the store, fused."""
