"""Clean article in, enriched article out: language, entities, dates."""
