"""Texts into sentences and passages, by offset."""
