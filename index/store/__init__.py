"""The truth: documents, their versions, sentences, passages and vectors, and who did what."""
