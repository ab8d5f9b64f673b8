"""Layouts, components and limits that several features share."""
