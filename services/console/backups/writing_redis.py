"""Giving a Redis what a backup holds, so that nobody ever works on half of it.

All but the identities is first made under names that no service reads, and renamed in one step at the end. A restore
that was cut off is known by its mark, and can be made again.
"""

from collections.abc import Iterable
from typing import Any, Protocol, assert_never

from redis import Redis

from services.console.backups.lines import Line, Stream, raw
from services.console.backups.reading_redis import OURS, names
from services.console.refusal import Refusal
from services.wire.streams import REMEMBERED

_APART = "restoring:"
_MARK = "restoring"
_PAGE = 1_000
_BYTES = 4_000_000
_NO_GROUP = "restoring"
_ELSEWHERE = "set DATELINE_DATA_DIR, or DATELINE_REDIS_URL and DATELINE_DATABASE_URL, to where nothing is yet"


class _Commands(Protocol):
    """What takes commands: redis-py's pipelines are untyped."""

    def execute_command(self, *parts: object, **options: object) -> object: ...


def begin(redis: Redis, backup: str, *, empty: bool, prefix: str) -> bool:
    """Mark that this backup is being restored; True where that was begun before, and cut off.

    `empty` says whether there is no database yet. Raises Refusal where there is one, or Redis holds a pipeline, or half
    of another backup; redis.RedisError.
    """
    mark = redis.get(prefix + _MARK)
    if mark not in (None, backup.encode()):
        raise Refusal(
            "the restore of another backup was cut off here: finish that, or take an empty Redis and database"
        )
    if mark is None and not empty:
        raise Refusal(f"there is a database of articles already: {_ELSEWHERE}")
    for name in names(redis, prefix, OURS):
        if mark is None or not name.startswith(REMEMBERED.encode()):
            raise Refusal(f"Redis is not empty, it holds {prefix + name.decode()!r}: {_ELSEWHERE}")
    for name in names(redis, prefix, _APART):
        redis.delete(prefix.encode() + name)
    redis.set(prefix + _MARK, backup)
    return mark is not None


def write(redis: Any, lines: Iterable[Line], prefix: str) -> None:  # noqa: ANN401 - redis-py's pipelines are untyped
    """Make what the lines tell, and only then show all of it at once. Raises redis.RedisError."""
    apart: set[str] = set()
    with redis.pipeline(transaction=False) as pipeline:
        size = 0
        for line in lines:
            name = line["key"]
            if not name.startswith(REMEMBERED):
                apart.add(name)
                name = _APART + name
            _make(pipeline, prefix + name, line)
            size += sum(map(len, line["fields"])) if line["kind"] == "entry" else 0
            if len(pipeline) >= _PAGE or size >= _BYTES:
                pipeline.execute()
                size = 0
        pipeline.execute()
    with redis.pipeline(transaction=True) as pipeline:
        for name in sorted(apart):
            pipeline.rename(prefix + _APART + name, prefix + name)
        pipeline.delete(prefix + _MARK)
        pipeline.execute()


def _make(commands: _Commands, key: str, line: Line) -> None:
    match line["kind"]:
        case "entry":
            commands.execute_command("XADD", key, line["id"], *map(raw, line["fields"]))
        case "stream":
            _make_stream(commands, key, line)
        case "hash":
            commands.execute_command("HSET", key, *(raw(part) for field in line["fields"] for part in field))
            if line["expires"] > 0:
                commands.execute_command("PEXPIREAT", key, line["expires"])
        case "zset":
            commands.execute_command(
                "ZADD", key, *(part for name, score in line["members"] for part in (score, raw(name)))
            )
        case _:
            assert_never(line)


def _make_stream(commands: _Commands, key: str, line: Stream) -> None:
    """Its groups, and what is counted, once all its entries are there."""
    # Where it has no entries, only a group makes it.
    commands.execute_command("XGROUP", "CREATE", key, _NO_GROUP, "0", "MKSTREAM")
    commands.execute_command("XGROUP", "DESTROY", key, _NO_GROUP)
    counted = ("ENTRIESADDED", line["added"], "MAXDELETEDID", line["deleted"])
    commands.execute_command("XSETID", key, line["last"], *counted)
    for group in line["groups"]:
        name, read = raw(group["name"]), ("ENTRIESREAD", group["read"]) if "read" in group else ()
        commands.execute_command("XGROUP", "CREATE", key, name, group["last"], *read)
        for id, consumer, delivered, deliveries in group["pending"]:
            how = ("TIME", delivered, "RETRYCOUNT", deliveries, "FORCE", "JUSTID")
            commands.execute_command("XCLAIM", key, name, raw(consumer), 0, id, *how, parse_justid=True)
