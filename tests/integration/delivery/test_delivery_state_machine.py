"""Nothing is lost and nothing counts twice, in whatever order things happen to delivery. See delivery_machine.py."""

import os
from importlib.resources import files

import pytest
import redis_server
from delivery_machine import DeliveryMachine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from redis.asyncio import Redis
from tampered import FAULTS, FOUND_SOON, TamperedRedis

LONG = os.environ.get("TEST_DATELINE_CHAOS") == "long"
OPTIONS = "--appendfsync", "always"

SCRIPTS = [file for file in files("services.wire.delivery").iterdir() if file.name.endswith(".lua")]

as_it_is = settings(max_examples=2_000 if LONG else 60, stateful_step_count=30, deadline=None)
tampered_with = settings(
    max_examples=2_000,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Durable:
    """A server that comes back with all it ever acknowledged."""

    def __init__(self, directory) -> None:
        self.directory = directory
        self.server = redis_server.start(directory, 0, *OPTIONS)

    def kill(self) -> None:
        self.server.kill()
        self.server = redis_server.start(self.directory, self.server.port, *OPTIONS)


@pytest.fixture(scope="module")
def durable(tmp_path_factory):
    durable = Durable(tmp_path_factory.mktemp("redis"))
    yield durable
    durable.server.stop()


def test_every_raw_entry_is_in_exactly_one_place_whatever_happens(durable):
    run_state_machine_as_test(
        lambda: DeliveryMachine(Redis.from_url(durable.server.url), durable.kill), settings=as_it_is
    )


@pytest.mark.parametrize("fault", FAULTS if LONG else FOUND_SOON)
def test_the_machine_finds_it_where(durable, fault):
    assert any(FAULTS[fault][0] in script.read_text() for script in SCRIPTS), "this is not in any script"

    def tampered() -> DeliveryMachine:
        redis = TamperedRedis.from_url(durable.server.url)
        redis.fault = fault
        return DeliveryMachine(redis, durable.kill)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(tampered, settings=tampered_with)
