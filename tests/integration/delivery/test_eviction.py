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


async def test_a_user_who_may_not_ask_works_without_the_warning(redis):
    await redis.acl_setuser("plain", enabled=True, nopass=True, commands=["+@all", "-@dangerous"], keys=["*"])
    try:
        await redis.execute_command("AUTH", "plain", "")
        with capture_logs() as lines:
            await warn_of_eviction(redis)
    finally:
        await redis.execute_command("AUTH", "default", "")
        await redis.acl_deluser("plain")
    assert lines == []
