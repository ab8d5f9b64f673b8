"""The settings of each server, and its moderators."""
