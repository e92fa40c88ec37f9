"""Three pipelines on the three nodes of a real cluster, and the articles spread over them."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis_server
from redis import Redis
from redis.crc import key_slot
from redis.exceptions import ClusterDownError
from redis_server import RedisServer
from teams import UNREADABLE, article
from until import until

from services.console import embedded
from services.wire.address import parse
from services.wire.events import Event
from services.wire.locating import NotLocated, locate

SLOTS = 16384
CITIES = ("nyc", "oslo", "lima", "rome", "cairo", "delhi", "paris", "tokyo", "quito", "accra", "bern", "riga")


@dataclass
class Cluster:
    """Its nodes, masters first."""

    folder: Path
    nodes: list[RedisServer] = field(default_factory=list)

    def start(self, number: int, port: int = 0) -> RedisServer:
        """Start a node; with its port, one that was there before."""
        bus = self.folder / f"node-{number}" / "bus"
        if not bus.exists():
            bus.parent.mkdir()
            bus.write_text(str(embedded.free_port(0)))
        options = ("--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--cluster-port", bus.read_text())
        return redis_server.start(bus.parent, port, *options, "--appendfsync", "always")

    def join(self, number: int) -> None:
        """Start a node, and make it known to the first."""
        node = self.start(number)
        self.nodes.append(node)
        bus = (self.folder / f"node-{number}" / "bus").read_text()
        self.ask(0, "MEET", "127.0.0.1", str(node.port), bus)

    def ask(self, number: int, *command: str) -> bytes:
        """Ask a node something of the cluster."""
        with closing(Redis(port=self.nodes[number].port)) as node:
            return node.execute_command("CLUSTER", *command)

    def agree(self) -> None:
        """Return when all nodes serve all slots and know each other."""
        for number in range(len(self.nodes)):
            until(lambda number=number: self.works(number), f"node {number} sees the cluster work")

    def works(self, number: int) -> bool:
        """Whether a node sees that."""
        told = dict(line.split(":") for line in self.ask(number, "INFO").decode().split())
        return (told["cluster_state"], told["cluster_known_nodes"]) == ("ok", str(len(self.nodes)))

    @property
    def url(self) -> str:
        """How Dateline is told of it."""
        return "redis+cluster://" + ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)

    def keys(self) -> list[set[str]]:
        """What each node keeps."""
        found = []
        for node in self.nodes:
            with closing(Redis(port=node.port)) as client:
                found.append({key.decode() for key in client.scan_iter()})
        return found


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path / "cluster")
    cluster.folder.mkdir()
    with ExitStack() as stack:
        stack.callback(lambda: [node.stop() for node in cluster.nodes])
        for number in range(3):
            cluster.join(number)
            first, last = SLOTS * number // 3, SLOTS * (number + 1) // 3 - 1
            cluster.ask(number, "ADDSLOTSRANGE", str(first), str(last))
        cluster.agree()
        yield cluster


def prefix_on(number: int) -> str:
    """A prefix whose keys are all on this node of three."""
    first, last = SLOTS * number // 3, SLOTS * (number + 1) // 3
    return next(f"{{{city}}}." for city in CITIES if first <= key_slot(city.encode()) < last)


def stored(folder: Path) -> dict[str, str]:
    """The raw entry of each stored article, by its URL. Raises KeyError where there is more than one."""
    with closing(sqlite3.connect(folder / "dateline.db")) as database:
        rows = database.execute("SELECT url, entry FROM articles").fetchall()
    assert len({url for url, _ in rows}) == len({entry for _, entry in rows}) == len(rows)
    return dict(rows)


def test_the_ledger_is_exact_over_three_shards_while_a_worker_dies_and_a_node_goes_and_comes_back(cluster, team):
    prefixes = [prefix_on(number) for number in range(3)]
    shards = [team(cluster.url, DATELINE_STREAM_PREFIX=prefix, DATELINE_MIN_IDLE="3") for prefix in prefixes]
    publisher = team(cluster.url, DATELINE_STREAM_PREFIX=",".join(prefixes))
    pipelines = [shard.serve() for shard in shards]
    for pipeline in pipelines:
        pipeline.until(Event.SERVICE_STARTED, times=3, seconds=120)
    publisher.publish(*map(article, range(300)), *[UNREADABLE | {"id": str(number)} for number in range(30)])
    for pipeline in pipelines:
        pipeline.until(Event.ARTICLE_ENRICHED)
    enrich = pipelines[0].processes[1]
    enrich.kill()
    enrich.wait()
    cluster.nodes[1].kill()
    for pipeline in pipelines[1:]:
        pipeline.until(Event.REDIS_UNREACHABLE)
    refused = publisher.dateline("status")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    cluster.nodes[1] = cluster.start(1, cluster.nodes[1].port)
    cluster.agree()
    shards[0].serve("enrich")
    publisher.publish(*map(article, range(250, 500)))

    publisher.works("wait", "--timeout", "120")
    totals = [Counter(shard.totals()) for shard in shards]
    together = sum(totals, Counter())
    assert together == {"published": 580, "stored": 500, "duplicates": 50, "dead": 30}
    assert all(total["published"] == total["stored"] + total["duplicates"] + total["dead"] for total in totals)
    assert all(total["stored"] > 100 and total["dead"] for total in totals)
    kept = [stored(shard.folder) for shard in shards]
    assert [len(articles) for articles in kept] == [total["stored"] for total in totals]
    assert set().union(*kept) == {article(number)["url"] for number in range(500)}
    for keys, prefix in zip(cluster.keys(), prefixes, strict=True):
        assert {key for key in keys if not key.startswith(prefix + "articles.")} == set()
    assert [pipeline.stop()[2:] for pipeline in pipelines] == [[0]] * 3
    assert [pipeline.noise() for pipeline in pipelines] == [[]] * 3


def test_a_pipeline_follows_its_shard_to_the_replica_that_takes_over(cluster, team):
    prefix = prefix_on(2)
    cluster.join(3)
    cluster.agree()
    master = cluster.ask(2, "MYID").decode()
    cluster.ask(3, "REPLICATE", master)
    with closing(Redis(port=cluster.nodes[3].port)) as replica:
        until(lambda: replica.info("replication")["master_link_status"] == "up", "the replica has it all")
    ours = team(cluster.url, DATELINE_STREAM_PREFIX=prefix, DATELINE_MIN_IDLE="3")
    pipeline = ours.serve()
    ours.publish(*map(article, range(200)))
    pipeline.until(Event.ARTICLE_STORED)
    cluster.ask(3, "FAILOVER")
    with closing(Redis(port=cluster.nodes[3].port)) as replica:
        until(lambda: replica.info("replication")["role"] == "master", "it is the master")
    ours.publish(*map(article, range(200, 300)))
    assert ours.totals() == {"published": 300, "stored": 300, "duplicates": 0, "deleted": 0, "dead": 0}
    assert len(stored(ours.folder)) == 300


def test_a_node_that_is_cut_off_keeps_nobody_from_asking_the_others(cluster):
    key, serving = f"{prefix_on(0)}articles.raw", cluster.nodes[0].port
    with cluster.start(3) as cut_off:
        asked = parse(f"{cluster.url},127.0.0.1:{cut_off.port}")
        assert {locate(asked, key) for _ in range(30)} == {("127.0.0.1", serving)}
        with pytest.raises(ClusterDownError):
            locate(parse(f"redis+cluster://127.0.0.1:{cut_off.port}"), key)


def test_the_node_that_is_away_is_named_rather_than_the_one_that_was_asked(cluster):
    for node in cluster.nodes:
        with closing(Redis(port=node.port)) as client:
            client.config_set("cluster-require-full-coverage", "no")
    away = cluster.nodes[2]
    away.kill()
    with pytest.raises(NotLocated, match=rf"articles\.raw is on 127\.0\.0\.1:{away.port}, which can't be reached"):
        locate(parse(f"redis+cluster://127.0.0.1:{cluster.nodes[0].port}"), f"{prefix_on(2)}articles.raw")


def test_what_needs_another_setting_is_one_line(cluster, team):
    for url, prefixes, line in (
        (cluster.url, "", "DATELINE_STREAM_PREFIX"),
        (f"redis://127.0.0.1:{cluster.nodes[0].port}", prefix_on(2), "write DATELINE_REDIS_URL as redis+cluster://"),
    ):
        done = team(url, DATELINE_STREAM_PREFIX=prefixes).dateline("status")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert line in done.stderr


@pytest.mark.parametrize(
    "command", [("run", "ingest"), ("dead", "list"), ("delete", "x"), ("backup", "b"), ("reprocess",)]
)
def test_what_works_on_one_pipeline_alone_says_so_in_one_line(team, command):
    done = team("redis://127.0.0.1:1", DATELINE_STREAM_PREFIX="{a}.,{b}.").dateline(*command)
    assert done.returncode == 2
    (told,) = done.stderr.splitlines()
    assert told.startswith("dateline: DATELINE_STREAM_PREFIX names 2 pipelines ({a}.,{b}.), and this works on one")
