"""Publishing as any program can, with patience, and entering in the ledger what Redis has confirmed."""

import time
from collections.abc import Iterable, Iterator

from ledger import Ledger, Sent
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from services.wire.streams import RAW

_PATIENCE = 60  # seconds


def client(url: str) -> "Redis[bytes]":
    """A client that never sends a command twice: after a lost reply, a second XADD would be a second entry."""
    return Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_timeout=10)


def article(number: int, word: str = "bridge") -> Sent:
    """An article unlike every other of another number or word."""
    headline = f"The {word} no {number} opens"
    body = f"Mayor Anna Keller opened the {word} number {number} in Oslo on Friday, three weeks after {number} others."
    fields = {"headline": headline, "body": body, "published": "2012-12-29"}
    return Sent({name.encode(): value.encode() for name, value in fields.items()}, f"{headline}\n\n{body}")


def articles(number: int, word: str = "bridge") -> Iterator[Sent]:
    """So many articles, each unlike the others."""
    return (article(i, word) for i in range(number))


def publish(redis: "Redis[bytes]", ledger: Ledger, entries: Iterable[Sent], a_second: float | None = None) -> None:
    """Add the entries one by one, each until Redis has confirmed it; at most so many `a_second`."""
    began, last = time.monotonic(), {RAW: "-"}
    for number, sent in enumerate(entries):
        if a_second:
            time.sleep(max(began + number / a_second - time.monotonic(), 0))
        last[sent.stream] = _add(redis, sent, last.get(sent.stream, "-"))
        ledger.note(last[sent.stream], sent)


def _add(redis: "Redis[bytes]", sent: Sent, last: str) -> str:
    """The id of the new entry. `last` is the id of the one before: after it, one whose reply was lost must stand."""
    deadline, doubtful = time.monotonic() + _PATIENCE, False
    while True:
        try:
            if doubtful and (found := _find(redis, sent, last)):
                return found
            return redis.xadd(sent.stream, dict(sent.fields)).decode()
        except RedisError as error:
            assert time.monotonic() < deadline, f"Redis took nothing for {_PATIENCE} s: {error!r}"
            doubtful = True
            time.sleep(0.05)


def _find(redis: "Redis[bytes]", sent: Sent, last: str) -> str | None:
    after = redis.xrange(sent.stream, last if last == "-" else f"({last}")
    return next((entry.decode() for entry, fields in after if fields == sent.fields), None)
