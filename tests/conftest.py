"""A real Redis for the tests, brought up by themselves: see `which_redis.py` for where it comes from."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis
from which_redis import Source, choose

_SOURCE = pytest.StashKey[Source]()


def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("DATELINE_") and not name.startswith("DATELINE_TEST_")]:
        del os.environ[name]  # what the person at this machine has set is not what the tests are about
    config.stash[_SOURCE] = choose(os.environ.get("DATELINE_TEST_REDIS"))


def pytest_report_header(config: pytest.Config) -> str:
    return f"redis: {config.stash[_SOURCE].description}"


@pytest.fixture(scope="session")
def redis_url(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Redis that is the test run's alone, started when the first test asks for it."""
    with pytestconfig.stash[_SOURCE].run(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
async def redis(redis_url: str) -> "AsyncIterator[Redis[bytes]]":
    """A client of that Redis, which is empty when the test begins."""
    async with Redis.from_url(redis_url) as client:
        await client.flushall()
        yield client
