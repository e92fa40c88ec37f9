"""The command `trace`, on every kind of database."""

import json
import re

from stored_articles import article

from services.store.way import Way
from services.wire.messages.trail import Step

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
INGEST = Step("ingest", "ingest-bcff198e", "1795515844767-0", 1, 16, 1795515844780, 1795515844792)
ENRICH = Step("enrich", "enrich-0a1b2c3d", "1795515844793-0", 2, 4, 1795515844795, 1795515857195)
STORE = Step("store", "store-2b1c0de5", "1795515857200-0", 1, 1, 1795515857203)


def test_it_shows_worker_wait_work_and_deliveries_of_each_stage(database, dateline):
    database.save([article("2810")], [Way(TRACE, (INGEST, ENRICH, STORE))])
    out, err = dateline("trace", "28")
    assert err == ""
    assert TRACE in out
    rows = [line.split() for line in out.splitlines() if line.split()[:1] in (["ingest"], ["enrich"], ["store"])]
    assert [" ".join(row) for row in rows] == [
        "ingest ingest-bcff198e 1795515844767-0 13 ms 12 ms 16 1",
        "enrich enrich-0a1b2c3d 1795515844793-0 2 ms 12.4 s 4 2",
        "store store-2b1c0de5 1795515857200-0 3 ms until commit 1 1",
    ]
    assert "Added to the stream of ingest at 2026-11-24 10:24:04.767 UTC, in the hands of store 12.4 s later." in out
    assert "clock" not in out
    assert "Not noted" not in out


def test_in_a_pipe_no_id_is_cut_however_narrow_the_terminal_is_said_to_be(database, dateline, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    database.save([article("2810")], [Way(TRACE, (INGEST,))])
    assert re.search(r"^ingest ingest-bcff198e 1795515844767-0 +13 ms +12 ms", dateline("trace", "28")[0], re.M)


def test_a_wait_is_never_less_than_nothing_and_a_clock_that_is_behind_is_told(database, dateline):
    behind = STORE._replace(begun=1795515857100)
    database.save([article("2810")], [Way(TRACE, (INGEST, ENRICH, behind))])
    out, _ = dateline("trace", "28")
    assert re.search(r"1795515857200-0 +0 ms until commit", out)
    assert "The clock of store-2b1c0de5 was at least 100 ms behind that of Redis." in out


def test_stages_that_noted_nothing_are_named(database, dateline):
    database.save([article("2810")], [Way(TRACE, (ENRICH, STORE))])
    out, _ = dateline("trace", "28")
    assert "Not noted: ingest. The record was enriched again, or a worker was of an older version." in out


def test_each_revision_has_a_way_of_its_own(database, dateline):
    other = Way("ab" * 16, (STORE,))
    database.save([article("2810", "A"), article("2810", "B", revision=2, entry="2-0")], [Way(TRACE, ()), other])
    assert "ab" * 16 in dateline("trace", "28")[0]
    assert TRACE in dateline("trace", "28", "--revision", "1")[0]


def test_a_record_of_an_older_version_is_one_line(database, dateline):
    database.save([article("2810")])
    out, err = dateline("trace", "28", code=1)
    assert (out, err) == (
        "",
        "dateline: article 2810 was stored by a Dateline that noted no ways: nothing is known of its own\n",
    )


def test_an_article_that_is_not_there_is_one_line(database, dateline):
    assert "no stored article has an id that begins with '28'" in dateline("trace", "28", code=1)[1]


def test_machines_get_json(database, dateline):
    database.save([article("2810")], [Way(TRACE, (INGEST, STORE))])
    found = json.loads(dateline("trace", "28", "--json")[0])
    assert (found["id"], found["revision"], found["trace_id"]) == ("2810", 1, TRACE)
    assert [Step(**step) for step in found["steps"]] == [INGEST, STORE]


def test_a_worker_with_an_odd_name_cannot_steer_a_terminal(database, dateline):
    database.save([article("2810")], [Way(TRACE, (STORE._replace(worker="\x1b[2Jme"),))])
    assert "\x1b" not in dateline("trace", "28")[0]


def test_a_hostile_article_cannot_steer_a_terminal(database, dateline):
    hostile = "\x1b[2J \x9b31m \x07 \u202e"
    fields = dict.fromkeys(("headline", "source", "byline", "url"), hostile)
    way = Way(hostile, (STORE._replace(stage=hostile, worker=hostile),))
    database.save([article("2810", f"{hostile} storm", **fields)], [way])
    shown, _ = dateline("trace", "28")
    assert "[2J" in shown
    assert not set("\x1b\x9b\x07\u202e") & set(shown)
