"""The store in one SQLite file, which several processes may write at once."""

from services.store.sqlite.copies import SqliteCopies
from services.store.sqlite.dead_letters import SqliteDeadLetters
from services.store.sqlite.deletions import SqliteDeletions
from services.store.sqlite.store import SqliteStore

__all__ = ["SqliteCopies", "SqliteDeadLetters", "SqliteDeletions", "SqliteStore"]
