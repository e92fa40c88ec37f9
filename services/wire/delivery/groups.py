"""Making the consumer groups, at the very beginning of their streams."""

from redis.asyncio import Redis
from redis.exceptions import ResponseError

_CREATE = """#!lua flags=allow-oom
return redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
"""  # a server that is full already can be emptied only by those who read it


async def ensure_group(redis: Redis, stream: str, group: str) -> bool:
    """Make `group` if it is missing, so that it gets what was published before, too. True if it was made."""
    try:
        await redis.eval(_CREATE, 1, stream, group)
    except ResponseError as error:
        if "BUSYGROUP" in str(error):
            return False
        raise
    return True
