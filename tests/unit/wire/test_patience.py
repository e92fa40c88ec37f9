"""Waiting for what is away: politely, and without telling the same thing twice."""

import asyncio
import time

import pytest
from redis.exceptions import ConnectionError, ResponseError
from structlog.testing import capture_logs

from services.wire.delivery import patience
from services.wire.delivery.patience import UNREACHABLE, Outage, Stopped, patiently, unless_away
from services.wire.events import Event


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(patience, "FIRST", 0.01)
    monkeypatch.setattr(patience, "LONGEST", 0.02)


@pytest.fixture
def outage():
    return Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE, redis_url="redis://127.0.0.1:6379/0")


class Server:
    """Refuses the first so many calls, and knows when and how many at a time it was called."""

    def __init__(self, refusals: int, error: Exception | None = None) -> None:
        self.refusals = refusals
        self.error = error or ConnectionError("refused")
        self.calls = 0
        self.at_once = self.most_at_once = 0

    async def __call__(self) -> str:
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if self.calls <= self.refusals:
            raise self.error
        return "done"


async def test_what_fails_is_tried_until_it_works(outage):
    server = Server(refusals=3)
    assert await patiently(server, asyncio.Event(), outage) == "done"
    assert server.calls == 4


async def test_one_line_tells_that_it_went_and_one_that_it_is_back(outage):
    with capture_logs() as lines:
        await patiently(Server(refusals=5), asyncio.Event(), outage)
        await patiently(Server(refusals=0), asyncio.Event(), outage)
    assert [line["event"] for line in lines] == ["redis.unreachable", "redis.reachable"]
    assert lines[0]["why"] == "Redis at redis://127.0.0.1:6379/0 can't be reached (refused): start it with dateline up"


async def test_an_outage_says_why_while_it_lasts(outage):
    assert not outage.away
    outage.begins(ConnectionError("closed"))
    outage.begins(ConnectionError("refused"))
    assert outage.why == "Redis at redis://127.0.0.1:6379/0 can't be reached (refused): start it with dateline up"
    outage.ends()
    assert outage.why is None


async def test_each_reason_of_an_outage_is_one_line(outage):
    with capture_logs() as lines:
        for reason in ("closed", "wrong password", "closed", "wrong password"):
            outage.begins(ConnectionError(reason))
    assert [line["event"] for line in lines] == ["redis.unreachable"] * 2
    assert ["closed" in lines[0]["why"], "wrong password" in lines[1]["why"]] == [True, True]


async def test_reasons_that_are_ever_new_are_told_a_few_times_only(outage):
    with capture_logs() as lines:
        for number in range(100):
            outage.begins(ConnectionError(f"process {number}"))
        outage.ends()
        outage.begins(ConnectionError("process 99"))
    assert [line["event"] for line in lines] == ["redis.unreachable"] * 10 + ["redis.reachable", "redis.unreachable"]
    assert "process 99" in outage.why


async def test_the_next_outage_tells_its_reason_again(outage):
    with capture_logs() as lines:
        for _ in range(2):
            outage.begins(ConnectionError("closed"))
            outage.ends()
    assert [line["event"] for line in lines] == ["redis.unreachable", "redis.reachable"] * 2


async def test_who_wants_to_hears_each_time_that_it_goes():
    gone = []
    outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE, lambda: gone.append("gone"))
    for _ in range(2):
        await patiently(Server(refusals=3), asyncio.Event(), outage)
    assert gone == ["gone", "gone"]


async def test_of_many_who_wait_only_one_tries_at_a_time(outage):
    outage.begins(ConnectionError("refused"))
    server = Server(refusals=4)
    stop = asyncio.Event()
    await asyncio.gather(*(patiently(server, stop, outage) for _ in range(10)))
    assert server.most_at_once == 1
    assert server.calls == 4 + 10


async def test_a_stop_is_heard_by_all_who_wait(outage, monkeypatch):
    monkeypatch.setattr(patience, "FIRST", 60)
    outage.begins(ConnectionError("refused"))
    stop = asyncio.Event()
    waiting = [asyncio.ensure_future(patiently(Server(refusals=9), stop, outage)) for _ in range(3)]
    await asyncio.sleep(0)
    stop.set()
    began = time.monotonic()
    assert [type(end) for end in await asyncio.gather(*waiting, return_exceptions=True)] == [Stopped] * 3
    assert time.monotonic() - began < 5


async def test_an_error_that_is_no_outage_is_not_waited_for(outage):
    with pytest.raises(ResponseError):
        await patiently(Server(refusals=1, error=ResponseError("WRONGTYPE")), asyncio.Event(), outage, UNREACHABLE)
    assert not outage.away


async def test_a_look_is_left_out_while_the_thing_is_away_and_does_not_end_the_outage(outage):
    server = Server(refusals=1)
    assert await unless_away(server, outage) is None
    assert outage.away
    assert await unless_away(server, outage) is None
    assert server.calls == 1
    outage.ends()
    assert await unless_away(server, outage) == "done"


async def test_a_look_that_is_refused_is_left_out_and_begins_no_outage(outage):
    assert await unless_away(Server(refusals=1, error=ResponseError("WRONGTYPE")), outage) is None
    assert not outage.away
