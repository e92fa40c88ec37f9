"""A Redis that speaks TLS alone: in a container, since the redis-server of the wheel is built without it."""

import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import docker
import pytest
import redis_server
import trustme
from redis import Redis
from redis.crc import key_slot
from source import said_in_container
from teams import UNREADABLE, article
from until import until
from which_redis import IMAGE

from services.console import embedded
from services.wire.events import Event

pytestmark = pytest.mark.docker

TLS = ("--port", "0", "--tls-cert-file", "/certs/server.pem", "--tls-key-file", "/certs/server.key")
Serve = Callable[..., int]


@pytest.fixture
def authority() -> trustme.CA:
    """Whoever signs certificates here."""
    return trustme.CA()


@pytest.fixture
def files(authority, tmp_path) -> dict[str, Path]:
    """What a client needs: whom to trust, a certificate of its own, and another authority that signed nothing here."""
    client = authority.issue_cert("dateline@example.org")
    parts = {"ca": authority.cert_pem, "other": trustme.CA().cert_pem, "key": client.private_key_pem}
    parts["cert"] = client.cert_chain_pems[0]
    paths = {name: tmp_path / f"{name}.pem" for name in parts}
    for name, part in parts.items():
        part.write_to_path(str(paths[name]))
    return paths


@pytest.fixture
def serve(authority, files) -> Iterator[Serve]:
    """Starts a server with these options in a container on this machine's network; its port, once it answers."""
    if said_in_container(IMAGE, "redis-server", "--version") is None:
        why = "no Docker engine answers, and the redis-server here speaks no TLS"
        pytest.fail(why) if os.environ.get("TEST_DATELINE_REQUIRE_DOCKER") else pytest.skip(why)
    own = authority.issue_cert("127.0.0.1")
    certs = {
        "ca.pem": authority.cert_pem.bytes(),
        "server.pem": own.cert_chain_pems[0].bytes(),
        "server.key": own.private_key_pem.bytes(),
    }
    with ExitStack() as stack:
        engine = stack.enter_context(closing(docker.from_env()))

        def start(*options: str, **more: str) -> int:
            port = embedded.free_port(0)
            command = ["redis-server", *options, *TLS, "--tls-port", str(port), "--tls-ca-cert-file", "/certs/ca.pem"]
            made = engine.containers.create(IMAGE, [*command, "--bind", "127.0.0.1"], network_mode="host")
            stack.callback(made.remove, force=True, v=True)
            made.put_archive("/", packed(certs | {name: text.encode() for name, text in more.items()}))
            made.start()
            trust = {
                "ssl": True,
                "ssl_ca_certs": files["ca"],
                "ssl_certfile": files["cert"],
                "ssl_keyfile": files["key"],
            }
            with closing(Redis(port=port, host="127.0.0.1", **trust)) as client:
                until(client.ping, f"the server answers: {made.logs()}")
            return port

        yield start


