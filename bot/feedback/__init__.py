"""Feedback on quotations, and its view for moderators."""
