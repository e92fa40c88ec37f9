"""PostgreSQL servers that are away, die, stand still or refuse to write: each is Transient, and passes."""

import os
import resource
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import postgres_server
import pytest
from one_line import one_line
from postgres_server import PASSWORD, PostgresServer
from stored_articles import article, batch, outcomes

from services.console.embedded import free_port
from services.store.postgres import PostgresStore
from services.store.postgres.connection import Connection
from services.wire.failures import Transient


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A server of the test's own, which it may kill."""
    with postgres_server.start(tmp_path, 0, "-c", "fsync=off") as server:
        yield server


@pytest.fixture
def store(server):
    store = PostgresStore(server.url, answer_seconds=2)
    store.migrate()
    yield store
    store.close()


transient = partial(one_line, Transient)


def writing_process(server: PostgresServer) -> int:
    """The server's process behind a store's writing connection."""
    with closing(Connection(server.url)) as connection:
        [(pid,)] = connection.fetch("SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT'")
    return pid


def test_nobody_at_the_port_is_transient():
    place = f"127.0.0.1:{free_port(0)}/news"
    store = PostgresStore(f"postgresql://dateline:{PASSWORD}@{place}")
    for attempt in (store.migrate, store.count, lambda: store.save([article()])):
        assert transient(attempt).startswith(f"the database at postgresql://{place} can't be used at present (")


def test_a_host_without_an_address_is_transient():
    assert "nowhere.invalid" in transient(PostgresStore("postgresql://nowhere.invalid/news").count)


def test_a_server_that_takes_the_connection_and_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = PostgresStore(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/news", answer_seconds=0.5)
        assert "no answer" in transient(store.count)


def test_a_server_that_stands_still_in_the_middle_is_given_up_and_used_again_when_it_goes_on(server, store):
    store.save([article("before")])
    pid = writing_process(server)
    os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert "no answer" in transient(lambda: store.save([article("meanwhile")]))
        assert time.monotonic() - began < 10
        assert outcomes(store.save([article("after")])) == [(1, "new")]
    finally:
        os.kill(pid, signal.SIGCONT)
    assert [found.id for found in store.articles()] == ["before", "after"]


def test_a_killed_server_is_missed_and_all_that_was_saved_is_there_when_it_is_back(server, store, tmp_path):
    store.save(batch("before", 50))
    reading = store.articles()
    next(reading)
    server.kill()
    transient(lambda: list(reading))
    transient(lambda: store.save([article("meanwhile")]))
    transient(store.count)
    with postgres_server.start(tmp_path, server.port):
        assert outcomes(store.save([article("after")])) == [(1, "new")]
        assert store.count() == 51


def test_a_server_restarted_between_two_batches_goes_unnoticed(server, store, tmp_path):
    store.save([article("before")])
    server.stop()
    with postgres_server.start(tmp_path, server.port):
        assert outcomes(store.save([article("after")])) == [(1, "new")]


def test_a_server_with_too_many_clients_is_transient(server, store):
    with closing(Connection(server.url)) as connection:
        connection.execute("CREATE ROLE other LOGIN CONNECTION LIMIT 0")
        connection.execute(f"ALTER ROLE other PASSWORD '{PASSWORD}'")
    assert "too many connections" in transient(PostgresStore(server.url.replace("dateline", "other", 1)).count)


def test_a_server_that_only_reads_is_transient(server, store):
    store.save([article("before")])
    with closing(Connection(server.url)) as connection:
        connection.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
    store.close()
    assert "read-only" in transient(lambda: store.save([article("meanwhile")]))
    assert store.count() == 1


def test_a_disk_that_takes_no_more_is_transient_and_the_batch_is_whole_or_absent(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A file of the write-ahead log has 16 MiB, and one of those that can't be written is a crash: rather a table's.
    resource.setrlimit(resource.RLIMIT_FSIZE, (17 * 2**20, before[1]))
    try:
        server = postgres_server.start(tmp_path, 0, "-c", "fsync=off")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with server, closing(PostgresStore(server.url)) as store:
        store.migrate()
        large = [article(f"large-{n}", os.urandom(2**19).hex()) for n in range(24)]
        assert "could not extend file" in transient(lambda: store.save(large))
        assert store.count() == 0
        assert outcomes(store.save([article("after")])) == [(1, "new")]
