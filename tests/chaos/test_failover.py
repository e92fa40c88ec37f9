"""Redis fails, a replica of it is promoted, and the address leads there."""

from contextlib import closing
from urllib.parse import urlsplit

import pytest
from forwarder import Forwarder
from publishing import articles, client

from services.wire.events import Event


@pytest.fixture
def replica(server, tmp_path, run_server):
    """A replica of the trial's Redis that has all that the other has."""
    with run_server(tmp_path / "replica") as replica, client(replica.url) as redis:
        redis.replicaof("127.0.0.1", urlsplit(server.url).port)
        yield replica


def test_no_article_is_lost_or_doubled_when_a_replica_takes_over(trial, server, replica, long):
    number = 2_000 if long else 150
    with Forwarder(urlsplit(server.url).port) as address:
        trial.url = trial.crew.environment["DATELINE_REDIS_URL"] = address.url
        trial.start()
        trial.publish(articles(number, "before"))
        trial.log.until(Event.ARTICLE_STORED, number // 10)
        everything_is_on_replica(server.url)
        server.kill()
        with client(replica.url) as redis:
            redis.replicaof("NO", "ONE")
        address.lead_to(urlsplit(replica.url).port)
        trial.strike()
        trial.publish(articles(number, "after"))
        assert len(trial.settle("   failover to a replica").stored) == 2 * number


def everything_is_on_replica(url):
    """Wait until one replica has confirmed whatever the server at `url` had confirmed before this call."""
    with closing(client(url)) as redis:
        redis.set("chaos:mark", 1)  # WAIT waits for the last write of its own connection
        assert redis.wait(1, 10_000) == 1
