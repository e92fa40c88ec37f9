"""Folders that files go on coming into."""
