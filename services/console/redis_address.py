"""Where the Redis is that a command means."""

from services.console.data_lock import running
from services.console.embedded import DATA
from services.console.refusal import Refusal
from services.wire.settings import Settings


def redis_address() -> str:
    """The URL of the Redis server. Raises Refusal where it is that of the data directory, and does not run.

    Whoever has the usual port then may be the server of another data directory.
    """
    settings = Settings()
    if not settings.redis_url and (settings.data_dir / DATA).exists():
        holder = running(settings.data_dir)
        if not (holder and holder.url):
            raise Refusal(
                f"the Redis of {settings.data_dir} is not running: start it with dateline up, or set DATELINE_REDIS_URL"
            )
    return settings.redis()
