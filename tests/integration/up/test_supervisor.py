"""Child processes are kept running, and end in good order."""

import os
import signal
import sys
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError
from redis.retry import Retry
from supervised import SAY, supervised

SAYS_PID = SAY + "import signal; say('ready', pid=os.getpid()); signal.pause()"

STUBBORN = SAY + "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); say('ready'); signal.pause()"

FINISHES = (
    SAY
    + """
import signal, sys, time
def finish(which, frame):
    time.sleep(0.3)
    say("finished", signal=which)
    sys.exit()
signal.signal(signal.SIGTERM, finish)
signal.signal(signal.SIGINT, finish)
say("ready")
while True:
    signal.pause()
"""
)


def test_a_child_that_dies_is_started_again_after_ever_longer_pauses() -> None:
    with supervised({"broken": "exit(3)"}, pauses=(0.05, 0.15)) as up:
        died = up.next("service.died")
        assert (died["child"], died["exit_code"]) == ("broken", 3)
        assert [up.next("service.restarting")["seconds"] for _ in range(4)] == [0.05, 0.1, 0.15, 0.15]


def test_a_child_that_ran_a_while_is_started_again_soon() -> None:
    with supervised({"ill": "import time; time.sleep(0.3); exit(1)"}, pauses=(0.05, 0.1)) as up:
        assert [up.next("service.restarting")["seconds"] for _ in range(3)] == [0.05] * 3


def test_a_child_that_dies_leaves_the_others_alone() -> None:
    with supervised({"steady": SAYS_PID, "broken": "exit(3)"}, pauses=(0.01, 0.02)) as up:
        steady = up.next("ready")["pid"]
        for _ in range(5):
            up.next("service.died")
        os.kill(steady, 0)


def test_a_child_that_refuses_is_not_started_again_and_the_others_finish() -> None:
    refuses = "import time; time.sleep(1); exit(2)"
    with supervised({"one": FINISHES, "refuses": refuses}) as up:
        assert [line["event"] for line in up.rest()] == ["ready", "finished"]
        assert up.process.wait() == 2


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_every_child_finish_and_exits_0(which: signal.Signals) -> None:
    with supervised({"one": FINISHES, "two": FINISHES}) as up:
        up.next("ready"), up.next("ready")
        up.signal(which)
        assert [line["event"] for line in up.rest()] == ["finished", "finished"]
        assert up.process.wait() == 0


def test_ctrl_c_reaches_the_children_as_one_sigterm() -> None:
    with supervised({"one": FINISHES}) as up:
        up.next("ready")
        up.signal(signal.SIGINT)
        assert [line["signal"] for line in up.rest()] == [signal.SIGTERM]


def test_a_child_that_does_not_end_in_time_is_killed() -> None:
    with supervised({"stubborn": STUBBORN}, grace=0.2) as up:
        up.next("ready")
        up.signal(signal.SIGTERM)
        assert up.rest() == []
        assert up.process.wait() == 0


def test_a_second_signal_stops_at_once() -> None:
    with supervised({"finishes": FINISHES, "stubborn": STUBBORN}, grace=600) as up:
        up.next("ready"), up.next("ready")
        up.signal(signal.SIGTERM)
        up.next("finished")
        up.signal(signal.SIGTERM)
        assert up.process.wait(timeout=20) == 0


def test_nohup_keeps_it_running_when_the_terminal_closes() -> None:
    with supervised({"one": FINISHES}, wrapper=["nohup"]) as up:
        up.next("ready")
        up.signal(signal.SIGHUP)
        up.signal(signal.SIGTERM)  # were it the second request to stop, the child could not finish
        assert [line["event"] for line in up.rest()] == ["finished"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_children_die_with_a_parent_that_is_killed() -> None:
    with supervised({"one": SAYS_PID, "stubborn": STUBBORN}) as up:
        up.next("ready"), up.next("ready")
        up.process.kill()
        assert up.rest() == []  # the pipe has no writer left


def test_a_redis_that_dies_comes_back_with_its_data_at_the_same_place(tmp_path: Path) -> None:
    with supervised({}, data_dir=tmp_path) as up:
        url = up.next("redis.started")["url"]
        patience = Retry(ConstantBackoff(0.05), 400, supported_errors=(ConnectionError,))
        with Redis.from_url(url, retry=patience) as client:
            client.config_set("appendfsync", "always")
            client.set("key", "value")
            os.kill(client.info("server")["process_id"], signal.SIGKILL)
            assert up.next("service.died")["child"] == "redis"
            assert client.get("key") == b"value"
        assert (tmp_path / "redis.url").read_text().strip() == url
