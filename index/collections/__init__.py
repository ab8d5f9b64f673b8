"""Test collections (BEIR, SQuAD) as records, and their metrics."""
