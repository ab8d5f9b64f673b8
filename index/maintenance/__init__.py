"""Keeping the record: acts that change it, what was done, what is alike, and what is erased for good."""
