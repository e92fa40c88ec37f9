"""A Redis that deletes keys when it is full is warned of: what it deletes could be a stream."""

import pytest
from structlog.testing import capture_logs

from services.wire.delivery.eviction import warn_of_eviction


@pytest.mark.parametrize(
    ("policy", "warned"),
    [("allkeys-lru", True), ("allkeys-random", True), ("noeviction", False), ("volatile-lru", False)],
)
async def test_a_server_that_may_delete_streams_is_warned_of(redis, policy, warned):
    await redis.config_set("maxmemory-policy", policy)
    try:
        with capture_logs() as lines:
            await warn_of_eviction(redis)
    finally:
        await redis.config_set("maxmemory-policy", "noeviction")
    assert [(line["event"], line["policy"]) for line in lines] == ([("redis.evicts", policy)] if warned else [])
