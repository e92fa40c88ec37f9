"""`dateline backup` and `dateline restore`, on each kind of database."""

import hashlib
from contextlib import ExitStack

import pytest
import redis_server
from redis import Redis
from small_disk import small_disk
from stored_articles import article, full_article
from systems import System

from services.console.backups.folder import SUMS, verify
from services.store.connect import open_dead_letters, open_deletions
from services.store.dead_letters import key_of
from services.wire.delivery.dead import DeadLetter
from services.wire.streams import CLEAN, DEAD, ENDED, ENRICHED, RAW, STORED, TOTALS


@pytest.fixture
def new_system(new_backend, tmp_path):
    """Makes a system without anything in it at each call."""
    with ExitStack() as stack:

        def new():
            backend = new_backend()
            server = stack.enter_context(redis_server.start(tmp_path / f"redis-{len(list(tmp_path.iterdir()))}"))
            return System(tmp_path, server.url, backend.url)

        yield new


@pytest.fixture
def system(new_system):
    return new_system()


@pytest.fixture
def client(system):
    with Redis.from_url(system.redis_url) as client:
        yield client


@pytest.fixture
def filled(system, client):
    """A system with something of every kind."""
    system.store().save([full_article(), article("a", "A"), article("a", "B", entry="2-0")])
    open_dead_letters(system.database_url).keep([DeadLetter("7-0", {b"stage": b"ingest", b"bytes": bytes(range(256))})])
    for number in range(5):
        client.xadd(RAW, {"headline": f"Bridge {number}", bytes(range(256)): b"\xff\0"}, id=f"{number + 1}-0")
    client.xgroup_create(RAW, "ingest", "0")
    client.xgroup_create(RAW, "yours", "0")
    client.xreadgroup("ingest", "worker", {RAW: ">"}, count=3)
    client.xreadgroup("ingest", "worker", {RAW: "0"}, count=3)
    client.xack(RAW, "ingest", "1-0")
    client.xdel(RAW, "4-0")
    client.xgroup_create(CLEAN, "enrich", "0", mkstream=True)
    client.xdel(ENRICHED, client.xadd(ENRICHED, {"gone": "1"}))
    client.xadd(DEAD, {"stage": "enrich", "reason": "why"})
    client.xadd(STORED, {"id": "a"})
    client.zadd(ENDED, {"5-0": 1795000000})
    client.hset(TOTALS, mapping={"stored": 3, "dead": 2})
    client.hset("articles.seen:a", mapping={"revisions": 2, "A": 0, "B": 0})
    client.expire("articles.seen:a", 1000)
    return system


def test_everything_comes_back(filled, client, new_system):
    there = pipeline_of(client)
    code, out, err = filled.run("backup", "monday")
    assert (code, err) == (0, "")
    assert out == (
        "backed up to monday: the database, and from Redis 4 entries in the services' streams, 1 dead letter and "
        "1 identity\n"
    )
    restored = new_system()
    assert restored.run("restore", "monday")[0::2] == (0, "")
    with Redis.from_url(restored.redis_url) as other:
        assert pipeline_of(other) == there
        assert 900 < other.ttl("articles.seen:a") <= 1000
        assert {key for key in other.scan_iter() if not key.startswith(b"articles.")} == set()
    assert list(restored.store().articles()) == list(filled.store().articles())
    assert restored.store().article("a", 1) == filled.store().article("a", 1)
    assert open_dead_letters(restored.database_url).find("7-0") == open_dead_letters(filled.database_url).find("7-0")
    restored.store().save([article("later", "C", entry="9-0")])
    assert restored.store().count() == filled.store().count() + 1


def test_redis_is_made_to_forget_deleted_articles_again(filled, new_system):
    deletions = open_deletions(filled.database_url)
    deletions.delete(["a"], key_of("9-0"))
    deletions.finish(["a"], key_of("9-0"))
    filled.run("backup", "monday")
    restored = new_system()
    restored.run("restore", "monday")
    assert deletions.unfinished(10) == []
    assert open_deletions(restored.database_url).unfinished(10) == ["a"]


def test_a_backup_that_fails_leaves_nothing(filled, client):
    client.rpush("articles.odd", "1")
    code, _, err = filled.run("backup", "monday")
    assert (code, err.count("\n")) == (2, 1)
    assert "articles.odd in Redis is a list" in err
    assert list(filled.folder.glob("monday*")) == []


