"""The history of documents on the record."""
