"""Adding documents from Discord."""
