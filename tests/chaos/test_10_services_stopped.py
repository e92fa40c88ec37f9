"""Scenario 10: workers are told to stop in mid-batch, again and again."""

from publishing import articles

from services.wire.events import Event

PASSED = {"ingest": Event.ARTICLE_INGESTED, "enrich": Event.ARTICLE_ENRICHED, "store": Event.ARTICLE_STORED}


def test_a_worker_told_to_stop_in_mid_batch_exits_with_0_and_loses_and_doubles_nothing(trial, long):
    times = 30 if long else 2
    trial.start(ingest=2, enrich=2, store=2)
    for round in range(times):
        for service, event in PASSED.items():
            seen = len(trial.log.lines)
            trial.publish(articles(50, f"{service} bridge {round}"))
            busy = trial.log.until(event, since=seen, service=service)["pid"]
            (worker,) = [worker for worker in trial.crew.workers(service) if worker.pid == busy]
            assert worker.terminate(seconds=30) == 0
            trial.strike()
    assert len(trial.settle("10 SIGTERM in mid-batch").stored) == 3 * times * 50
