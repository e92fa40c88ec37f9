"""The fenced hop, from the side of Python: outcomes in, what became of each entry out."""

from collections.abc import Iterable, Sequence
from importlib.resources import files

from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError

from services.wire.announcing import MOST
from services.wire.delivery.backlog import backlog
from services.wire.delivery.dead import counter_of, letter
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Finish, Forward, Identify, Outcome
from services.wire.streams import DEAD, READER, REMEMBERED, STORED, TOTALS

_SCRIPT = (files("services.wire.delivery") / "hop.lua").read_text()

_SCRIPT_WHEN_FULL = _SCRIPT.replace("#!lua", "#!lua flags=allow-oom", 1)

LOST = -1
"""What the hop says of an entry that somebody else had acknowledged before."""

DUPLICATE = 0
"""What it says of an entry whose content is stored already. Any other number is a revision passed on."""


class Hop:
    """Acknowledges entries of one stage and adds what follows from them, each entry at most once."""

    def __init__(self, redis: Redis, *, stage: str, source: str, target: str, remember: int, prefix: str) -> None:
        """`remember` is for how many seconds identities are kept, `prefix` that of all keys."""
        self._redis = redis
        self._next = READER.get(target)
        self._script = redis.register_script(_SCRIPT)
        self._script_when_full = redis.register_script(_SCRIPT_WHEN_FULL)
        self._stage = stage
        self._source = source
        self._prefix = prefix
        self._keys = [prefix + name for name in (source, target, DEAD, TOTALS, STORED)]
        self._head: list[bytes | str | int] = [stage, remember, MOST]

    async def __call__(self, done: Sequence[tuple[Entry, Outcome]]) -> list[int]:
        """Carry out the outcomes; one number an entry: LOST, DUPLICATE or the revision passed on.

        Safe to repeat when the reply was lost. Raises redis.RedisError.

        A server at `maxmemory` refuses this, but not while the next stage has nothing to do: it would never be freed
        if nothing moved on. So the last stages finish first, and those before them follow a batch at a time.
        """
        arguments = self._head + [part for entry, outcome in done for part in self._operation(entry, outcome)]
        keys = self._keys + [self._identity(outcome) for _, outcome in done if isinstance(outcome, Identify | Finish)]
        try:
            return await self._script(keys=keys, args=arguments)
        except OutOfMemoryError:
            if self._next and not (await backlog(self._redis, self._next, self._prefix)).drained:
                raise
            return await self._script_when_full(keys=keys, args=arguments)

    def _identity(self, outcome: Identify | Finish) -> str:
        return self._prefix + REMEMBERED + outcome.article_id

    def _operation(self, entry: Entry, outcome: Outcome) -> Iterable[bytes | str | int]:
        match outcome:
            case Forward(payload):
                return ("forward", entry.id, payload)
            case Identify(_, content_hash, head, tail):
                return ("identify", entry.id, content_hash, head, tail)
            case Finish(counter, article_id, content_hash, revision):
                return ("finish", entry.id, counter, article_id, content_hash, revision)
            case Dead():
                fields = letter(entry, outcome, stage=self._stage, stream=self._source)
                counter = counter_of(fields[b"origin"].decode())
                return ("dead", entry.id, counter, len(fields), *(part for field in fields.items() for part in field))
