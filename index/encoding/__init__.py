"""Sentence embeddings: texts to vectors."""
