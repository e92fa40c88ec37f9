"""The names of the streams, and of the consumer group that reads each.

A key in Redis is the prefix of its pipeline (DATELINE_STREAM_PREFIX, by default none) and one of these names. In dead
letters and backups, they stand without it.
"""

RAW = "articles.raw"
CLEAN = "articles.clean"
ENRICHED = "articles.enriched"
DEAD = "articles.dead"
STORED = "articles.stored"
"""What changed in the database, for whoever wants to follow: bounded, and read by none of our services."""

ENDED = "articles.dead.ended"
"""A sorted set: ids of dead letters that were replayed or dropped, by time (Unix, seconds), for a day."""

TOTALS = "articles.totals"
"""A hash of counters that the hop script adds to: stored, duplicates, deleted, dead; apart from these, redone and
redone.dead of articles enriched again. Per stage, `replayed.STAGE`."""

BODY = "__data__"
"""The field of an entry that holds a message (FastStream's own place for a body)."""

INPUT = {"ingest": RAW, "enrich": CLEAN, "store": ENRICHED}
"""The stream that each service reads. Its consumer group is called like the service."""

READER = {stream: service for service, stream in INPUT.items()}
"""The service that reads each stream."""

REMEMBERED = "articles.seen:"
"""Prefix of the keys that remember, per article id, which contents it had (by hash), and which of them are stored."""
