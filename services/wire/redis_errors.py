"""What Redis complains of, in words that say what to do."""

import os
import ssl

from redis.exceptions import (
    AskError,
    AuthenticationError,
    BusyLoadingError,
    ClusterDownError,
    ConnectionError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
    TryAgainError,
)

from services.wire.masked import masked
from services.wire.settings import Settings


def what_redis_says(error: Exception, url: str) -> str:
    """One line: what is wrong with the Redis at this URL: what to do."""
    error = _first(error)
    scheme = url.partition("://")[0]
    changes = scheme.endswith(("+sentinel", "+cluster"))  # to another server, by itself
    said = " ".join(str(error).split())
    match error:
        case AuthenticationError():
            line = f"wants another user or password ({said}): put them into DATELINE_REDIS_URL"
        case TimeoutError():
            or_else = ", or speaks no TLS" if scheme.startswith("rediss") else ""
            line = f"does not answer in time ({said}): see whether it is overloaded or stopped{or_else}"
        case BusyLoadingError():
            line = "has just started and is loading its data: wait until it has done so"
        case ConnectionError() | OSError():
            line = f"can't be reached ({reason(error)}): {_todo(error, url)}"
        case OutOfMemoryError():
            line = "is full: raise its maxmemory, or wait until the services have caught up"
        case ReadOnlyError() if not changes:
            line = "is a replica and takes no writes: set DATELINE_REDIS_URL to the primary"
        case NoPermissionError():
            line = f"does not allow this user what Dateline needs ({said}): give it the rules in docs/redis.md"
        case AskError() if not changes:
            line = f"is a node of a cluster ({said}): write DATELINE_REDIS_URL as redis+cluster://..."
        case AskError() | ClusterDownError() | ReadOnlyError() | TryAgainError():
            line = f"can't serve this for the moment ({said}): wait; if it lasts, see CLUSTER INFO and INFO replication"
        case ResponseError() if "DB index" in said:
            line = f"has no database of this number ({said}): change it in DATELINE_REDIS_URL"
        case _:
            line = f"refuses ({said}): check that this server and its data are meant for Dateline"
    return f"Redis at {masked(url)} {line}"


def reason(error: BaseException) -> str:
    """Why a connection failed, in a few words: those of the operating system where it gave any."""
    origin = error if isinstance(error, OSError) else error.__cause__ or error.__context__
    if isinstance(origin, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {origin.verify_message}"
    if isinstance(origin, ssl.SSLError):
        return (origin.reason or str(origin)).lower().replace("_", " ")
    if isinstance(origin, OSError) and origin.errno is not None:
        return os.strerror(origin.errno).lower() if origin.errno > 0 else origin.strerror or str(origin)
    return " ".join(str(error).split())


def _todo(error: BaseException, url: str) -> str:
    origin = error if isinstance(error, OSError) else error.__cause__ or error.__context__
    if isinstance(origin, ssl.SSLCertVerificationError):
        return "name the authority that signed it with ?ssl_ca_certs=FILE in DATELINE_REDIS_URL"
    if url != Settings().redis_url:  # it is that of the data directory
        return "start it with dateline up"
    if isinstance(origin, ConnectionResetError | ssl.SSLError) or "closed by server" in str(error):
        own = "a certificate of yours (?ssl_certfile=FILE&ssl_keyfile=FILE)"
        wanted = own if url.startswith("rediss") else "TLS (rediss://)"
        return f"see whether it runs, or wants {wanted}"
    return "see DATELINE_REDIS_URL"


def _first(error: Exception) -> Exception:
    """The error of Redis that redis-py has wrapped in another one."""
    cause = error.__cause__
    return _first(cause) if isinstance(error, ConnectionError) and isinstance(cause, RedisError) else error
