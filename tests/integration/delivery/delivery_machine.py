"""Delivery alone, on a real Redis, driven in any order: what workers, people and accidents do to it."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from itertools import count
from typing import TypeVar

from delivery_ledger import Ledger, Observed, observe
from delivery_workers import MIN_IDLE, STAGES, Worker
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from redis.asyncio import Redis

from services.wire.delivery.consumers import remove_gone
from services.wire.delivery.entry import Entry
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.hop import LOST
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.trimming import trim
from services.wire.streams import BODY, INPUT, REMEMBERED

T = TypeVar("T")

IDS = "ab"
articles = st.tuples(st.sampled_from(IDS), st.sampled_from("pqrst"), st.sampled_from([None, None, *STAGES]))
"""Id, content, and the stage that can't work on it."""

accidents = st.sampled_from(
    [*["destroy a group", "let another group read along", "empty Redis", "forget an article"] * 4, "kill Redis"]
)
OTHER = "another"


def one_of(choices):
    """One of what the machine offers at the moment."""
    return st.runner().flatmap(lambda machine: st.sampled_from(choices(machine)))


def workers(machine):
    return machine.workers


def busy(machine):
    return [worker for worker in machine.workers if worker.in_hand]


def with_pending(machine):
    return [worker for worker in machine.workers if machine.now.streams[worker.stage].pending]


def dead_letters(machine):
    return list(machine.now.dead)


