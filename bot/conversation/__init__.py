"""Talking: messages that are for the bot, and what follows an answer."""
