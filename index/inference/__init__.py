"""What the encoder and the reranker share: compiled models and their threads."""
