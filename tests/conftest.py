"""A real Redis and a real PostgreSQL for the tests, brought up by themselves.

`which_redis.py` and `which_postgres.py` say where they come from.
"""

import logging
import os
import signal
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog
import which_postgres
import which_redis
from redis.asyncio import Redis
from source import Source, choose

from services.wire import logs

_REDIS = pytest.StashKey[Source]()
_POSTGRES = pytest.StashKey[Source]()


def pytest_configure(config: pytest.Config) -> None:
    # What a shell runs in its background ignores Ctrl-C, and what nohup runs a hangup: the services are to hear both.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        del os.environ[name]  # what the person at this machine has set is not what the tests are about
    for key, setting, sources in (
        (_REDIS, "TEST_DATELINE_REDIS", which_redis.SOURCES),
        (_POSTGRES, "TEST_DATELINE_POSTGRES", which_postgres.SOURCES),
    ):
        config.stash[key] = choose(setting, os.environ.get(setting), sources)


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [f"redis: {config.stash[_REDIS].description}", f"postgres: {config.stash[_POSTGRES].description}"]


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """Whoever configures logs does so for one test: its stream may be closed by the next."""
    root, output, configured = logging.getLogger(), logs._output, structlog.get_config()
    logger, handlers, level = output.logger, root.handlers[:], root.level
    yield
    structlog.configure(**configured)
    output.logger, root.handlers[:] = logger, handlers
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture(scope="session")
def redis_url(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Redis that is the test run's alone, started when the first test asks for it."""
    with pytestconfig.stash[_REDIS].run(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL likewise, naming its database `postgres`; the user may create others."""
    with pytestconfig.stash[_POSTGRES].run(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture
async def redis(redis_url: str) -> "AsyncIterator[Redis[bytes]]":
    """A client of that Redis, which is empty when the test begins."""
    async with Redis.from_url(redis_url) as client:
        await client.flushall()
        yield client
