"""`dateline reprocess`: stored articles through the real services again."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from redis import Redis

from services.wire.streams import CLEAN, DEAD

TEXTS = ["Anna Keller spoke in Oslo on Friday.", "Ilse Varga played in Vienna on Monday.", "It rained in Bergen."]


async def test_records_are_found_anew_and_every_raw_entry_still_counts_once(pipeline):
    entries = [{"headline": f"No {n}", "body": text, "published": "2012-12-29"} for n, text in enumerate(TEXTS)]
    await pipeline.publish(*entries, entries[0])
    await pipeline.drained()
    fresh, totals = pipeline.records(), await pipeline.totals()
    forget_what_was_found(pipeline)
    assert all(record["entities"] == [] for record in pipeline.records().values())
    assert reprocess(pipeline, "--older-than", "0.0.1") == "sent 0 articles to be enriched again, of 3 stored\n"
    assert reprocess(pipeline, "--query", "Varga") == "sent 1 article to be enriched again, of 3 stored\n"
    await pipeline.drained()
    assert sorted(len(record["entities"]) > 0 for record in pipeline.records().values()) == [False, False, True]
    assert reprocess(pipeline, "--older-than", "this") == "sent 2 articles to be enriched again, of 3 stored\n"
    await pipeline.drained()
    assert reprocess(pipeline, "--older-than", "this") == "sent 0 articles to be enriched again, of 3 stored\n"
    assert without_keys(pipeline.records()) == without_keys(fresh)
    assert await pipeline.totals() == {**totals, "redone": 3}
    told = [line for line in pipeline.log("store") if line["event"] == "article.redone"]
    assert [line["replaced"] for line in told] == [True] * 3


async def test_one_that_fails_is_a_dead_letter_that_counts_apart_and_can_be_replayed(pipeline):
    before = await pipeline.totals()
    message = {"specversion": "1.0", "id": "1-0/redo-5", "source": "x", "type": "dateline.article.clean", "data": {}}
    with Redis.from_url(pipeline.url) as redis:
        redis.xadd(CLEAN, {"__data__": json.dumps(message)})
        await pipeline.drained()
        assert await pipeline.totals() == {**before, "redone.dead": 1}
        [(letter, _)] = redis.xrange(DEAD)
    assert run(pipeline, "dead", "replay", letter.decode()) == "replayed 1 dead letter\n"
    await pipeline.drained()
    assert await pipeline.totals() == {**before, "redone.dead": 1, "replayed.enrich": 1}


def forget_what_was_found(pipeline):
    """Leave the records that an older engine might have made."""
    with closing(sqlite3.connect(pipeline.folder / "dateline.db")) as database, database:
        database.execute("DELETE FROM mentions")
        database.execute("DELETE FROM entities")
        database.execute("DELETE FROM dates")
        database.execute("UPDATE articles SET engine_dateline = '0.0.1', engine_model = NULL")


def reprocess(pipeline, *arguments):
    return run(pipeline, "reprocess", *arguments)


def run(pipeline, *arguments):
    environment = {**os.environ, "DATELINE_REDIS_URL": pipeline.url, "DATELINE_DATA_DIR": str(pipeline.folder)}
    command = [sys.executable, "-m", "services.console", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment).stdout


def without_keys(records):
    """The records without the numbers of entities within an article, by the raw entry."""
    return {entry: {**record, "entities": sorted(map(str, record["entities"]))} for entry, record in records.items()}
