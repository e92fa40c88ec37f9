"""`dateline up`, as people run it."""

import json
import signal
import sys
from pathlib import Path

import pytest
from dateline_up import SERVICES, running_up, until_started


def test_its_output_is_nothing_but_json_and_sigterm_ends_everything_with_exit_code_0(tmp_path: Path) -> None:
    with running_up(tmp_path) as process:
        lines = until_started(process)
        process.terminate()
        rest, errors = process.communicate()
        assert (process.returncode, errors) == (0, "")
        told = [json.loads(line) for line in [*lines, *rest.splitlines()]]
    assert all({"timestamp", "level", "event", "service", "worker"} <= line.keys() for line in told)
    assert {line["service"] for line in told if line["event"] == "service.stopped"} == SERVICES
    assert not (tmp_path / "redis.url").exists()


def test_it_starts_no_server_where_a_redis_is_given(tmp_path: Path, redis_url: str) -> None:
    with running_up(tmp_path, DATELINE_REDIS_URL=redis_url) as process:
        assert "redis.started" not in "".join(until_started(process))
    assert process.returncode == 0
    assert not (tmp_path / "redis.log").exists()


def test_a_second_one_on_the_same_directory_ends_with_one_line(tmp_path: Path) -> None:
    with running_up(tmp_path) as first:
        until_started(first)
        with running_up(tmp_path) as second:
            output, errors = second.communicate()
    assert (second.returncode, output) == (2, "")
    assert errors.startswith(f"dateline: {tmp_path} is in use by another dateline up (pid {first.pid})")
    assert errors.count("\n") == 1


def test_wrong_settings_are_told_a_line_each_before_anything_starts(tmp_path: Path) -> None:
    wrong = {
        "DATELINE_TIMEZONE": "Mars/X",
        "DATELINE_MIN_IDLE": "abc",
        "DATELINE_REDIS_URL": "http://a:secret@b",
        "DATELINE_DATABASE_URL": "mysql://a:secret@b/c",
    }
    with running_up(tmp_path, **wrong, DATELINE_TIMEZON="UTC") as process:
        output, errors = process.communicate()
    assert (process.returncode, output) == (2, "")
    assert {line.split()[1] for line in errors.splitlines()} == {*wrong, "DATELINE_TIMEZON"}
    assert "secret" not in errors
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_finds_a_setting_wrong_ends_everything_with_one_line(tmp_path: Path) -> None:
    with running_up(tmp_path, DATELINE_MODEL="nosuch") as process:
        output, errors = process.communicate()
    assert process.returncode == 2
    assert errors.startswith("dateline: spaCy model 'nosuch' is not installed: ")
    assert errors.count("\n") == 1
    assert "service.restarting" not in output
    assert not (tmp_path / "redis.url").exists()


def test_a_misspelt_setting_is_told_once(tmp_path: Path) -> None:
    with running_up(tmp_path, DATELINE_TIMEZON="UTC") as process:
        until_started(process)
        process.terminate()
        _, errors = process.communicate()
    assert errors == "dateline: DATELINE_TIMEZON is set, and is no setting: misspelt? See dateline settings\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_nothing_of_it_lives_on_when_it_is_killed(tmp_path: Path) -> None:
    with running_up(tmp_path) as process:
        until_started(process)
        process.send_signal(signal.SIGKILL)
        process.communicate()  # returns when nobody has its pipes open any more
        assert process.returncode == -signal.SIGKILL


def test_its_services_answer_probes_on_three_ports_in_the_order_of_the_flow(tmp_path: Path) -> None:
    with running_up(tmp_path, DATELINE_HEALTH_PORT="18080") as process:
        told = [json.loads(line) for line in until_started(process)]
    served = {line["service"]: line["url"] for line in told if line["event"].startswith("health.")}
    assert served == {
        "ingest": "http://127.0.0.1:18080",
        "enrich": "http://127.0.0.1:18081",
        "store": "http://127.0.0.1:18082",
    }
