"""`dateline dead`: what failed, in Redis and in the database, looked at, replayed and dropped."""

import asyncio
import re
import secrets
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import SimpleNamespace

import pytest
from redis.asyncio import Redis

from services.console.app import main
from services.console.dead_letters import AllDeadLetters
from services.console.dead_replay import wait_for_room
from services.console.status import status_of
from services.store.connect import open_dead_letters, open_store
from services.store.dead_letters import ALL, key_of
from services.store.postgres.connection import Connection
from services.wire.delivery.dead import DeadLetter, letter
from services.wire.delivery.entry import Entry
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.outcome import Dead, Facts
from services.wire.delivery.settings import PressureSettings
from services.wire.messages.trail import Trail
from services.wire.streams import CLEAN, DEAD, ENRICHED, INPUT, RAW, TOTALS

Dateline = Callable[..., SimpleNamespace]

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def dateline(redis_url, tmp_path, monkeypatch, capfd) -> Dateline:
    """Runs `dateline` in an empty directory, in this process, which spares a second a time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str, url: str = redis_url) -> SimpleNamespace:
        monkeypatch.setenv("DATELINE_REDIS_URL", url)
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with ThreadPoolExecutor(1) as thread, pytest.raises(SystemExit) as end:  # this one has a loop that runs
            thread.submit(main).result()
        out, err = capfd.readouterr()
        return SimpleNamespace(returncode=end.value.code or 0, stdout=out, stderr=err)

    return run


async def die(redis: Redis, fields=None, reason="not JSON", stage="ingest", **more) -> str:
    """Add a dead letter, counted as such; its id."""
    entry = Entry("1356766500000-0", fields or {b"__data__": b"[}"})
    dead = Dead(reason, Facts("a1", Trail("t1")), **more)
    await redis.hincrby(TOTALS, "dead", 1)
    return (await redis.xadd(DEAD, letter(entry, dead, stage=stage, stream=INPUT[stage]))).decode()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path, monkeypatch):
    """The dead letters of an empty database, which is the one that is set."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/dateline.db"
    else:
        server = request.getfixturevalue("postgres_url")
        name = f"dead_{secrets.token_hex(8)}"
        with closing(Connection(server)) as connection:
            connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
        url = f"{server.rpartition('/')[0]}/{name}"
    open_store(url).migrate()
    monkeypatch.setenv("DATELINE_DATABASE_URL", url)
    return open_dead_letters(url)


async def move(redis: Redis, database, *ids: str) -> None:
    """Move letters to the database, as the store does."""
    database.keep([await DeadLetters(redis, prefix="").find(id) for id in ids])
    await DeadLetters(redis, prefix="").remove(ids)


def listed(done: SimpleNamespace) -> list[str]:
    assert (done.returncode, done.stderr) == (0, "")
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


async def test_list_shows_the_newest_first_wherever_they_are(redis: Redis, dateline: Dateline, database):
    ids = [await die(redis, reason=f"reason {n}", stage=stage) for n, stage in enumerate(["ingest", "store"] * 3)]
    await move(redis, database, *ids[:3])
    assert listed(dateline("dead", "list")) == ids[::-1]
    assert listed(dateline("dead", "list", "--limit", "4")) == ids[:1:-1]
    assert listed(dateline("dead", "list", "--stage", "store")) == ids[5::-2]
    assert listed(dateline("dead", "list", "--reason", "reason 1")) == [ids[1]]
    assert listed(dateline("dead", "list", "--before", ids[4])) == ids[3::-1]
    assert listed(dateline("dead", "list", "--before", ids[2])) == ids[1::-1]


async def test_a_line_of_the_list_has_id_time_stage_reason_and_article(redis: Redis, dateline: Dateline, database):
    id_ = await die(redis, reason="two\nlines\x1b[8m")
    line = dateline("dead", "list").stdout
    assert re.fullmatch(rf"{id_}\t20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\tingest\ttwo lines\ufffd\[8m\ta1\n", line)


