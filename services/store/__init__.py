"""Enriched article in, database record out."""
