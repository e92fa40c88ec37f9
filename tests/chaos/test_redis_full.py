"""Redis is at its maxmemory, again and again, because one service or another stands still and publishers don't."""

from dataclasses import replace

from publishing import articles, client

_WORKING_ROOM = 2_000_000
"""Bytes that clients, scripts and buffers of the services need, and more: what fills Redis has to be articles."""
_KEPT = 1_000
"""Bytes an article, at most, that stay when it is stored: its identity."""


def test_no_article_is_lost_or_doubled_when_redis_is_full(trial, long):
    number = 5_000 if long else 500
    large = (replace(sent, fields={**sent.fields, b"byline": b"x" * 30_000}) for sent in articles(number))
    trial.start()
    with client(trial.url) as redis:
        redis.config_set("maxmemory", redis.info("memory")["used_memory"] + _WORKING_ROOM + _KEPT * number)
        with trial.publishing(large, a_second=None):
            for service in ("ingest", "enrich", "store"):
                (worker,) = trial.crew.workers(service)
                worker.freeze()
                before = _refusals(redis)
                while _refusals(redis) == before:
                    assert trial.more_to_come(0.02), "Redis was never full"
                worker.thaw()
                trial.strike()
        assert len(trial.settle("   Redis full").stored) == number


def _refusals(redis):
    return redis.info("errorstats").get("errorstat_OOM", {}).get("count", 0)
