"""Quotations without a question: those of a speaker, and random ones in rounds."""
