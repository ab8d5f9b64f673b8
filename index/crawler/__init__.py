"""The published originals of the sources that a corpus lists, gotten politely and put on the record."""
