"""The rights that docs/security.md gives to who only publishes, on a real Redis."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError

from services.wire.streams import CLEAN, DEAD, ENRICHED, RAW, STORED, TOTALS

PAGE = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")


@pytest.fixture
async def publisher(redis: "Redis[bytes]", redis_url: str) -> "AsyncIterator[Redis[bytes]]":
    (rule,) = re.findall(r"^    redis-cli (ACL SETUSER publisher .*)$", PAGE, re.MULTILINE)
    await redis.execute_command(*(word.strip("'") for word in rule.split()))
    async with Redis.from_url(redis_url, username="publisher", password="PASSWORD") as client:
        yield client
    await redis.acl_deluser("publisher")


async def test_who_publishes_can_add_raw_articles(publisher: "Redis[bytes]", redis: "Redis[bytes]"):
    await publisher.xadd(RAW, {"headline": "Storm"})
    assert await redis.xlen(RAW) == 1


@pytest.mark.parametrize("stream", [CLEAN, ENRICHED, DEAD, STORED, "articles.seen:a"])
async def test_who_publishes_can_forge_nothing_that_services_write(publisher: "Redis[bytes]", stream: str):
    with pytest.raises(NoPermissionError):
        await publisher.xadd(stream, {"__data__": "{}"})


@pytest.mark.parametrize(
    "command",
    [
        ("XDEL", RAW, "1-1"),
        ("XTRIM", RAW, "MAXLEN", "0"),
        ("XRANGE", RAW, "-", "+"),
        ("XGROUP", "DESTROY", RAW, "ingest"),
        ("DEL", RAW),
        ("SET", RAW, "a"),
        ("HSET", TOTALS, "stored", "0"),
        ("EVAL", "return 1", "0"),
        ("FLUSHALL",),
        ("CONFIG", "SET", "maxmemory", "1"),
        ("ACL", "LIST"),
    ],
    ids=" ".join,
)
async def test_who_publishes_can_read_change_and_delete_nothing(publisher: "Redis[bytes]", command: tuple[str, ...]):
    with pytest.raises(NoPermissionError):
        await publisher.execute_command(*command)