async def test_before_there_is_a_database_a_line_says_so(redis: Redis, dateline: Dateline, tmp_path):
    id_ = await die(redis)
    done = dateline("dead", "list")
    assert (done.returncode, done.stdout.startswith(id_)) == (0, True)
    assert done.stderr.startswith("dateline: dead letters in Redis alone: no database at dateline-data/dateline.db")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


async def test_many_letters_are_read_in_pages_and_none_is_missed(redis: Redis, dateline: Dateline, database):
    ids = [await die(redis) for _ in range(120)]
    await move(redis, database, *ids[:60])
    assert listed(dateline("dead", "list")) == ids[::-1]
    assert dateline("dead", "drop", "--all", "--yes").stdout == "dropped 120 dead letters\n"
    assert listed(dateline("dead", "list")) == []


@pytest.mark.parametrize("moved", [False, True])
async def test_show_tells_all_that_is_known(redis: Redis, dateline: Dateline, database, moved):
    sent = {b"headline": b"caf\xe9 \x1b[2J", b"b\xf6dy": b"plain text\nof two lines"}
    id_ = await die(redis, sent, "not UTF-8", traceback="Traceback\n  in fragile")
    if moved:
        await move(redis, database, id_)
    done = dateline("dead", "show", id_)
    assert (done.returncode, done.stderr) == (0, "")
    for expected in (
        *(id_, "ingest", "not UTF-8", "articles.raw", "1356766500000-0", "a1", "t1", "2012-12-29T07:35:00.000"),
        *("  Traceback\n    in fragile", "headline (9 bytes)\n  caf\\xe9 \ufffd[2J", "b\\xf6dy (23 bytes)"),
        "  plain text\n  of two lines",
    ):
        assert expected in done.stdout


async def test_show_gives_the_bytes_of_a_field(redis: Redis, dateline: Dateline, database, tmp_path):
    id_ = await die(redis, {b"body": "caf\u00e9\x00".encode() + b"\n\n"})
    assert dateline("dead", "show", id_, "--raw", "body").stdout == "caf\u00e9\x00\n\n"
    wrong = dateline("dead", "show", id_, "--raw", "bodi")
    assert (wrong.returncode, wrong.stderr) == (1, "dateline: no original field is named 'bodi': there are body\n")


async def test_show_tells_how_it_failed_before(redis: Redis, dateline: Dateline, database):
    first = DeadLetter("8-0", letter(Entry("7-0", {b"x": b"y"}), Dead("once"), stage="ingest", stream=RAW))
    again = Entry("9-0", {b"x": b"y"}, history=first.failures())
    await redis.xadd(DEAD, letter(again, Dead("twice"), stage="ingest", stream=RAW), id="10-0")
    shown = dateline("dead", "show", "10-0").stdout
    assert "ingest: once" in shown
    assert "letter 8-0, entry 7-0" in shown
    assert "twice" in shown


async def left(redis: Redis, database) -> list[DeadLetter]:
    """The letters that nobody has replayed or dropped."""
    return [letter async for letter in AllDeadLetters(redis, database, print, prefix="").newest_first(None, ALL)]


@pytest.mark.parametrize("moved", [False, True])
async def test_replay_gives_a_letter_back_once_wherever_it_is(redis: Redis, dateline: Dateline, database, moved):
    id_ = await die(redis, {b"__data__": b"\xff\x00"})
    if moved:
        await move(redis, database, id_)
    assert dateline("dead", "replay", id_).stdout == "replayed 1 dead letter\n"
    ((entry_id, fields),) = await redis.xrange(RAW)
    assert Entry.of(entry_id, fields).fields == {b"__data__": b"\xff\x00"}
    assert await left(redis, database) == []
    again = dateline("dead", "replay", id_)
    assert (again.returncode, again.stdout) == (1, "replayed 0 dead letters\n")
    assert again.stderr == f"dateline: no dead letter has the id '{id_}': see dateline dead list\n"
    assert await redis.xlen(RAW) == 1


async def test_status_counts_a_replayed_entry_as_published_once(redis: Redis, dateline: Dateline, database):
    await redis.xadd(RAW, {"x": "y"})
    dateline("dead", "replay", await die(redis))
    totals = (await status_of(redis)).totals
    assert (totals.published, totals.dead) == (1, 0)


