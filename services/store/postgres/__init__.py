"""The store in a PostgreSQL database, which several processes on several machines may write at once."""

from services.store.postgres.copies import PostgresCopies
from services.store.postgres.dead_letters import PostgresDeadLetters
from services.store.postgres.deletions import PostgresDeletions
from services.store.postgres.store import PostgresStore

__all__ = ["PostgresCopies", "PostgresDeadLetters", "PostgresDeletions", "PostgresStore"]