@pytest.mark.parametrize("larger", ["database", "Redis"])
def test_a_full_disk_is_told_by_the_folder_that_was_to_be_made_and_nothing_is_left_on_it(
    filled, client, tmp_path, larger
):
    if larger == "Redis":
        client.xadd(RAW, {"body": "x" * 3_000_000})
    else:
        filled.store().save([article("long", text="x" * 3_000_000)])
    with small_disk(tmp_path / "disk", megabytes=2) as disk:
        told = f"dateline: {disk}/monday: no space left on device: make room, or choose another disk\n"
        assert filled.run("backup", disk / "monday") == (2, "", told)
        assert list(disk.iterdir()) == []


def test_a_backup_that_is_not_as_it_was_made_is_refused_before_anything_is_touched(filled, new_system):
    filled.run("backup", "monday")
    file = filled.folder / "monday" / "redis.jsonl"
    file.write_bytes(file.read_bytes()[:-9])
    restored = new_system()
    told = "dateline: monday was altered or cut off since it was made (redis.jsonl): take another one\n"
    assert restored.run("restore", "monday") == (2, "", told)
    with Redis.from_url(restored.redis_url) as other:
        assert other.dbsize() == 0
    assert restored.run("list")[0] == 2


def test_nothing_is_restored_over_a_pipeline(filled, client, new_system):
    filled.run("backup", "monday")
    there = pipeline_of(client)
    code, _, err = filled.run("restore", "monday")
    assert (code, err.startswith("dateline: there is a database of articles already: set ")) == (2, True)
    other = new_system()
    code, _, err = other.run("restore", "monday", DATELINE_REDIS_URL=filled.redis_url)
    assert (code, err.startswith("dateline: Redis is not empty, it holds 'articles.")) == (2, True)
    assert pipeline_of(client) == there
    assert other.run("list")[0] == 2


def test_a_restore_that_was_cut_off_is_made_again_but_not_with_another_backup(filled, new_system):
    filled.run("backup", "monday")
    filled.run("backup", "tuesday")
    restored = new_system()
    restored.run("restore", "monday")
    with Redis.from_url(restored.redis_url) as other:
        whole = pipeline_of(other)
        for key in (RAW, CLEAN, ENRICHED, DEAD, STORED, ENDED, TOTALS):
            other.delete(key)
        other.set("restoring", verify(filled.folder / "monday"))
        other.xadd(f"restoring:{RAW}", {"half": "of it"})
        code, _, err = restored.run("restore", "tuesday")
        assert (code, err.startswith("dateline: the restore of another backup was cut off here")) == (2, True)
        assert restored.run("restore", "monday")[0::2] == (0, "")
        assert pipeline_of(other) == whole
        assert not other.exists("restoring")


def test_a_backup_of_a_newer_dateline_is_refused(filled, new_system):
    filled.run("backup", "monday")
    folder = filled.folder / "monday"
    manifest = folder / "manifest.json"
    before = hashlib.sha256(manifest.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text().replace('"migration": ', '"migration": 99'))
    after = hashlib.sha256(manifest.read_bytes()).hexdigest()
    (folder / SUMS).write_text((folder / SUMS).read_text().replace(before, after))
    code, _, err = new_system().run("restore", "monday")
    assert (code, "upgrade Dateline" in err) == (2, True)


def test_a_database_of_the_other_kind_is_refused(filled, tmp_path):
    filled.run("backup", "monday")
    other = (
        "postgresql://127.0.0.1:1/none" if filled.database_url.startswith("sqlite") else f"sqlite:///{tmp_path}/x.db"
    )
    code, _, err = filled.run("restore", "monday", DATELINE_DATABASE_URL=other)
    assert (code, "holds a database of another kind" in err) == (2, True)


def pipeline_of(client):
    """All that Redis holds for the pipeline, without times to live and idle times."""
    held = {}
    for key in sorted(client.keys("articles.*")):
        kind = client.type(key)
        if kind == b"hash":
            held[key] = client.hgetall(key)
        elif kind == b"zset":
            held[key] = client.zrange(key, 0, -1, withscores=True)
        else:
            told = client.xinfo_stream(key)
            counts = [told[name] for name in ("last-generated-id", "entries-added", "max-deleted-entry-id")]
            groups = client.xinfo_groups(key)
            pending = [client.xpending_range(key, group["name"], "-", "+", 100) for group in groups]
            of = [
                [{name: value for name, value in each.items() if name != "time_since_delivered"} for each in entries]
                for entries in pending
            ]
            told_groups = [{n: v for n, v in group.items() if n != "consumers"} for group in groups]
            held[key] = (client.xrange(key), counts, told_groups, of)
    return held
