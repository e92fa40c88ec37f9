"""The ledger of the delivery machine: what was published, what became of it, and whether Redis agrees."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from redis.asyncio import Redis

from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import DUPLICATE, LOST
from services.wire.delivery.outcome import Dead, Finish, Identify, Outcome
from services.wire.streams import BODY, DEAD, INPUT, REMEMBERED, TOTALS


def told(body: bytes) -> dict:
    """What a message says: raw (its number in the ledger), article, content, fails, and from ingest on revision."""
    return json.loads(body)


def _told_by(letter: DeadLetter) -> dict:
    return told(letter.original[BODY.encode()])


@dataclass(frozen=True)
class Pending:
    consumer: str
    deliveries: int
    idle: int  # milliseconds

    def silent(self, seconds: float) -> bool:
        return self.idle >= seconds * 1_000


@dataclass(frozen=True)
class Stream:
    """The stream of a stage and its group."""

    messages: dict[str, dict]
    delivered: str | None  # the last id that the group was given; None where there is no group
    pending: dict[str, Pending]

    @property
    def alive(self) -> list[str]:
        """The entries that somebody has or will get. One that is pending and no longer in the stream isn't."""
        last = _order(self.delivered or "0-0")
        return [id_ for id_ in self.messages if id_ in self.pending or _order(id_) > last]


@dataclass(frozen=True)
class Observed:
    """What Redis holds."""

    streams: dict[str, Stream]
    dead: dict[str, DeadLetter]
    totals: Counter
    identities: dict[str, dict[str, int]]


def _order(id_: str) -> tuple[int, ...]:
    return tuple(map(int, id_.split("-")))


async def observe(redis: Redis, articles: str) -> Observed:
    """Look at everything that Redis holds about these articles."""
    async with redis.pipeline(transaction=False) as reading:
        for stage, stream in INPUT.items():
            reading.xrange(stream).xinfo_groups(stream).xpending_range(stream, stage, "-", "+", 1_000)
        reading.xrange(DEAD).hgetall(TOTALS)
        for article in articles:
            reading.hgetall(REMEMBERED + article)
        answers = iter(await reading.execute(raise_on_error=False))
    streams = {stage: _stream(stage, next(answers), next(answers), next(answers)) for stage in INPUT}
    dead = {id_.decode(): DeadLetter(id_.decode(), letter) for id_, letter in next(answers)}
    totals, *identities = [{name.decode(): int(number) for name, number in answer.items()} for answer in answers]
    return Observed(streams, dead, Counter(totals), dict(zip(articles, identities, strict=True)))


def _stream(stage: str, entries, groups, pending) -> Stream:
    messages = {id_.decode(): told(Entry.of(id_, fields).body()) for id_, fields in entries}
    if isinstance(pending, Exception):  # no such group
        return Stream(messages, None, {})
    fields = "consumer", "times_delivered", "time_since_delivered"
    found = {one["message_id"].decode(): [one[name] for name in fields] for one in pending}
    by_id = {id_: Pending(consumer.decode(), *numbers) for id_, (consumer, *numbers) in found.items()}
    delivered = next(group["last-delivered-id"] for group in groups if group["name"] == stage.encode())
    return Stream(messages, delivered.decode(), by_id)


