"""Old and new containers at once on one Redis and one PostgreSQL: an upgrade with the commands of docs/upgrading.md.

The old version is the last one before records could be searched, followed, deleted and enriched again: all messages
have newer versions since then, and its schema is 4. It refuses a newer one, but only when it connects.
"""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Event

import pytest
from compose_project import Project, missing, project, run
from old_version import OldVersion, lacking, old_version
from until import until

pytestmark = pytest.mark.docker

REVISION = "4640eaf68818737dd58e8e67e726cd534f781839"
WORK = {"store": "article.stored", "enrich": "article.enriched", "ingest": "article.ingested"}
"""The services in the order in which they are exchanged, and what each logs of an article."""

BODY = "Anna Keller said in Oslo on Friday that bridge number {} will open in March. Nobody was hurt when it closed."


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> OldVersion:
    """The old version, ready to run."""
    if reason := missing() or lacking(REVISION):
        if os.environ.get("TEST_DATELINE_REQUIRE_DOCKER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return old_version(REVISION, tmp_path_factory.mktemp("old"))


@pytest.fixture
def system(old: OldVersion) -> Iterator[Project]:
    """A project with today's images at hand, in which nothing runs yet."""
    with project() as empty:
        empty.compose("--profile", "tools", "build")
        yield empty


def test_services_are_exchanged_one_after_the_other_while_articles_come_in(system: Project, old: OldVersion):
    up(system, old, *WORK)
    with publishing(system, old) as published:
        for service, event in WORK.items():
            exchange(system, service, event, old)
    system.compose("up", "--detach", "--wait", "--wait-timeout", "180")
    published.send(lambda lines: system.dateline("publish", "-", given=lines))
    system.compose("restart", "store")  # adds what is new since then to the articles that old ones have stored
    system.compose("up", "--detach", "--wait", "--wait-timeout", "180", "store")
    system.dateline("wait", "--timeout", "120")
    assert totals(system) == ended(published=published.total, stored=published.new, duplicates=published.again)
    records = system.export()
    assert sorted(record["headline"] for record in records) == sorted(map(headline, range(published.new)))
    assert all(record["dates"] and record["entities"] for record in records)
    assert all(record["story"] is not None for record in records)


def test_what_a_new_publisher_sends_to_an_old_ingest_is_kept_until_that_is_exchanged(system: Project, old: OldVersion):
    up(system, old, "ingest")
    # Without --no-deps, Compose would exchange Redis and PostgreSQL first, wherever they are configured anew.
    cli = partial(system.compose, "run", "--rm", "--no-TTY", "--no-deps", "cli")
    early = Published()
    early.send(lambda lines: cli("publish", "-", given=lines))
    until(lambda: json.loads(cli("status", "--json"))["totals"]["dead"] == early.new, "dead letters")
    assert cli("dead", "list").count("version 2 of dateline.article.raw is newer than this reader's (1)") == early.new
    system.compose("up", "--detach", "--wait", "--wait-timeout", "180")
    system.dateline("dead", "replay", "--all", "--reason", "newer than")
    system.dateline("wait", "--timeout", "120")
    assert totals(system) == ended(published=early.new, stored=early.new)


def exchange(system: Project, service: str, event: str, old: OldVersion) -> None:
    """Run a new container beside the old one until both have done some work, then put a new one into its place."""
    [before] = containers(system, service)
    beside = ("--no-recreate", "--scale", f"{service}=2")
    system.compose("up", "--detach", "--no-deps", *beside, "--wait", "--wait-timeout", "180", service)
    [new] = containers(system, service).keys() - {before}
    assert containers(system, service)[before] == old.image != containers(system, service)[new]
    for each in (before, new):
        begun = done(each, event)
        until(lambda each=each, begun=begun: done(each, event) > begun, f"{event} of {each}")
    system.compose("up", "--detach", "--no-deps", "--wait", "--wait-timeout", "180", service)
    assert old.image not in containers(system, service).values()


class Published:
    """What was published: articles that are counted from 0, each once or twice."""

    def __init__(self) -> None:
        self.new = 0
        self.again = 0

    @property
    def total(self) -> int:
        return self.new + self.again

    def send(self, publish: Callable[[str], object], *, again: bool = False) -> None:
        """Publish five more; and the first of the five before them once more."""
        numbers = [*range(self.new, self.new + 5), *([self.new - 5] if again and self.new else [])]
        publish("".join(json.dumps(article(number)) + "\n" for number in numbers))
        self.again += len(numbers) - 5
        self.new += 5


@contextmanager
def publishing(system: Project, old: OldVersion) -> Iterator[Published]:
    """Let the old version publish, all the time until the block ends. Some of it is stored when the block begins."""
    publisher = f"{system.name}-publisher"
    sleeping = ("run", "--detach", "--name", publisher, "--entrypoint", "sleep", "cli", "900")
    system.compose("--file", str(old.compose_file), *sleeping)
    published, stop = Published(), Event()

    def publish(lines: str) -> str:
        return run("docker", "exec", "--interactive", publisher, "dateline", "publish", "-", given=lines)

    def go_on() -> None:
        while not stop.is_set():
            published.send(publish, again=True)

    with ExitStack() as afterwards, ThreadPoolExecutor() as beside:
        afterwards.callback(run, "docker", "rm", "--force", publisher)
        publishes = beside.submit(go_on)
        try:
            [store] = containers(system, "store")
            until(lambda: done(store, WORK["store"]) > 0, "an article is stored")
            yield published
        finally:
            stop.set()
        publishes.result()


def up(system: Project, old: OldVersion, *services: str) -> None:
    system.compose("--file", str(old.compose_file), "up", "--detach", "--wait", "--wait-timeout", "180", *services)


def containers(system: Project, service: str) -> dict[str, str]:
    """The running containers of a service, each with the name of its image."""
    labels = [
        f"label=com.docker.compose.{name}={value}" for name, value in (("project", system.name), ("service", service))
    ]
    lines = run(
        "docker",
        "ps",
        "--filter",
        labels[0],
        "--filter",
        labels[1],
        "--filter",
        "label=com.docker.compose.oneoff=False",
        "--format",
        "{{.ID}} {{.Image}}",
    )
    return dict(line.split() for line in lines.splitlines())


def done(container: str, event: str) -> int:
    """Of how many articles a container has logged an event."""
    return run("docker", "logs", container).count(f'"event": "{event}"')


def headline(number: int) -> str:
    return f"Bridge number {number} opens"


def article(number: int) -> dict[str, str]:
    return {
        "url": f"https://example.org/{number}",
        "headline": headline(number),
        "published": "2012-12-29",
        "body": BODY.format(number),
    }


def ended(**totals: int) -> dict[str, int]:
    """How all that was published has ended; what is not named, for none."""
    return dict.fromkeys(["published", "stored", "duplicates", "deleted", "dead"], 0) | totals


def totals(system: Project) -> dict[str, int]:
    return json.loads(system.dateline("status", "--json"))["totals"]
