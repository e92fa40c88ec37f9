"""What people read where Redis refuses."""

import pytest
from redis.exceptions import (
    AskError,
    ClusterDownError,
    ConnectionError,
    MasterDownError,
    MovedError,
    ReadOnlyError,
    TryAgainError,
)

from services.wire.redis_errors import what_redis_says

PLAIN, CLUSTER, SENTINEL = "redis://:hidden@a/0", "redis+cluster://:hidden@a,b", "redis+sentinel://:hidden@a,b/wire"
PASSES = "can't serve this for the moment ("


@pytest.mark.parametrize(
    ("error", "urls"),
    [
        (MovedError("1 b:6379"), (CLUSTER,)),
        (AskError("1 b:6379"), (CLUSTER,)),
        (ClusterDownError("The cluster is down"), (CLUSTER, PLAIN)),
        (TryAgainError("Multiple keys request during rehashing of slot"), (CLUSTER,)),
        (MasterDownError("Link with MASTER is down"), (CLUSTER, SENTINEL, PLAIN)),
        (ReadOnlyError("You can't write against a read only replica."), (CLUSTER, SENTINEL)),
    ],
)
def test_what_passes_is_to_be_waited_for(error, urls):
    for url in urls:
        line = what_redis_says(error, url)
        assert line.startswith(f"Redis at {url.replace('hidden', '***')} {PASSES}{error}): wait; ")


def test_who_asks_one_node_of_a_cluster_is_told_how_to_name_the_cluster():
    assert what_redis_says(MovedError("1 b:6379"), PLAIN).endswith(": write DATELINE_REDIS_URL as redis+cluster://...")


def test_who_asks_one_replica_is_told_to_name_the_primary():
    assert what_redis_says(ReadOnlyError("read only"), PLAIN).endswith(": set DATELINE_REDIS_URL to the primary")


def test_a_server_that_is_away_is_started_where_it_is_the_data_directory_s_and_looked_for_where_it_was_named(
    monkeypatch,
):
    monkeypatch.setenv("DATELINE_REDIS_URL", PLAIN)
    refused = ConnectionError("refused")
    assert (
        what_redis_says(refused, PLAIN)
        == "Redis at redis://:***@a/0 can't be reached (refused): see DATELINE_REDIS_URL"
    )
    assert what_redis_says(refused, "redis://b/0").endswith(": start it with dateline up")
