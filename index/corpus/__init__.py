"""The folder of documents: read, synchronised with the store, counted."""
