"""The probes and metrics over HTTP, to clients of every kind."""

import asyncio
import io
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse

import pytest
from prometheus_client.parser import text_string_to_metric_families

from services.console.embedded import free_port
from services.wire.events import Event
from services.wire.health import health as module
from services.wire.health import server
from services.wire.health.health import Health
from services.wire.health.server import serve
from services.wire.health.settings import HealthSettings
from services.wire.logs import configure

Ask = Callable[..., tuple[HTTPResponse, bytes]]


@pytest.fixture
def port() -> int:
    return free_port(0)


@pytest.fixture
def health(port: int) -> Health:
    """The health of a service that is served on `port`."""
    told = Health()
    serve(told, HealthSettings(health_port=port))
    return told


@pytest.fixture
def ask(health: Health, port: int) -> Iterator[Ask]:
    connections: list[HTTPConnection] = []

    def ask(path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
        connections.append(connection := HTTPConnection("127.0.0.1", port, timeout=10))
        connection.request(method, path)
        response = connection.getresponse()
        return response, response.read()

    yield ask
    for connection in connections:
        connection.close()


def test_a_green_probe_is_200(health: Health, ask: Ask):
    health.signs = {"redis": lambda: None}
    response, body = ask("/readyz")
    assert (response.status, json.loads(body)) == (200, {"status": "green"})


def test_a_red_probe_is_503_and_says_what_is_red(health: Health, ask: Ask):
    health.signs = {"redis": lambda: "refused"}
    response, body = ask("/readyz")
    assert (response.status, json.loads(body)) == (503, {"status": "red", "redis": "refused"})


def test_a_service_that_is_not_ready_is_alive_all_the_same(health: Health, ask: Ask):
    health.signs = {"redis": lambda: "refused"}
    assert ask("/livez")[0].status == 200


async def test_a_service_whose_event_loop_hangs_is_neither_alive_nor_ready_until_it_runs_again(
    health: Health, ask: Ask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "BEAT", 0.05)
    monkeypatch.setattr(module, "SILENCE", 0.5)
    health.signs = {}
    beating = asyncio.create_task(health.beat())
    await asyncio.sleep(0)
    assert ask("/livez")[0].status == 200
    while ask("/livez")[0].status == 200:  # the event loop hangs in this very line
        pass
    assert ask("/readyz")[0].status == 503
    await asyncio.sleep(0.1)
    assert [ask(path)[0].status for path in ("/livez", "/readyz")] == [200, 200]
    beating.cancel()


def test_metrics_are_what_prometheus_reads(ask: Ask):
    response, body = ask("/metrics")
    assert response.getheader("Content-Type", "").startswith("text/plain; version=0.0.4")
    names = {family.name for family in text_string_to_metric_families(body.decode())}
    assert {"dateline_entries_received", "dateline_dead_letters", "process_resident_memory_bytes"} <= names


def test_a_query_is_no_part_of_the_path(ask: Ask):
    assert ask("/livez?verbose")[0].status == 200


def test_a_head_request_gets_the_head_alone(ask: Ask):
    response, body = ask("/metrics", "HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.getheader("Content-Length", "0")) > 0


def test_any_other_path_is_404(ask: Ask):
    assert {ask(path)[0].status for path in ("/", "/readyz/", "/../etc/passwd")} == {404}


def test_any_other_method_is_refused(ask: Ask):
    assert {ask("/livez", method)[0].status for method in ("POST", "DELETE")} == {501}


def test_clients_that_say_nothing_leave_room_for_a_probe(health: Health, port: int, ask: Ask):
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(10)]
    assert ask("/livez")[0].status == 200
    for each in silent:
        each.close()


def test_a_client_that_drips_is_sent_away(health: Health, port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "_LONGEST", 0.5)
    with socket.create_connection(("127.0.0.1", port), timeout=0.1) as client:
        drops = 0
        with suppress(ConnectionError):
            while drops < 100:
                client.send(b"G")
                drops += 1
                with suppress(TimeoutError):
                    if client.recv(1) == b"":
                        break
        assert 0 < drops < 100


def test_a_request_that_never_ends_is_refused(health: Health, port: int, ask: Ask):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(b"GET /" + b"a" * 65_536)
        assert client.recv(100).startswith(b"HTTP/1.0 414 ")
    assert ask("/livez")[0].status == 200


def test_more_clients_at_once_than_there_are_places_are_sent_away(health: Health, port: int):
    clients = [socket.create_connection(("127.0.0.1", port), timeout=2) for _ in range(40)]
    sent_away = [client for client in clients[30:] if client.recv(1) == b""]
    assert len(sent_away) == 10


@pytest.fixture
def said() -> io.StringIO:
    """The log lines of this process."""
    out = io.StringIO()
    configure("test", "test", out=out)
    return out


def test_without_a_port_nothing_is_served_and_nothing_said(said: io.StringIO):
    serve(Health(), HealthSettings())
    assert said.getvalue() == ""


def test_an_ipv6_address_will_do(said: io.StringIO, port: int):
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 on this machine")
    serve(Health(), HealthSettings(health_port=port, health_host="::1"))
    assert json.loads(said.getvalue())["url"] == f"http://[::1]:{port}"
    socket.create_connection(("::1", port)).close()


def test_a_port_that_is_taken_is_one_log_line(said: io.StringIO, port: int):
    with socket.create_server(("127.0.0.1", port)):
        serve(Health(), HealthSettings(health_port=port))
    (line,) = said.getvalue().splitlines()
    assert json.loads(line)["event"] == Event.HEALTH_UNAVAILABLE
    assert "in use" in line


@pytest.mark.parametrize("host", ["no-such-host.invalid", "x" * 64, "192.0.2.1"])
def test_a_host_that_is_not_this_one_is_one_log_line(said: io.StringIO, port: int, host: str):
    serve(Health(), HealthSettings(health_port=port, health_host=host))
    (line,) = said.getvalue().splitlines()
    assert json.loads(line)["event"] == Event.HEALTH_UNAVAILABLE
