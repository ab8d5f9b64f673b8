"""Errors, permissions and repeated deliveries of Discord."""
