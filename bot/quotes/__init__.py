"""Quotations without a question."""
