"""What a service says of itself: alive while its event loop beats, ready while none of its parts complains."""

import asyncio

import pytest

from services.wire.health import health
from services.wire.health.health import Health


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    """A clock of the test's own, in a list of one."""
    now = [1000.0]
    monkeypatch.setattr(health.time, "monotonic", lambda: now[0])
    return now


async def beaten(told: Health) -> None:
    """Let the event loop beat once."""
    beating = asyncio.create_task(told.beat())
    await asyncio.sleep(0)
    beating.cancel()


def test_a_service_that_loads_its_model_is_alive_and_not_ready():
    told = Health()
    assert told.not_alive() == {}
    assert told.not_ready() == {"service": "starting"}


async def test_a_service_is_alive_while_its_event_loop_beats(clock: list[float]):
    told = Health()
    await beaten(told)
    clock[0] += health.SILENCE
    assert told.not_alive() == {}


async def test_a_service_whose_event_loop_hangs_is_not_alive(clock: list[float]):
    told = Health()
    await beaten(told)
    clock[0] += health.SILENCE + 2
    assert told.not_alive() == {"event_loop": "silent for 12 s"}


def test_a_service_is_ready_when_no_part_complains():
    told = Health()
    told.signs = {"redis": lambda: None, "group": lambda: None}
    assert told.not_ready() == {}


def test_each_part_that_complains_is_named_with_its_reason():
    told = Health()
    told.signs = {"redis": lambda: "refused", "group": lambda: None, "batch": lambda: "database is locked"}
    assert told.not_ready() == {"redis": "refused", "batch": "database is locked"}


def test_a_part_is_asked_at_each_question():
    answers = iter(["refused", None])
    told = Health()
    told.signs = {"redis": lambda: next(answers)}
    assert [told.not_ready(), told.not_ready()] == [{"redis": "refused"}, {}]
