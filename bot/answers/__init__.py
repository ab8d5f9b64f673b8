"""Answers to questions: service, views and components."""
