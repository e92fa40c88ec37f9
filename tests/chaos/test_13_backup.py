"""Scenario 13: backups are made, and killed, while services and Redis are killed; one of them is restored elsewhere."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import closing

import postgres_server
import pytest
from ledger import Sent
from publishing import articles, client
from trial import trying

from services.console.backups.folder import verify
from services.console.refusal import Refusal
from services.store.postgres.connection import Connection
from services.wire.streams import RAW

POISON = [Sent({b"body": b"\xff" + str(number).encode()}, None) for number in range(10)]


def test_what_was_published_before_a_backup_ends_once_where_it_is_restored(trial, server, elsewhere, long):
    back_up_while_all_is_killed(trial, server, (5_000, 100, 20) if long else (400, 40, 3))
    trial.settle("13 backups made and killed, SQLite")
    restore_elsewhere(trial, elsewhere, f"sqlite:///{trial.folder / 'restored.db'}", "13 one of them restored, SQLite")


def test_nor_is_anything_lost_or_doubled_with_postgresql(trial, server, elsewhere, long):
    with postgres_server.start(trial.folder / "postgres") as postgres:
        with closing(Connection(postgres.url)) as connection:
            connection.execute("CREATE DATABASE restored")
        trial.store_in(postgres.url)
        back_up_while_all_is_killed(trial, server, (5_000, 100, 20) if long else (400, 40, 2))
        trial.settle("13 backups made and killed, PostgreSQL")
        database = postgres.url.removesuffix("postgres") + "restored"
        restore_elsewhere(trial, elsewhere, database, "13 one of them restored, PostgreSQL")


@pytest.fixture
def elsewhere(run_server, tmp_path):
    """An empty Redis."""
    with run_server(tmp_path / "elsewhere") as server:
        yield server


def back_up_while_all_is_killed(trial, server, size):
    """Make the backup `whole`, of everything published before."""
    number, a_second, strikes = size
    entries = [*articles(number), *POISON]
    random.Random(13).shuffle(entries)
    # One that is killed while an entry runs alone counts against that entry, and here nobody but chance is to blame.
    trial.crew.environment["DATELINE_MAX_DELIVERIES"] = "10"
    trial.start(ingest=2, enrich=2, store=2)
    with trial.publishing(entries, a_second):
        for strike in range(strikes):
            kill_a_backup(trial, trial.folder / f"killed-{strike}")
            trial.crew.anyone().kill()
            if strike % 2:
                server.kill()
                server.start()
            trial.strike()
        before = set(trial.ledger.sent)
        assert dateline("backup", trial.folder / "whole", trial).wait() == 0
    last = last_raw_entry(trial.folder / "whole")
    assert {entry for entry in before if key(entry) > key(last)} == set()


def restore_elsewhere(trial, elsewhere, database, scenario):
    """Restore the backup, killed once on the way, and have what was waiting in it done."""
    backup = trial.folder / "whole"
    with trying(trial.folder, elsewhere.url, database, trial.results) as restored:
        kill_a_restore(restored, backup)
        assert dateline("restore", backup, restored).wait() == 0
        last = last_raw_entry(backup)
        restored.ledger.sent = trial.ledger.sent
        restored.ledger.gone = {entry for entry in trial.ledger.sent if key(entry) > key(last)}
        restored.start()
        restored.settle(scenario)


def kill_a_backup(trial, path):
    """Kill it at some moment, perhaps before it begins or after it ends. What has the name of a backup is whole."""
    process = dateline("backup", path, trial)
    time.sleep(random.uniform(0.3, 1.2))
    process.kill()
    process.wait()
    if path.exists():
        verify(path)
    else:
        with pytest.raises(Refusal, match="no whole backup"):
            verify(path)


def kill_a_restore(restored, backup):
    """Kill it once it has begun."""
    with client(restored.url) as redis:
        process = dateline("restore", backup, restored)
        while not redis.exists("restoring"):
            assert process.poll() is None, "it ended before it began"
        process.kill()
        process.wait()
        assert redis.exists("restoring"), "it was done too soon to be killed"
        assert not redis.exists(RAW)


def dateline(command, path, trial):
    environment = {
        **os.environ,
        "DATELINE_REDIS_URL": trial.url,
        "DATELINE_DATABASE_URL": trial.database,
        "DATELINE_DATA_DIR": str(trial.folder),
    }
    return subprocess.Popen([sys.executable, "-m", "services.console", command, path], env=environment)


def last_raw_entry(backup):
    lines = map(json.loads, (backup / "redis.jsonl").read_text().splitlines())
    return next(line["last"] for line in lines if line["kind"] == "stream" and line["key"] == RAW)


def key(entry):
    return tuple(map(int, entry.split("-")))
