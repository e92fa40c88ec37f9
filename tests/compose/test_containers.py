"""What a container of a service may do, and what it has: as little as its work needs."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from compose_project import ROOT, SERVICES, Project, project

pytestmark = pytest.mark.docker

MEMORY = {"ingest": 1024, "enrich": 1024, "store": 512}
"""Limits in MiB, as in compose.yaml."""


@pytest.fixture(scope="module")
def running() -> Iterator[Project]:
    with project() as system:
        system.compose("up", "--detach", "--wait", "--wait-timeout", "180")
        yield system


def inside(system: Project, service: str, command: str) -> str:
    """What a shell in the container printed."""
    return system.compose("exec", "--no-TTY", service, "sh", "-c", command).strip()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_runs_as_one_fixed_user_without_rights(running: Project, service: str):
    assert inside(running, service, "id -u; id -g").split() == ["10001", "10001"]
    status = dict(line.split(":\t") for line in inside(running, service, "cat /proc/self/status").splitlines())
    assert {int(status[kind], 16) for kind in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}
    assert status["NoNewPrivs"] == "1"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_can_write_nothing_but_scratch_files(running: Project, service: str):
    mounted = [line.split() for line in inside(running, service, "cat /proc/mounts").splitlines()]
    kinds = {place: (kind, options.split(",")) for _, place, kind, options, *_ in mounted}
    assert "ro" in kinds["/"][1]
    assert kinds["/tmp"][0] == "tmpfs"
    places = "/ /data /etc /opt/dateline /home /var/tmp /tmp"
    assert inside(running, service, f"for place in {places}; do test -w $place && echo $place; done; true") == "/tmp"


@pytest.mark.parametrize("service", SERVICES)
def test_the_limit_of_memory_is_in_force(running: Project, service: str):
    v2, v1 = "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"
    assert int(inside(running, service, f"cat {v2} 2>/dev/null || cat {v1}")) == MEMORY[service] << 20


@pytest.mark.parametrize(("service", "missing"), [("ingest", "spacy"), ("store", "spacy"), ("store", "trafilatura")])
def test_a_service_has_no_library_of_another(running: Project, service: str, missing: str):
    look = f"from importlib.util import find_spec; print(find_spec('{missing}'))"
    assert inside(running, service, f'python -c "{look}"') == "None"


def test_the_service_is_the_only_process_and_no_shell_stands_before_it(running: Project):
    for service in SERVICES:
        first = inside(running, service, "tr '\\0' ' ' < /proc/1/cmdline")
        assert first.endswith(f"-- dateline run {service}")  # Docker's own init, which passes signals on
        child = inside(running, service, "tr '\\0' ' ' < /proc/$(cat /proc/1/task/1/children | cut -d' ' -f1)/cmdline")
        assert child.endswith(f"/dateline run {service}")


def test_a_service_that_crashes_is_started_again(running: Project):
    [name] = running.containers("store")
    # Every process but the first; no answer, since the shell dies with them.
    running.compose("exec", "--no-TTY", "store", "sh", "-c", "kill -KILL -1", check=False)
    deadline = time.monotonic() + 30
    while sum(line["event"] == "service.started" for line in running.logs("store")[name]) < 2:
        assert time.monotonic() < deadline, "not started again within 30 s"
        time.sleep(0.2)


def test_without_a_password_compose_says_what_to_do():
    command = ["docker", "compose", "--env-file", "/dev/null", "config"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode != 0
    assert "copy .env.example to .env" in told.stderr


def test_redis_and_the_database_are_those_that_the_environment_file_names(tmp_path: Path):
    there = {
        "DATELINE_REDIS_URL": "redis://redis.example.org/2",
        "DATELINE_DATABASE_URL": "postgresql://db.example.org/wire",
    }
    given = {"POSTGRES_PASSWORD": "a", "GRAFANA_PASSWORD": "b"} | there
    (tmp_path / "env").write_text("".join(f"{name}={value}\n" for name, value in given.items()))
    command = ["docker", "compose", "--env-file", str(tmp_path / "env"), "config", "--format", "json"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    store = json.loads(told.stdout)["services"]["store"]["environment"]
    assert {name: store[name] for name in there} == there


def test_the_containers_that_observe_are_understood():
    command = ["docker", "compose", "--env-file", ".env.example", "--profile", "observe", "config", "--services"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert {"prometheus", "grafana", *SERVICES} <= {*told.stdout.split()}