class DeliveryMachine(RuleBasedStateMachine):
    """Three stages, two workers each. After every step the ledger must agree with Redis; at the end all is drained.

    Hypothesis leaves out about half of the rules in each run, so rules that only make sense together are one.
    """

    def __init__(self, redis: Redis, kill_redis: Callable[[], None]) -> None:
        """`kill_redis` brings it up again, too."""
        super().__init__()
        self.runner = asyncio.Runner()
        self.redis = redis
        self.kill_redis = kill_redis
        self.run(redis.flushall())
        self.numbers = count(1)
        self.database: dict[tuple[str, str], int] = {}
        self.workers = [self.new_worker(stage) for stage in STAGES for _ in range(2)]
        self.ledger = Ledger()
        self.now = self.observe()

    def run(self, coroutine: Coroutine[object, object, T]) -> T:
        return self.runner.run(coroutine)

    def observe(self) -> Observed:
        return self.run(observe(self.redis, IDS))

    def new_worker(self, stage: str) -> Worker:
        return Worker(self.redis, stage, f"{stage}-{next(self.numbers)}", self.database)

    @initialize(articles=st.lists(articles, max_size=6), accidents=st.lists(accidents, max_size=3))
    def begin(self, articles, accidents):
        self.accidents = accidents
        self.publish(articles)
        self.serve(self.workers[0], reads=4, passes=2, lost="nothing")

    @precondition(lambda self: len(self.now.streams["ingest"].alive) < 8)
    @rule(articles=st.lists(articles, min_size=1, max_size=4))
    def publish(self, articles):
        for article, content, fails in articles:
            raw = next(self.numbers)
            message = {"raw": raw, "article": article, "content": content, "fails": fails}
            self.run(self.redis.xadd(INPUT["ingest"], {BODY: json.dumps(message)}))
            self.ledger.copies[raw] += 1

    @rule(
        worker=one_of(workers),
        reads=st.integers(1, 4),
        passes=st.integers(0, 4),
        lost=st.sampled_from(["nothing", "nothing", "what it read", "what the hop said"]),
    )
    def serve(self, worker, reads, passes, lost):
        """A worker reads, and finishes some of what it has in hand. A reply of Redis may get lost."""
        self.run(ensure_group(self.redis, worker.source, worker.stage))
        read = self.run(self.redis.xreadgroup(worker.stage, worker.name, {worker.source: ">"}, count=reads))
        entries = [Entry.of(id_, fields) for _, entries in read for id_, fields in entries]
        self.take(worker, entries, arrived=lost != "what it read")
        if passes and worker.in_hand:
            self.pass_on(worker, passes, lost_reply=lost == "what the hop said")

    @precondition(busy)
    @rule(worker=one_of(busy), most=st.integers(1, 4), lost_reply=st.booleans())
    def pass_on(self, worker, most, lost_reply):
        """Finish the first in hand, whoever has them by now. Where the reply is lost, the hop is sent again."""
        done = [(entry, worker.outcome(entry)) for entry in list(worker.in_hand.values())[:most]]
        for (entry, outcome), result in zip(done, self.run(worker.hop(done)), strict=True):
            self.ledger.passed(worker.stage, entry, outcome, result)
            del worker.in_hand[entry.id]
        if lost_reply:
            assert set(self.run(worker.hop(done))) == {LOST}

    @precondition(with_pending)
    @rule(worker=one_of(with_pending), most=st.integers(1, 4), after_a_while=st.booleans())
    def take_over(self, worker, most, after_a_while):
        if after_a_while:
            self.let_time_pass(worker.stage)
        pending = self.observe().streams[worker.stage].pending
        taken = self.run(worker.ownership.take_over(most))
        assert bool(taken) == any(one.silent(MIN_IDLE) for one in pending.values())
        assert all(pending[entry.id].silent(MIN_IDLE) for entry in taken), "taken from a worker that was heard of"
        assert len(taken) <= most
        assert len(taken) <= 1 or all(pending[entry.id].deliveries == 0 for entry in taken), "one to blame is not alone"
        self.take(worker, taken)

    @precondition(busy)
    @rule(worker=one_of(busy))
    def oversleep(self, worker):
        """A worker stands still for long. When it goes on, another has taken over some of what it has in hand."""
        (other,) = [other for other in self.workers if other.stage == worker.stage and other is not worker]
        if self.now.streams[worker.stage].pending:
            self.take_over(other, most=4, after_a_while=True)

    def take(self, worker: Worker, entries: list[Entry], *, arrived: bool = True) -> None:
        for entry in entries:
            self.ledger.delivered(worker.stage, entry, worker.name)
            if arrived:
                worker.in_hand[entry.id] = entry

    def let_time_pass(self, stage: str) -> None:
        """No worker of the stage says that it is still there."""
        times = self.redis.pipeline()
        for id_, pending in self.observe().streams[stage].pending.items():
            times.xclaim(INPUT[stage], stage, pending.consumer, 0, [id_], idle=MIN_IDLE * 2_000, justid=True)
        self.run(times.execute())

    @precondition(busy)
    @rule(worker=one_of(busy))
    def renew(self, worker):
        """Time passes, and this worker alone says that it is still there."""
        self.let_time_pass(worker.stage)
        own = self.ledger.owned(worker.stage, worker.name) & {*worker.in_hand}
        assert self.run(worker.ownership.renew(worker.in_hand)) == len(own)
        pending = self.observe().streams[worker.stage].pending
        assert {id_ for id_ in pending if not pending[id_].silent(MIN_IDLE)} == own

    @precondition(busy)
    @rule(worker=one_of(busy), begun=st.integers(0, 4), later_ones=st.booleans())
    def return_some(self, worker, begun, later_ones):
        """Give up what was begun, hand back the rest. All of it may still be on its way to Redis."""
        ids = list(worker.in_hand)[:: -1 if later_ones else 1]
        own = self.ledger.owned(worker.stage, worker.name)
        assert self.run(worker.ownership.give_up(ids[:begun])) == len(own & {*ids[:begun]})
        assert self.run(worker.ownership.hand_back(ids[begun:])) == len(own & {*ids[begun:]})
        self.ledger.handed_back(worker.stage, own & {*ids[begun:]})

    @precondition(busy)
    @rule(worker=one_of(busy), how=st.sampled_from(["crash", "crash before passing on", "leave", "leave slowly"]))
    def end(self, worker, how):
        """A worker ends, and another takes its place. One that leaves slowly may have something on its way."""
        if how == "crash before passing on":
            for entry in worker.in_hand.values():
                worker.outcome(entry)
        if how.startswith("leave"):
            own = self.ledger.owned(worker.stage, worker.name)
            assert self.run(worker.ownership.hand_back_all_but(())) == len(own)
            self.ledger.handed_back(worker.stage, own)
        if how != "leave slowly":
            self.workers[self.workers.index(worker)] = self.new_worker(worker.stage)

    @precondition(lambda self: any(stream.messages for stream in self.now.streams.values()))
    @rule(worker=one_of(workers))
    def tidy(self, worker):
        """Without any patience: every other worker with nothing pending looks as if it was gone."""
        self.run(remove_gone(self.redis, worker.source, worker.stage, worker.name, silence=0))
        self.run(trim(self.redis, worker.source, worker.stage))

    @precondition(dead_letters)
    @rule(id_=one_of(dead_letters), replayed=st.booleans(), again=st.booleans())
    def end_a_dead_letter(self, id_, replayed, again):
        letters, letter = DeadLetters(self.redis, prefix=""), self.now.dead[id_]
        for first in [True, False] if again else [True]:
            assert self.run(letters.replay(letter) if replayed else letters.drop(id_)) is first
        self.ledger.letter_ended(letter, replayed)

    @precondition(lambda self: self.accidents)
    @rule(worker=one_of(workers), article=st.sampled_from(IDS))
    def accident(self, worker, article):
        match self.accidents.pop():
            case "destroy a group":
                self.ledger.group_gone(worker.stage, self.now.streams[worker.stage])
                if self.now.streams[worker.stage].delivered:
                    self.run(self.redis.xgroup_destroy(worker.source, worker.stage))
            case "let another group read along":
                self.run(ensure_group(self.redis, worker.source, OTHER))
                self.ledger.read_along.setdefault(worker.stage, set())
            case "empty Redis":
                self.ledger.all_gone()
                self.run(self.redis.flushall())
            case "forget an article":
                self.ledger.forgotten(article)
                self.run(self.redis.delete(REMEMBERED + article))
            case _:
                self.run(self.redis.aclose())
                self.kill_redis()

    @invariant()
    def nothing_is_lost_or_twice(self):
        self.now = self.observe()
        self.ledger.check(self.now)

    def teardown(self):
        try:
            self.drain()
        finally:
            self.run(self.redis.aclose())
            self.runner.close()

    def drain(self) -> None:
        """Let one new worker of each stage finish everything."""
        for stage in STAGES:
            self.let_time_pass(stage)
            worker = self.new_worker(stage)
            for _ in self.observe().streams[stage].pending:
                self.take_over(worker, most=1, after_a_while=False)
            self.serve(worker, reads=1_000, passes=1_000, lost="nothing")
            if self.ledger.read_along.pop(stage, None) is not None:
                self.run(self.redis.xgroup_destroy(worker.source, OTHER))
            self.run(trim(self.redis, worker.source, stage))
            self.nothing_is_lost_or_twice()
        assert not any(stream.messages for stream in self.now.streams.values()), "something is left"
