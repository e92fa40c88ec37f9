import pytest
import redis
from services_running import running


@pytest.fixture(scope="module")
def pipeline(redis_url, tmp_path_factory):
    """All three services on an empty Redis and an empty database, for the tests of one module."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    with running(redis_url, tmp_path_factory.mktemp("pipeline")) as pipeline:
        yield pipeline
