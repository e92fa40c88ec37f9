"""Sending stored articles to enrich again: the core of `dateline reprocess`."""

from collections.abc import Callable, Iterator

from redis import Redis
from redis.exceptions import RedisError

from services.console.counted import counted
from services.console.refusal import INTERRUPTED, Refusal
from services.console.room import Room, Wait
from services.console.sender import Sender
from services.console.shards import Shard
from services.store.protocol import ArticleStore
from services.store.search.selecting import Selected
from services.wire.delivery.settings import PressureSettings
from services.wire.messages import CleanArticle, EnrichedArticle, encode
from services.wire.redis_errors import what_redis_says
from services.wire.redo import redo_id
from services.wire.streams import CLEAN

MOST_AHEAD = 500
"""Articles that enrich may have to do before this waits: what is published now is not to wait behind an archive."""

_PAGE = 100


def redo(
    shard: Shard,
    store: ArticleStore,
    selected: Selected,
    home_of: Callable[[str], str | None],
    *,
    on_step: Callable[[int], None],
    on_wait: Callable[[Wait], None],
) -> int:
    """Add each article to the clean stream once more; how many. Waits while enrich is too far behind.

    `home_of` gives where a source is at home, as far as that is known.
    Whatever ends this, those that were sent are done again and the others keep their records. Raises Refusal where
    Redis fails, and at Ctrl-C.
    """
    asked = _now(shard.redis)
    room = Room(shard, _pressure(), on_wait, "enrich")
    sender = Sender(shard.redis, room, lambda _: None, shard.prefix + CLEAN)
    try:
        for number, article in enumerate(_articles(store, selected), 1):
            sender.add(_message(article, asked, home_of))
            on_step(number)
        sender.flush()
    except RedisError as error:
        raise Refusal(f"{_how_far(sender, shard)} stopped: {what_redis_says(error, shard.url)}") from error
    except KeyboardInterrupt as interrupt:
        raise Refusal(
            f"{_how_far(sender, shard)} interrupted: the others keep their records", INTERRUPTED
        ) from interrupt
    return sender.sent


def clean(article: EnrichedArticle, asked: int, home: str | None) -> CleanArticle:
    """The clean article that a record was made from, to be enriched again.

    A record does not tell which language was stated; the one that was found takes its place, which counts only where
    the text leaves doubt.
    """
    values = article.model_dump(exclude={"text", "entities", "dates", "engine", "redo"})
    return CleanArticle(**values, body=article.body, home=home, redo=asked)


def _how_far(sender: Sender, shard: Shard) -> str:
    return f"sent {counted(sender.sent, 'article')} to {shard.prefix}{CLEAN}, then"


def _message(article: EnrichedArticle, asked: int, home_of: Callable[[str], str | None]) -> bytes:
    message = clean(article, asked, home_of(article.source) if article.source else None)
    return encode(message, source="reprocess", id=redo_id(article.entry, asked), subject=article.id)


def _articles(store: ArticleStore, selected: Selected) -> Iterator[EnrichedArticle]:
    """A page at a time: nobody holds a snapshot of the database for as long as an archive takes."""
    after = ""
    while page := store.selected(selected, after, _PAGE):
        yield from page
        after = page[-1].id


def _now(redis: Redis) -> int:
    seconds, microseconds = redis.time()  # pyright: ignore[reportUnknownMemberType]  # untyped
    return seconds * 1000 + microseconds // 1000


def _pressure() -> PressureSettings:
    settings = PressureSettings()
    if settings.high_water <= MOST_AHEAD:
        return settings
    return PressureSettings(high_water=MOST_AHEAD, low_water=MOST_AHEAD // 2)
