"""Sentence and passage segmentation, by offset."""
