"""Workers that do what the three services do with an entry, in a word."""

import json
from collections.abc import MutableMapping

from delivery_ledger import told
from redis.asyncio import Redis

from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import Hop
from services.wire.delivery.outcome import Dead, Facts, Finish, Forward, Identify, Outcome
from services.wire.delivery.ownership import Ownership
from services.wire.streams import DEAD, INPUT

STAGES = ("ingest", "enrich", "store")
TARGET = {"ingest": INPUT["enrich"], "enrich": INPUT["store"], "store": DEAD}
MIN_IDLE = 3_600  # seconds: nothing is silent for so long but where a test makes it so
MAX_DELIVERIES = 2


class Worker:
    """One life of a worker. It may go on with what it has in hand when others took that over long ago."""

    def __init__(self, redis: Redis, stage: str, name: str, database: MutableMapping[tuple[str, str], int]) -> None:
        """`database` is the one of all store workers: per article and content the raw entry that brought it."""
        self.stage, self.source, self.name = stage, INPUT[stage], name
        self.hop = Hop(redis, stage=stage, source=self.source, target=TARGET[stage], remember=60, prefix="")
        self.ownership = Ownership(redis, stream=self.source, group=stage, consumer=name, min_idle=MIN_IDLE)
        self.in_hand: dict[str, Entry] = {}
        self._database = database

    def __repr__(self) -> str:
        return self.name

    def outcome(self, entry: Entry) -> Outcome:
        """What becomes of an entry. The store commits to its database first."""
        message = told(entry.body())
        if entry.deliveries > MAX_DELIVERIES:
            return Dead("killed its worker")
        if message["fails"] == self.stage:
            return Dead("bad")
        if self.stage == "ingest":
            head = json.dumps(message).encode()[:-1] + b', "revision": '
            return Identify(message["article"], message["content"], head, b"}", Facts())
        if self.stage == "enrich":
            return Forward(entry.body(), Facts())
        stored = self._database.setdefault((message["article"], message["content"]), message["raw"])
        counter = "stored" if stored == message["raw"] else "duplicates"
        return Finish(counter, message["article"], message["content"], 1, Facts())
