"""Maintenance of a record: integrity check, purge and backups."""
