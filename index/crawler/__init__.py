"""Crawls the published originals of the sources that a corpus cites, and adds them to the record."""
