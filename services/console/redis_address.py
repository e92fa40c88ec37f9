"""Where the Redis is that a command means."""

from pathlib import Path

from redis.exceptions import RedisError

from services.console.data_lock import running
from services.console.embedded import DATA
from services.console.refusal import Refusal
from services.wire.connection import connect_blocking
from services.wire.settings import REDIS_NOTE, Settings


def redis_address() -> str:
    """The URL of the Redis server. Raises Refusal where it is that of the data directory, and does not run.

    Whoever has the usual port then may be the server of another data directory, which is refused as well.
    """
    settings = Settings()
    if not settings.redis_url and (settings.data_dir / DATA).exists():
        holder = running(settings.data_dir)
        if not (holder and holder.url):
            raise Refusal(
                f"the Redis of {settings.data_dir} is not running: start it with dateline up, or set DATELINE_REDIS_URL"
            )
    refuse_that_of_another(settings)
    return settings.redis()


def refuse_that_of_another(settings: Settings) -> None:
    """Raise Refusal where nobody says which Redis is meant, and the usual port has that of another data directory.

    What is in that one would end in the wrong database.
    """
    if settings.redis_url or (settings.data_dir / REDIS_NOTE).is_file():
        return
    url = settings.redis()
    if other := directory_of(url):
        raise Refusal(
            f"no Redis runs for {settings.data_dir}, and the one at {url} is that of {other}: "
            "set DATELINE_DATA_DIR to that directory if it is meant, else DATELINE_REDIS_URL"
        )


def directory_of(url: str) -> Path | None:
    """The data directory of the `dateline up` on this machine that runs the server at this address, if one does."""
    try:
        with connect_blocking(url, prefix="") as redis:
            told = redis.config_get("dir").get("dir")  # pyright: ignore[reportUnknownMemberType]  # untyped
    except RedisError:  # whoever needs this server will hear it, too
        return None
    if not told:
        return None
    directory = Path(told)
    holder = running(directory)
    return directory if holder and holder.url == url else None