def packed(files: dict[str, bytes]) -> bytes:
    """The files in a folder `certs`, as a tar archive. Anybody may read and change them there."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        folder = tarfile.TarInfo("certs")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o777
        tar.addfile(folder)
        for name, content in files.items():
            entry = tarfile.TarInfo(f"certs/{name}")
            entry.size, entry.mode = len(content), 0o666
            tar.addfile(entry, io.BytesIO(content))
    return archive.getvalue()


def works(team, url: str, **environment: str) -> None:
    ours = team(url, **environment)
    pipeline = ours.serve()
    pipeline.until(Event.SERVICE_STARTED, times=3, seconds=120)
    ours.publish(article(1), article(2), article(1), UNREADABLE)
    assert ours.totals() == {"published": 4, "stored": 2, "duplicates": 1, "deleted": 0, "dead": 1}
    assert pipeline.stop() == [0, 0, 0]
    assert pipeline.noise() == []


def test_naming_the_authority_is_enough(serve, files, team):
    works(team, f"rediss://127.0.0.1:{serve('--tls-auth-clients', 'no')}/0?ssl_ca_certs={files['ca']}")


def test_a_server_that_wants_certificates_of_its_clients_gets_one(serve, files, team):
    query = f"ssl_ca_certs={files['ca']}&ssl_certfile={files['cert']}&ssl_keyfile={files['key']}"
    works(team, f"rediss://127.0.0.1:{serve('--tls-auth-clients', 'yes')}/0?{query}")


def test_sentinels_and_servers_speak_tls_together(serve, files, team):
    port = serve("--tls-auth-clients", "no")
    settings = f"sentinel monitor wire 127.0.0.1 {port} 1\ntls-replication yes\n"
    asked = serve("/certs/sentinel.conf", "--sentinel", "--tls-auth-clients", "no", **{"sentinel.conf": settings})
    works(team, f"rediss+sentinel://127.0.0.1:{asked}/wire?ssl_ca_certs={files['ca']}")


def test_nodes_of_a_cluster_speak_tls_together_and_one_leads_to_the_other(serve, files, team):
    buses = [embedded.free_port(0) for _ in range(2)]
    options = ("--tls-auth-clients", "no", "--tls-cluster", "yes", "--cluster-enabled", "yes", "--cluster-port")
    ports = [serve(*options, str(bus)) for bus in buses]
    with ExitStack() as stack:
        trust = {"host": "127.0.0.1", "ssl": True, "ssl_ca_certs": files["ca"]}
        first, second = (stack.enter_context(closing(Redis(port=port, **trust))) for port in ports)
        first.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 8191)
        second.execute_command("CLUSTER", "ADDSLOTSRANGE", 8192, 16383)
        first.execute_command("CLUSTER", "MEET", "127.0.0.1", ports[1], buses[1])
        for node in (first, second):
            until(lambda node=node: "cluster_state:ok" in str(node.execute_command("CLUSTER", "INFO")), "they agree")
        prefix = next(f"{{{letter}}}." for letter in "abcdef" if key_slot(letter.encode()) > 8191)
        works(team, f"rediss+cluster://127.0.0.1:{ports[0]}?ssl_ca_certs={files['ca']}", DATELINE_STREAM_PREFIX=prefix)
        assert (first.dbsize(), second.exists(f"{prefix}articles.raw")) == (0, 1)


def test_another_authority_is_one_line(serve, files, team):
    port = serve("--tls-auth-clients", "no")
    for query in (f"?ssl_ca_certs={files['other']}", ""):
        done = team(f"rediss://127.0.0.1:{port}/0{query}").dateline("status")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "can't be reached (its certificate is not trusted: " in done.stderr
        assert done.stderr.endswith(
            "): name the authority that signed it with ?ssl_ca_certs=FILE in DATELINE_REDIS_URL\n"
        )


def test_no_certificate_where_one_is_wanted_is_one_line(serve, files, team):
    port = serve("--tls-auth-clients", "yes")
    done = team(f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={files['ca']}").dateline("status")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.endswith("wants a certificate of yours (?ssl_certfile=FILE&ssl_keyfile=FILE)\n")


def test_a_file_that_is_not_there_is_one_line(serve, team):
    done = team(f"rediss://127.0.0.1:{serve('--tls-auth-clients', 'no')}/0?ssl_ca_certs=/no/such.pem").dateline(
        "status"
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "/no/such.pem" in done.stderr


def test_plain_words_to_a_server_that_speaks_tls_are_one_line(serve, team):
    done = team(f"redis://127.0.0.1:{serve('--tls-auth-clients', 'no')}/0").dateline("status")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.endswith("see whether it runs, or wants TLS (rediss://)\n")


def test_tls_to_a_server_that_speaks_none_is_one_line(team, tmp_path):
    with redis_server.start(tmp_path / "redis") as server:
        done = team(f"rediss://127.0.0.1:{server.port}/0").dateline("status")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.endswith(": see whether it is overloaded or stopped, or speaks no TLS\n")


def test_services_say_in_one_line_that_they_trust_no_such_server_and_wait(serve, files, team):
    pipeline = team(f"rediss://127.0.0.1:{serve('--tls-auth-clients', 'no')}/0").serve("ingest")
    pipeline.until(Event.REDIS_UNREACHABLE)
    (why,) = [line["why"] for line in pipeline.log("ingest") if line["event"] == Event.REDIS_UNREACHABLE]
    assert "its certificate is not trusted" in why
    assert pipeline.stop() == [0]
    assert pipeline.noise() == []
