"""The private servers that other tests kill."""

from pathlib import Path

import redis_server
from redis import Redis


def test_what_was_written_survives_a_kill_and_a_restart_on_the_same_port(tmp_path: Path) -> None:
    with redis_server.start(tmp_path, 0, "--appendfsync", "always") as server, Redis.from_url(server.url) as client:
        client.set("key", "value")
        server.kill()
        with redis_server.start(tmp_path, server.port) as again:
            assert again.url == server.url
            assert client.get("key") == b"value"


def test_an_option_overrides_what_up_sets(tmp_path: Path) -> None:
    with (
        redis_server.start(tmp_path, 0, "--maxmemory-policy", "allkeys-lru") as server,
        Redis.from_url(server.url) as client,
    ):
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "allkeys-lru"}


async def test_the_redis_of_the_test_run_is_real_and_empty(redis) -> None:
    assert await redis.dbsize() == 0
    assert (await redis.info("server"))["redis_version"]
