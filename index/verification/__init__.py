"""Verification of pasted words: verbatim, differing, spliced, or not on the record."""
