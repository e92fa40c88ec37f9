"""Making the consumer groups, at the very beginning of their streams."""

from redis.asyncio import Redis
from redis.exceptions import ResponseError


async def ensure_group(redis: Redis, stream: str, group: str) -> bool:
    """Make `group` if it is missing, so that it gets what was published before, too. True if it was made."""
    try:
        await redis.xgroup_create(stream, group, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" in str(error):
            return False
        raise
    return True
