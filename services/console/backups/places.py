"""Where the parts of a backup are, and the Redis that it is taken from or given to."""

import os
from collections.abc import Generator
from contextlib import contextmanager

from redis.exceptions import RedisError

from services.console.data_lock import running
from services.console.embedded import DATA, embedded
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.wire.logs import configure
from services.wire.redis_errors import what_redis_says
from services.wire.settings import Settings

REDIS = "redis.jsonl"
DATABASE = "database"


@contextmanager
def backed_up_redis(settings: Settings) -> Generator[str]:
    """The URL of the Redis that runs; of a data directory on which nothing runs, one for the block. Raises Refusal."""
    stopped = not settings.redis_url and (settings.data_dir / DATA).exists() and not running(settings.data_dir)
    if not stopped:
        yield redis_address()
    else:
        with _own(settings) as url:
            yield url


@contextmanager
def restored_redis(settings: Settings) -> Generator[str]:
    """The URL of the Redis that is set, else of the data directory's own, which runs for the block. Raises Refusal."""
    if settings.redis_url:
        yield settings.redis_url
    else:
        with _own(settings) as url:
            yield url


@contextmanager
def _own(settings: Settings) -> Generator[str]:
    configure("redis", str(os.getpid()), "WARNING")  # that it starts is no news here
    with embedded(settings.data_dir) as (url, _):
        try:
            yield url
        except RedisError as error:  # whoever words it later has lost the URL by then
            raise Refusal(what_redis_says(error, url)) from error
