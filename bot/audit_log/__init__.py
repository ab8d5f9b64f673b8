"""What becomes of documents that are on the record."""
