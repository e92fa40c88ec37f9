"""When a stage has to wait for the next one, and how seldom it asks."""

import pytest

from services.wire.delivery import water_marks
from services.wire.delivery.settings import PressureSettings
from services.wire.delivery.water_marks import LOOK, WaterMarks


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    clock = Clock()
    monkeypatch.setattr(water_marks, "time", clock)
    return clock


class Clock:
    """Time that passes only when a test says so."""

    now = 1_000.0

    def monotonic(self) -> float:
        return self.now


def test_a_stage_waits_from_the_high_mark_on_until_the_low_one():
    marks = WaterMarks(100, 50)
    assert [(to_do, marks.seen(to_do), marks.over) for to_do in (99, 100, 300, 51, 50, 99, 100)] == [
        (99, False, False),
        (100, True, True),
        (300, False, True),
        (51, False, True),
        (50, True, False),
        (99, False, False),
        (100, True, True),
    ]


def test_the_first_look_is_due_at_once():
    assert WaterMarks(100, 50).due()


def test_a_look_holds_for_a_second(clock: Clock):
    marks = WaterMarks(100, 50)
    marks.seen(0)
    assert not marks.due()
    clock.now += LOOK
    assert marks.due()


def test_a_look_holds_for_an_eighth_of_the_room_that_it_saw(clock: Clock):
    marks = WaterMarks(100, 50)
    marks.seen(20)
    marks.added(9)
    assert not marks.due()
    marks.added(1)
    assert marks.due()


def test_who_waits_looks_once_a_second_whatever_was_added(clock: Clock):
    marks = WaterMarks(100, 50)
    marks.seen(500)
    marks.added(500)
    assert not marks.due()
    clock.now += LOOK
    assert marks.due()


@pytest.mark.parametrize("workers", [1, 4, 8])
def test_workers_that_fill_a_stream_together_stay_below_the_mark_but_for_a_batch_each(clock: Clock, workers: int):
    high, batch = 10_000, 512
    each = [WaterMarks(high, high // 2) for _ in range(workers)]
    to_do = 0
    while not all(marks.over for marks in each):
        for marks in each:
            if marks.due():
                marks.seen(to_do)
            if not marks.over:
                to_do += batch
                marks.added(batch)
        clock.now += 0.01
    assert high <= to_do <= high + workers * batch


def test_the_low_mark_is_half_of_the_high_one_unless_set():
    assert PressureSettings(high_water=7).low == 3
    assert PressureSettings(high_water=7, low_water=6).low == 6


def test_a_low_mark_that_is_not_below_the_high_one_is_a_mistake():
    with pytest.raises(ValueError, match="must be lower than DATELINE_HIGH_WATER"):
        PressureSettings(high_water=7, low_water=7)