@dataclass
class Ledger:
    """What was published and what became of it. `check` compares that with what Redis holds."""

    copies: Counter[int] = field(default_factory=Counter)
    """Raw entry -> in how many places it is: one, and one more each time that it comes again after it was done."""
    ends: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Raw entry -> the ends that leave nothing but a count in Redis."""
    totals: Counter[str] = field(default_factory=Counter)
    contents: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Article -> its contents in the order of their revisions."""
    known_stored: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Article -> those of its contents of which Redis remembers that they are stored."""
    revisions: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Raw entry -> the revisions as which it was passed on: one, but where its article was forgotten."""
    deliveries: dict[tuple[str, str], int] = field(default_factory=dict)
    """(Stage, entry) -> how often it was really delivered, and not handed back."""
    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    read_along: dict[str, set[str]] = field(default_factory=dict)
    """Stage -> entries of its stream that another group still needs."""
    stored: defaultdict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    """(Article, content) -> the raw entries that count as stored with it. Outlives Redis, as the database does."""

    def delivered(self, stage: str, entry: Entry, consumer: str) -> None:
        key = stage, entry.id
        self.deliveries[key] = self.deliveries.get(key, 0) + 1
        self.owners[key] = consumer
        assert entry.deliveries == self.deliveries[key], "the worker is told another number of deliveries"

    def owned(self, stage: str, consumer: str) -> set[str]:
        return {id_ for (where, id_), owner in self.owners.items() if (where, owner) == (stage, consumer)}

    def handed_back(self, stage: str, ids: Iterable[str]) -> None:
        for id_ in ids:
            self.deliveries[stage, id_] = max(self.deliveries[stage, id_] - 1, 0)

    def passed(self, stage: str, entry: Entry, outcome: Outcome, result: int) -> None:
        """Take down what the hop answered, and check that it could answer so."""
        assert (result == LOST) == ((stage, entry.id) not in self.owners), f"the hop of {entry.id} says {result}"
        if result == LOST:
            return
        del self.owners[stage, entry.id], self.deliveries[stage, entry.id]
        message = told(entry.body())
        raw, article, content = message["raw"], message["article"], message["content"]
        match outcome:
            case Identify() if content in self.known_stored[article]:
                assert result == DUPLICATE
                self._ends(raw, "duplicates")
            case Identify():
                if content not in self.contents[article]:
                    self.contents[article].append(content)
                self.revisions[raw].add(result)
                assert result == self.contents[article].index(content) + 1, "a revision is left out or given twice"
            case Finish(counter):
                self._ends(raw, counter)
                if content in self.contents[article]:
                    self.known_stored[article].add(content)
                if counter == "stored":
                    self.stored[article, content].add(raw)
            case Dead():
                self.totals["dead"] += 1

    def _ends(self, raw: int, end: str) -> None:
        self.ends[raw].append(end)
        self.totals[end] += 1

    def letter_ended(self, letter: DeadLetter, replayed: bool) -> None:
        if replayed:
            self.totals.update({f"replayed.{letter.stage}": 1, "dead": -1})
        else:
            self.ends[_told_by(letter)["raw"]].append("dropped")

    def group_gone(self, stage: str, stream: Stream) -> None:
        """What is left in the stream is delivered again: also what is done, if another group reads along."""
        self.copies.update(message["raw"] for id_, message in stream.messages.items() if id_ not in stream.alive)
        self.owners = {key: owner for key, owner in self.owners.items() if key[0] != stage}
        self.deliveries = {key: number for key, number in self.deliveries.items() if key[0] != stage}

    def all_gone(self) -> None:
        """Redis was emptied. What the database stored stays stored."""
        for kept in (
            self.copies,
            self.ends,
            self.totals,
            self.revisions,
            self.deliveries,
            self.owners,
            self.read_along,
        ):
            kept.clear()
        for article in [*self.contents]:
            self.forgotten(article)

    def forgotten(self, article: str) -> None:
        """Redis remembers nothing of an article any more."""
        self.contents[article].clear()
        self.known_stored[article].clear()

    def check(self, now: Observed) -> None:
        """The invariant. Raises AssertionError."""
        places = defaultdict(list)
        for letter in now.dead.values():
            assert [*letter.original] == [BODY.encode()], "another original"
            places[_told_by(letter)["raw"]].append("dead")
        for stage, stream in now.streams.items():
            if stage in self.read_along:
                assert self.read_along[stage] <= stream.messages.keys(), "gone before the other group had it"
                self.read_along[stage].update(stream.messages)
            else:
                assert len(stream.alive) == len(stream.messages), "something is done and still there"
            for id_ in stream.alive:
                places[stream.messages[id_]["raw"]].append(stage)
            for message in stream.messages.values():
                assert stage == "ingest" or message["revision"] in self.revisions[message["raw"]], "another revision"
        for raw in {*self.copies, *places}:
            everywhere = [*places[raw], *self.ends[raw]]
            assert len(everywhere) == self.copies[raw], f"raw entry {raw} is in {everywhere}: not {self.copies[raw]}"
        pending = {(stage, id_): one for stage, stream in now.streams.items() for id_, one in stream.pending.items()}
        assert {key: one.consumer for key, one in pending.items()} == self.owners, "another owner"
        assert {key: one.deliveries for key, one in pending.items()} == self.deliveries, "another number of deliveries"
        assert now.totals == self.totals, "counted wrongly"
        for article, remembered in now.identities.items():
            contents = self.contents[article]
            stored = self.known_stored[article]
            revisions = {content: 0 if content in stored else number for number, content in enumerate(contents, 1)}
            assert remembered == (revisions | {"revisions": len(contents)} if contents else {}), "remembered wrongly"
        assert all(len(entries) == 1 for entries in self.stored.values()), "stored twice"