async def test_replay_all_takes_each_to_its_stage_in_the_order_of_failing(redis: Redis, dateline: Dateline, database):
    stages = ["ingest", "enrich", "store", "ingest", "enrich"]
    ids = [await die(redis, {b"n": b"%d" % n}, stage=stage) for n, stage in enumerate(stages)]
    await move(redis, database, *ids[:3])
    assert dateline("dead", "replay", "--all").stdout == "replayed 5 dead letters\n"
    sent = {stream: [fields[b"n"] for _, fields in await redis.xrange(stream)] for stream in (RAW, CLEAN, ENRICHED)}
    assert sent == {RAW: [b"0", b"3"], CLEAN: [b"1", b"4"], ENRICHED: [b"2"]}
    assert await left(redis, database) == []


async def test_replay_all_of_a_reason_leaves_the_others(redis: Redis, dateline: Dateline, database):
    await die(redis, reason="version 9 is newer than this reader's (1): upgrade it")
    other = await die(redis, reason="not JSON")
    assert dateline("dead", "replay", "--all", "--reason", "newer").stdout == "replayed 1 dead letter\n"
    assert listed(dateline("dead", "list")) == [other]


async def test_a_redis_that_refuses_half_way_is_told_of_with_how_far_it_came(
    redis: Redis, dateline: Dateline, database
):
    ids = [await die(redis), await die(redis, stage="store")]
    await redis.set(ENRICHED, "in the way")
    done = dateline("dead", "replay", *ids)
    assert done.returncode == 2
    assert done.stderr.startswith("dateline: replayed 1 dead letter, then stopped: Redis at redis://")
    assert done.stderr.endswith("; do the same again, each letter counts once\n")
    assert listed(dateline("dead", "list")) == ids[1:]


async def test_a_letter_that_cannot_be_replayed_stays_and_the_others_go(redis: Redis, dateline: Dateline, database):
    strange = (await redis.xadd(DEAD, {"hello": "world"})).decode()
    await die(redis)
    done = dateline("dead", "replay", "--all")
    assert (done.returncode, done.stdout) == (1, "replayed 1 dead letter\n")
    assert done.stderr.startswith(f"dateline: {strange}: it can't be replayed, since Dateline did not write it")
    assert listed(dateline("dead", "list")) == [strange]
    assert "hello" not in dateline("dead", "show", strange).stderr
    assert dateline("dead", "drop", strange).returncode == 0


async def test_a_row_left_by_a_replay_that_was_killed_is_not_shown_and_not_replayed(redis: Redis, dateline, database):
    id_ = await die(redis)
    await move(redis, database, id_)
    await DeadLetters(redis, prefix="").replay(database.find(id_))  # and killed before the row was deleted
    assert listed(dateline("dead", "list")) == []
    assert dateline("dead", "show", id_).returncode == 1
    assert dateline("dead", "replay", id_).returncode == 1
    assert dateline("dead", "replay", "--all").stdout == "replayed 0 dead letters\n"
    assert await redis.xlen(RAW) == 1


async def test_dropped_letters_stay_counted_as_dead(redis: Redis, dateline: Dateline, database):
    ids = [await die(redis), await die(redis)]
    await move(redis, database, ids[0])
    done = dateline("dead", "drop", *ids, "7-7", "what?")
    assert (done.returncode, done.stdout) == (1, "dropped 2 dead letters\n")
    assert done.stderr.splitlines() == [
        "dateline: no dead letter has the id '7-7': see dateline dead list",
        "dateline: no dead letter has the id 'what?': see dateline dead list",
    ]
    assert await left(redis, database) == []
    assert (await status_of(redis)).totals.dead == 2


