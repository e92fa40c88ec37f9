"""Scenario 2: Redis is killed in mid-run, twice, and starts again with what it had on disk."""

from publishing import articles

from services.wire.events import Event


def test_no_article_is_lost_or_doubled_while_redis_is_killed_twice(trial, server, long):
    number, a_second = (5_000, 200) if long else (400, 80)
    trial.start()
    with trial.publishing(articles(number), a_second):
        for times in (1, 2):
            trial.log.until(Event.ARTICLE_STORED, times * number // 4)
            seen = len(trial.log.lines)
            server.kill()
            for service in ("ingest", "enrich", "store"):
                trial.log.until(Event.REDIS_UNREACHABLE, since=seen, service=service)
            server.start()
            trial.strike()
    assert len(trial.settle("2  Redis killed").stored) == number
