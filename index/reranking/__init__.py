"""Whether a window answers a question: read together, by a small model made for that."""