async def test_dropping_all_wants_a_yes(redis: Redis, dateline: Dateline, database):
    await die(redis)
    done = dateline("dead", "drop", "--all", "--stage", "ingest")
    assert done.returncode == 2
    assert done.stderr == "dateline: this drops all dead letters of ingest for good: add --yes\n"
    assert await redis.xlen(DEAD) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["replay"], "give ids, or --all"),
        (["drop", "--stage", "ingest"], "give ids, or --all"),
        (["replay", "1-0", "--all"], "give either ids"),
        (["replay", "1-0", "--reason", "x"], "give either ids"),
        (["list", "--before", "yesterday"], "'yesterday' is no id of a dead letter"),
        (["list", "--stage", "publish"], "'--stage': 'publish' is no stage: there are ingest, enrich, store\n"),
    ],
)
async def test_what_is_unclear_is_asked_back(dateline: Dateline, arguments, said):
    done = dateline("dead", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "1-0"], ["replay", "1-0"], ["replay", "--all"], ["drop", "1-0"]]
)
async def test_without_redis_each_command_says_so_in_one_line(dateline: Dateline, arguments):
    done = dateline("dead", *arguments, url=NOBODY)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"dateline: Redis at {NOBODY} can't be reached (connection refused): see DATELINE_REDIS_URL\n"


async def test_replaying_waits_while_the_stage_is_far_behind(redis: Redis, capsys):
    for _ in range(40):
        await redis.xadd(RAW, {"x": "y"})
    await redis.xgroup_create(RAW, "ingest", id="0")
    waiting = asyncio.create_task(wait_for_room(redis, "ingest", PressureSettings(high_water=40, low_water=5)))
    said = ""
    async with asyncio.timeout(20):
        while not said:
            await asyncio.sleep(0.01)
            said = capsys.readouterr().err
        assert not waiting.done()
        await redis.xreadgroup("ingest", "one", {RAW: ">"}, count=35, noack=True)
        await waiting
    assert said == "waiting: ingest has 40 articles or more to do; going on at 5\n"


async def test_what_dies_again_during_a_replay_of_all_is_not_replayed_again(redis: Redis, database):
    ids = [await die(redis) for _ in range(60)]
    await move(redis, database, *ids[:30])
    letters = AllDeadLetters(redis, database, print, prefix="")
    replayed: list[str] = []
    async for page in letters.oldest_first(ALL):
        for one in page:
            replayed.append(one.id)
            await die(redis, reason="again")
        await letters.replay(page)
    assert replayed == ids
    assert await redis.xlen(DEAD) == 60


async def test_what_moves_while_all_are_read_is_found_in_the_database(redis: Redis, database):
    ids = [await die(redis) for _ in range(90)]
    letters = AllDeadLetters(redis, database, print, prefix="")
    newest_first: list[str] = []
    async for one in letters.newest_first(None, ALL):
        newest_first.append(one.id)
        if one.id == ids[70]:
            await move(redis, database, *ids[:80])
    assert newest_first == ids[::-1]


async def test_what_moves_while_all_are_replayed_is_replayed_from_the_database(redis: Redis, database):
    ids = [await die(redis) for _ in range(90)]
    letters = AllDeadLetters(redis, database, print, prefix="")
    replayed: list[str] = []
    async for page in letters.oldest_first(ALL):
        if not replayed:
            await move(redis, database, *ids[:80])
        assert await letters.replay(page) == []
        replayed += [one.id for one in page]
    assert sorted(replayed, key=key_of) == ids
    assert await redis.xlen(RAW) == 90


async def test_two_who_replay_all_at_once_replay_each_letter_once(redis: Redis, database):
    ids = [await die(redis) for _ in range(60)]
    await move(redis, database, *ids[:30])

    async def replay_all() -> int:
        letters = AllDeadLetters(redis, database, print, prefix="")
        return sum([len(page) - len(await letters.replay(page)) async for page in letters.oldest_first(ALL)])

    assert sum(await asyncio.gather(*(replay_all() for _ in range(3)))) == 60
    assert await redis.xlen(RAW) == 60
    assert await left(redis, database) == []


async def test_a_database_that_is_away_is_told_of_once_and_redis_goes_on(redis: Redis, tmp_path):
    id_ = await die(redis)
    told: list[str] = []
    letters = AllDeadLetters(redis, open_dead_letters(f"sqlite:///{tmp_path}/none.db"), told.append, prefix="")
    assert [one.id async for one in letters.newest_first(None, ALL)] == [id_]
    assert await letters.replay([await letters.find(id_)]) == []
    assert len(told) == 1
    assert "no database at" in told[0]
