"""A Redis that three Sentinels watch over: its replica takes over when it dies, and is given back in good order."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis_server
from redis import Redis
from redis_server import RedisServer
from teams import article
from until import until

from services.console import embedded
from services.console.redis_binary import redis_server as binary
from services.console.supervisor import Program, end, start
from services.store.connect import open_store
from services.wire.events import Event

SECRET, WATCHWORD = "secret", "watchword"


@dataclass
class Watched:
    """Two servers, the ports of three Sentinels, and which of the servers is the master now."""

    servers: list[RedisServer]
    ports: list[int]

    def url(self, login: str = f":{SECRET}", master: str = "wire", watchword: str = WATCHWORD) -> str:
        """How Dateline is told of it."""
        places = ",".join(f"127.0.0.1:{port}" for port in self.ports)
        return f"redis+sentinel://{login}@{places}/{master}/2?sentinel_password={watchword}"

    def ask(self, *command: str) -> object:
        """Ask the first Sentinel something of the master."""
        with closing(Redis(port=self.ports[0], password=WATCHWORD)) as sentinel:
            return sentinel.execute_command("SENTINEL", *command, "wire")

    @property
    def master(self) -> int:
        """Port of the master, as the Sentinels see it."""
        return int(self.ask("GET-MASTER-ADDR-BY-NAME")[1])


def sentinel(folder: Path, port: int, master: int) -> Program:
    folder.mkdir()
    (folder / "sentinel.conf").write_text(f"""
port {port}
bind 127.0.0.1
dir {folder}
logfile {folder}/sentinel.log
requirepass {WATCHWORD}
sentinel sentinel-pass {WATCHWORD}
sentinel monitor wire 127.0.0.1 {master} 2
sentinel auth-pass wire {SECRET}
sentinel down-after-milliseconds wire 1000
sentinel failover-timeout wire 5000
""")
    return Program("sentinel", [binary(), str(folder / "sentinel.conf"), "--sentinel"])


def with_passwords(server: RedisServer) -> None:
    with closing(Redis(port=server.port)) as admin:
        admin.config_set("masterauth", SECRET)
        admin.config_set("requirepass", SECRET)


@pytest.fixture
def watched(tmp_path) -> Iterator[Watched]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(redis_server.start(tmp_path / name)) for name in ("first", "second"))
        for server in (first, second):
            with_passwords(server)
        with closing(Redis(port=second.port, password=SECRET)) as replica:
            replica.replicaof("127.0.0.1", first.port)
        watched = Watched([first, second], [embedded.free_port(0) for _ in range(3)])
        for number, port in enumerate(watched.ports):
            stack.callback(end, start(sentinel(tmp_path / f"sentinel-{number}", port, first.port)))

        def all_known() -> bool:
            facts = watched.ask("MASTER")
            return (facts[b"num-slaves"], facts[b"num-other-sentinels"]) == (b"1", b"2")

        until(all_known, "the Sentinels know each other and the replica")
        yield watched


def is_on_replica(port: int) -> bool:
    """Whether a replica has confirmed whatever the server had confirmed before this call."""
    with closing(Redis(port=port, password=SECRET, db=2)) as master:
        master.set("mark", 1)  # WAIT waits for the last write of its own connection
        return master.wait(1, 1_000) == 1


def test_nothing_is_lost_when_the_master_dies_and_when_it_is_changed_in_good_order(watched, team, tmp_path):
    ours = team(watched.url(), DATELINE_MIN_IDLE="5", DATELINE_HIGH_WATER="1000")
    pipeline = ours.serve()
    first, second = watched.servers
    ours.publish(*map(article, range(200)))
    pipeline.until(Event.ARTICLE_INGESTED)
    until(lambda: is_on_replica(first.port), "the replica has what was published")
    first.kill()
    pipeline.until(Event.REDIS_UNREACHABLE)
    until(lambda: watched.master == second.port, "the Sentinels have made the replica the master")
    ours.publish(*map(article, range(200, 300)))
    assert ours.totals() == {"published": 300, "stored": 300, "duplicates": 0, "deleted": 0, "dead": 0}

    with redis_server.start(tmp_path / "first", first.port) as again:
        with_passwords(again)
        until(lambda: is_on_replica(second.port), "the old master is a replica")
        ours.publish(*map(article, range(300, 500)))
        until(lambda: watched.ask("FAILOVER") == b"OK", "a failover has begun")
        until(lambda: watched.master == first.port, "the old master is the master again")
        ours.publish(*map(article, range(490, 600)))
        assert ours.totals() == {"published": 610, "stored": 600, "duplicates": 10, "deleted": 0, "dead": 0}
        assert pipeline.stop() == [0, 0, 0]
    with closing(open_store(f"sqlite:///{ours.folder / 'dateline.db'}")) as store:
        assert {stored.url for stored in store.articles()} == {article(number)["url"] for number in range(600)}
    assert SECRET not in str(pipeline.log("ingest") + pipeline.log("store"))
    assert pipeline.noise() == []


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"master": "paper"}, "no master has the name 'paper'"),
        ({"watchword": "wrong"}, "invalid username-password pair or user is disabled.: set sentinel_username and"),
        ({"login": ":wrong"}, "wants another user or password (invalid username-password pair"),
    ],
)
def test_what_is_wrong_is_one_line(watched, team, wrong, line):
    done = team(watched.url(**wrong)).dateline("status")
    assert done.returncode == 2
    (told,) = done.stderr.splitlines()
    assert told.startswith("dateline: Redis at redis+sentinel://:***@127.0.0.1:")
    assert line in told
    assert "wrong" not in told


def test_a_user_of_the_sentinels_needs_one_right_and_hears_of_it_where_it_is_missing(watched, team):
    right = "sentinel|get-master-addr-by-name"
    ours = team(watched.url() + "&sentinel_username=desk")

    def allow(*rights: str) -> None:
        for port in watched.ports:
            with closing(Redis(port=port, password=WATCHWORD)) as sentinel:
                sentinel.execute_command("ACL", "SETUSER", "desk", "on", f">{WATCHWORD}", *rights)

    allow("-@all")
    done = ours.dateline("status")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert f"allow its user +{right}" in done.stderr
    allow(f"+{right}")
    ours.works("status")


def test_one_sentinel_is_enough_and_none_is_one_line(watched, team):
    alive, there = watched.ports, team(watched.url())
    watched.ports = [embedded.free_port(0), embedded.free_port(0), alive[0]]
    team(watched.url()).works("status")
    watched.ports = watched.ports[:1]
    done = team(watched.url()).dateline("status")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert (
        f"can't be reached (127.0.0.1:{watched.ports[0]} says: connection refused): see DATELINE_REDIS_URL"
        in done.stderr
    )
    there.works("status")
