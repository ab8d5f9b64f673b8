"""Originals to stored versions: adding, editing, previewing."""
