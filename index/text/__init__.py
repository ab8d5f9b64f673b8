"""Rules and word lists for plain text."""
