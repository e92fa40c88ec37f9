"""What Redis holds of a pipeline, as lines: identities first, then everything else as it was at one moment.

An identity says which contents of an article are stored. One that is a little older than the rest only costs work: the
content is enriched once more, and the database knows it. One that were newer would call an entry that still waits a
duplicate of itself.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from services.console.backups.lines import Group, Hash, Line, SortedSet, Stream, StreamEntry, text
from services.console.refusal import Refusal
from services.wire.streams import DEAD, ENDED, INPUT, REMEMBERED, STORED, TOTALS

OURS = "articles."
"""What the names of all keys of a pipeline begin with, after its prefix."""

_KNOWN = {STORED: "stream", TOTALS: "hash", ENDED: "zset", DEAD: "stream", **dict.fromkeys(INPUT.values(), "stream")}
# In redis-py pipelines are untyped, and so is what a server tells: Any.
_READ: dict[str, Callable[[Any, str], object]] = {
    "stream": lambda pipeline, key: pipeline.execute_command("XINFO", "STREAM", key, "FULL", "COUNT", 0),
    "hash": lambda pipeline, key: pipeline.hgetall(key),
    "zset": lambda pipeline, key: pipeline.zrange(key, 0, -1, withscores=True),
}
_PAGE = 1_000


def names(redis: Any, prefix: str, beginning: str) -> Iterator[bytes]:  # noqa: ANN401 - redis-py says less than we know
    """The names of keys, without their prefix, that begin so.

    One may come twice; none is missing that was there all the time.
    """
    for key in redis.scan_iter(f"{prefix}{beginning}*", count=_PAGE):
        yield key.removeprefix(prefix.encode())


def read(redis: Redis, prefix: str = "") -> Iterator[Line]:
    """Every key, without its prefix, while the pipeline works on. Raises redis.RedisError and Refusal."""
    others: set[str] = set()
    found = names(redis, prefix, OURS)
    while page := list(islice(found, _PAGE)):
        identities = [name for name in page if name.startswith(REMEMBERED.encode())]
        others.update(name.decode() for name in page if not name.startswith(REMEMBERED.encode()))
        yield from _identities(redis, prefix, identities)
    yield from _at_one_moment(redis, prefix, _KNOWN | _kinds(redis, prefix, others - _KNOWN.keys()))


def _identities(redis: Any, prefix: str, names: list[bytes]) -> Iterator[Line]:  # noqa: ANN401 - as above
    with redis.pipeline(transaction=False) as pipeline:
        for name in names:
            pipeline.hgetall(prefix.encode() + name)
            pipeline.pexpiretime(prefix.encode() + name)
        answers = pipeline.execute()
    for name, fields, expires in zip(names, answers[::2], answers[1::2], strict=True):
        if fields:  # else it has expired since
            yield _hash(text(name), fields, expires)


def _kinds(redis: Any, prefix: str, names: set[str]) -> dict[str, str]:  # noqa: ANN401 - as above
    """The keys that Dateline did not always have, with their kinds."""
    kinds: dict[str, str] = {name: redis.type(prefix + name).decode() for name in sorted(names)}
    for name, kind in kinds.items():
        if kind not in {*_READ, "none"}:
            raise Refusal(f"{prefix}{name} in Redis is a {kind}, which Dateline does not keep: rename or delete it")
    return {name: kind for name, kind in kinds.items() if kind != "none"}


def _at_one_moment(redis: Any, prefix: str, kinds: dict[str, str]) -> Iterator[Line]:  # noqa: ANN401 - as above
    with redis.pipeline(transaction=True) as pipeline:
        for key, kind in kinds.items():
            _READ[kind](pipeline, prefix + key)
        answers = pipeline.execute(raise_on_error=False)
    for (key, kind), answer in zip(kinds.items(), answers, strict=True):
        if isinstance(answer, ResponseError) and "no such key" in str(answer):
            continue
        if isinstance(answer, Exception):
            raise answer
        if kind == "stream":
            yield from _stream(key, _by_name(answer))
        elif kind == "zset" and answer:
            yield SortedSet(kind="zset", key=key, members=[(text(name), float(score)) for name, score in answer])
        elif kind == "hash" and answer:
            yield _hash(key, answer, -1)


def _hash(key: str, fields: dict[bytes, bytes], expires: int) -> Hash:
    return Hash(kind="hash", key=key, fields=[(text(n), text(v)) for n, v in fields.items()], expires=expires)


def _stream(key: str, told: dict[bytes, Any]) -> Iterator[Line]:
    for id, fields in told[b"entries"]:
        yield StreamEntry(kind="entry", key=key, id=text(id), fields=[text(part) for part in fields])
    yield Stream(
        kind="stream",
        key=key,
        last=text(told[b"last-generated-id"]),
        added=told[b"entries-added"],
        deleted=text(told[b"max-deleted-entry-id"]),
        groups=[_group(_by_name(group)) for group in told[b"groups"]],
    )


def _group(told: dict[bytes, Any]) -> Group:
    pending = [(text(id), text(consumer), at, deliveries) for id, consumer, at, deliveries in told[b"pending"]]
    group = Group(name=text(told[b"name"]), last=text(told[b"last-delivered-id"]), pending=pending)
    if told[b"entries-read"] is not None:
        group["read"] = told[b"entries-read"]
    return group


def _by_name(answer: Any) -> dict[bytes, Any]:  # noqa: ANN401 - as above
    """What a server told, as a map: by its older protocol it comes as names and values by turns."""
    return dict(answer.items() if hasattr(answer, "items") else zip(answer[::2], answer[1::2], strict=True))
