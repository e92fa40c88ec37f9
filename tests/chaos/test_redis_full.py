"""Redis is at its maxmemory, because a service stands still and publishers don't."""

import time
from dataclasses import replace

from publishing import articles, client

from services.wire.streams import RAW


def test_no_article_is_lost_or_doubled_when_redis_is_full(trial, long):
    number = 20_000 if long else 500
    large = (replace(sent, fields={**sent.fields, b"page": bytes(2_000)}) for sent in articles(number))
    trial.start()
    with client(trial.url) as redis:
        (ingest,) = trial.crew.workers("ingest")
        ingest.freeze()
        redis.config_set("maxmemory", redis.info("memory")["used_memory"] + 1_000 * number)
        with trial.publishing(large, a_second=None):
            while "errorstat_OOM" not in redis.info("errorstats"):
                assert redis.xlen(RAW) < number, "Redis was never full"
                time.sleep(0.02)
            ingest.thaw()
            trial.strike()
        assert len(trial.settle("   Redis full").stored) == number
