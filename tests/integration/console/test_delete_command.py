"""`dateline delete`: what it says, asks and refuses."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from redis.asyncio import Redis

from services.console.embedded import free_port
from services.store.connect import open_deletions, open_store
from services.store.protocol import ArticleStore
from services.wire.messages import Engine, EnrichedArticle
from services.wire.streams import DEAD, RAW, REMEMBERED

Dateline = Callable[..., "CompletedProcess[str]"]


def article(id: str, source: str = "Example Wire", published: str = "2012-12-29", entry: str = "1-0"):
    return EnrichedArticle(
        **{"id": id, "revision": 1, "content_hash": id, "entry": entry, "source": source, "published": published},
        **{"published_from": "stated", "language": "en", "text": "It opened.", "engine": Engine(dateline="0.1.0")},
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'dateline-data' / 'dateline.db'}"


@pytest.fixture
def store(url: str, redis: Redis) -> ArticleStore:
    """The database that `dateline` reads here, with three articles. Redis is empty."""
    store = open_store(url)
    store.migrate()
    store.save([article("a1"), article("a2", published="2012-12-31"), article("b1", source="Desk")])
    return store


def test_articles_go_by_their_ids_and_an_unknown_one_is_told(dateline: Dateline, store):
    done = dateline("delete", "a1", "b1", "nope")
    assert done.stdout == ("deleted 2 articles: 2 revisions, 0 waiting entries, 0 dead letters, 0 identities\n")
    assert done.stderr == "dateline: no article 'nope' to delete: see dateline list\n"
    assert done.returncode == 1
    assert store.ids("", 9) == ["a2"]


def test_the_beginning_of_an_id_deletes_nothing_and_of_one_article_the_whole_id_is_told(dateline: Dateline, store):
    assert dateline("delete", "a").stderr == "dateline: no article 'a' to delete: see dateline list\n"
    done = dateline("delete", "b")
    assert (done.stderr, done.returncode) == ("dateline: no article 'b' to delete: give the whole id: b1\n", 1)
    assert store.count() == 3


@pytest.mark.parametrize("id", ["", "\udcff"])
def test_what_can_be_no_id_is_told_as_an_unknown_one(dateline: Dateline, store, id: str):
    done = dateline("delete", id)
    assert (done.stderr.count("\n"), done.returncode) == (1, 1)
    assert done.stderr.endswith("see dateline list\n")


def test_conditions_count_together(dateline: Dateline, store):
    assert dateline("delete", "--source", "example wire", "--before", "2012-12-30", "--yes").returncode == 0
    assert store.ids("", 9) == ["a2", "b1"]
    done = dateline("delete", "a2", "b1", "--source", "Desk")
    assert (done.stderr, done.returncode) == ("dateline: no article 'a2' to delete: see dateline list\n", 1)
    assert store.ids("", 9) == ["a2"]


def test_without_ids_it_asks_first(dateline: Dateline, store):
    done = dateline("delete", "--source", "Desk")
    assert done.returncode == 2
    assert done.stderr == (
        "dateline: this deletes 1 article: 1 revision, 0 waiting entries, 0 dead letters for good: add --yes\n"
    )
    assert store.count() == 3


def test_where_nothing_is_chosen_there_is_one_line(dateline: Dateline, store):
    done = dateline("delete", "--source", "Dask", "--yes")
    assert (done.stdout, done.stderr, done.returncode) == ("", "dateline: no article to delete: see dateline list\n", 1)


def test_an_article_that_was_deleted_before_is_told_so(dateline: Dateline, store):
    dateline("delete", "a1")
    again = dateline("delete", "a1", "a2")
    assert again.stdout.splitlines() == [
        "nothing with the id a1 is stored: it was deleted before",
        "deleted 1 article: 1 revision, 0 waiting entries, 0 dead letters, 0 identities",
    ]
    assert again.returncode == 0


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_nothing_else_is_said_where_all_were_deleted_before(dateline: Dateline, store, options):
    dateline("delete", "a1")
    again = dateline("delete", "a1", *options)
    line = "nothing with the id a1 is stored: it was deleted before\n"
    assert (again.stdout, again.stderr, again.returncode) == (line, "", 0)


def test_a_dry_run_deletes_nothing(dateline: Dateline, store):
    done = dateline("delete", "a1", "--dry-run")
    assert (done.stdout, done.returncode) == (
        "would delete 1 article: 1 revision, 0 waiting entries, 0 dead letters\n",
        0,
    )
    assert store.count() == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give ids, --source or --before"),
        (["--before", "yesterday"], "write it as 2012-12-29"),
        (["--before", "2012-02-30"], "2012-02-30"),
    ],
)
def test_what_is_not_clear_is_refused(dateline: Dateline, arguments, told):
    done = dateline("delete", *arguments)
    assert (done.returncode, told in done.stderr) == (2, True)


def test_without_a_database_there_is_one_line(dateline: Dateline, redis):
    done = dateline("delete", "a1")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no database" in done.stderr


def test_without_redis_the_database_does_its_part_and_a_second_run_does_the_rest(dateline: Dateline, store, url):
    away = dateline("delete", "a1", DATELINE_REDIS_URL=f"redis://127.0.0.1:{free_port(0)}/0")
    assert away.stdout.startswith("deleted 1 article: 1 revision,")
    assert "do the same again" in away.stderr
    assert (away.returncode, away.stderr.count("\n")) == (2, 1)
    assert store.article("a1") is None
    assert store.save([article("a1", entry="99999999999999-0")])[0].outcome == "deleted"
    again = dateline("delete", "a1")
    assert (again.stderr, again.returncode) == ("", 0)
    assert open_deletions(url).unfinished(9) == []
    assert store.save([article("a1", entry="99999999999999-0")])[0].outcome == "new"


async def test_what_redis_alone_remembers_can_be_deleted(dateline: Dateline, store, redis: Redis):
    await redis.hset(f"{REMEMBERED}c3", "revisions", 1)
    assert "1 identity" in dateline("delete", "c3").stdout
    assert not await redis.exists(f"{REMEMBERED}c3")


async def test_waiting_entries_and_dead_letters_are_chosen_by_what_they_say(dateline: Dateline, store, redis: Redis):
    for source in ("Desk", "Other"):
        await redis.xadd(RAW, {"headline": f"From {source}", "source": source, "published": "2012-12-29"})
    await redis.xadd(RAW, {"source": b"\xff", "headline": "Unreadable"})
    told = {"stage": "ingest", "stream": RAW, "entry": "1-0", "origin": "1-0", "reason": "bad"}
    for source in ("Desk", "Other"):
        await redis.xadd(DEAD, {**told, "original.headline": f"Dead at {source}", "original.source": source})
    done = dateline("delete", "--source", "Desk", "--yes")
    assert "3 articles: 1 revision, 1 waiting entry, 1 dead letter, 0 identities" in done.stdout
    assert await redis.xlen(RAW) == 2
    assert await redis.xlen(DEAD) == 1
