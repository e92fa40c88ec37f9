"""Scenario 6: all of Redis is wiped out, or its consumer groups are, in mid-run."""

import pytest
from publishing import articles, client

from services.wire.events import Event
from services.wire.streams import CLEAN, ENRICHED, INPUT, RAW, TOTALS

WIPING = {
    "FLUSHALL": lambda redis: redis.flushall(),
    "DEL of all streams": lambda redis: redis.delete(RAW, CLEAN, ENRICHED, TOTALS),
}


@pytest.mark.parametrize("wiping", WIPING)
def test_what_is_published_after_the_streams_are_wiped_out_is_stored_as_if_nothing_had_happened(trial, long, wiping):
    number = 2_000 if long else 150
    trial.start()
    trial.publish(articles(number, "before"))
    trial.log.until(Event.ARTICLE_STORED, number // 10)
    with client(trial.url) as redis:
        WIPING[wiping](redis)
    trial.ledger.write_off()
    trial.strike()
    trial.publish(articles(number, "after"))
    assert len(trial.settle(f"6  {wiping}").stored) == number


def test_no_article_is_lost_or_doubled_when_consumer_groups_are_destroyed(trial, long):
    number, a_second = (2_000, 200) if long else (150, 50)
    trial.start()
    with trial.publishing(articles(number), a_second):
        for times, (group, stream) in enumerate(INPUT.items(), 1):
            trial.log.until(Event.ARTICLE_STORED, times * number // 5)
            with client(trial.url) as redis:
                redis.xgroup_destroy(stream, group)
            trial.strike()
    account = trial.settle("6  XGROUP DESTROY of each group")
    assert len(account.stored) == number
