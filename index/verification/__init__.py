"""From pasted words to a verdict: whether they stand on the record, and where they differ from it."""
