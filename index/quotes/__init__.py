"""Quotations without a question: all that a speaker says, and one after the other in rounds."""
