"""Backups: a folder with one state of Redis and of the database, from which the whole system can be restored."""
