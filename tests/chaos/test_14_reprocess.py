"""Scenario 14: stored articles are enriched again while services, Redis and the command are killed."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from publishing import articles

from services.wire.events import Event


def test_every_record_is_replaced_and_no_raw_entry_counts_twice(trial, server, long):
    number, strikes = (3_000, 20) if long else (200, 2)
    trial.crew.environment["DATELINE_MAX_DELIVERIES"] = "10"
    trial.start(ingest=1, enrich=2, store=2)
    with trial.publishing(articles(number), 100 if long else 50):
        trial.log.until(Event.ARTICLE_STORED, number // 4)
        for strike in range(strikes):
            command = reprocess(trial)
            time.sleep(random.uniform(0.5, 2))
            command.kill()
            command.wait()
            trial.crew.anyone().kill()
            if strike % 2:
                server.kill()
                server.start()
            trial.strike()
    assert trial.drained(120)
    assert reprocess(trial).wait() == 0
    account = trial.settle("14 articles enriched again")
    assert len(account.stored) == number
    with closing(sqlite3.connect(trial.database.removeprefix("sqlite:///"))) as database:
        assert database.execute("SELECT count(*) FROM articles WHERE redone IS NULL").fetchone() == (0,)
        assert database.execute("SELECT count(DISTINCT article) FROM dates").fetchone() == (number,)


def reprocess(trial):
    environment = {
        **os.environ,
        "DATELINE_REDIS_URL": trial.url,
        "DATELINE_DATABASE_URL": trial.database,
        "DATELINE_DATA_DIR": str(trial.folder),
    }
    return subprocess.Popen([sys.executable, "-m", "services.console", "reprocess"], env=environment)
