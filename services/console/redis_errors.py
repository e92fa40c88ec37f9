"""What Redis complains of, in words that say what to do."""

import os

from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,
    OutOfMemoryError,
    ReadOnlyError,
    TimeoutError,
)

from services.console.masked import masked
from services.wire.settings import Settings


def what_redis_says(error: Exception) -> str:
    """One line: what is wrong: what to do."""
    url = masked(Settings().redis())
    said = " ".join(str(error).split())
    match error:
        case AuthenticationError():
            line = f"wants another user or password ({said}): put them into DATELINE_REDIS_URL"
        case TimeoutError():
            line = f"does not answer in time ({said}): see whether it is overloaded or stopped"
        case BusyLoadingError():
            line = "has just started and is loading its data: wait until it has done so"
        case ConnectionError():
            why = _reason(error) or said
            todo = "see DATELINE_REDIS_URL" if Settings().redis_url else "start it with dateline up"
            line = f"can't be reached ({why}): {todo}"
        case OutOfMemoryError():
            line = f"is full ({said}): raise its maxmemory, or wait until the services have caught up"
        case ReadOnlyError():
            line = f"takes no writes ({said}): set DATELINE_REDIS_URL to the primary"
        case _:
            line = f"refuses ({said}): check that this server and its data are meant for Dateline"
    return f"Redis at {url} {line}"


def _reason(error: Exception) -> str | None:
    """The reason that the operating system gave: clients of both kinds wrap it in words of their own."""
    origin = error.__cause__ or error.__context__
    if not isinstance(origin, OSError) or origin.errno is None:
        return None
    return os.strerror(origin.errno).lower() if origin.errno > 0 else origin.strerror
