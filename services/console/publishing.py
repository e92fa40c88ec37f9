"""From files to the raw stream: the core of `dateline publish`, for the demo, too."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redis.exceptions import RedisError

from services.console.counted import counted
from services.console.readers.found import Found, Problem, Ready
from services.console.readers.sources import Source, find, read
from services.console.refusal import INTERRUPTED, Refusal
from services.console.room import Wait
from services.console.shards import Shard
from services.console.spread import Spread
from services.console.unreadable_date import unreadable_date
from services.ingest.settings import IngestSettings
from services.wire.delivery.entry import Entry
from services.wire.messages import RawArticle, encode
from services.wire.redis_errors import what_redis_says
from services.wire.streams import BODY, RAW

_AGAIN = "publish the same again, each article counts once"


@dataclass(frozen=True, slots=True)
class Unstated:
    """What is taken for articles that don't state it themselves."""

    source: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far publishing has come: bytes read of all bytes there are (0 where nobody knows), articles found."""

    read: int
    total: int
    articles: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: the number of articles that Redis confirmed, and of things that could not be read."""

    published: int
    problems: int


def publish_paths(
    paths: Iterable[Path],
    shards: Sequence[Shard],
    unstated: Unstated = Unstated(),
    *,
    on_problem: Callable[[Problem], None] = lambda _: None,
    on_step: Callable[[Step], None] = lambda _: None,
    on_wait: Callable[[Wait], None] = lambda _: None,
    on_sent: Callable[[Entry], None] = lambda _: None,
) -> Report:
    """Publish what files, folders and `-` (standard input) hold, in order, reading as it goes.

    Each problem is told when it is met, each article when Redis has confirmed it. Waits while ingest is too far behind,
    and while Redis is full. Raises Refusal where Redis fails, and at Ctrl-C if anything went in by then.
    """
    sender = Spread(shards, on_wait, on_sent)
    sources = list(find(paths))
    total = sum(source.size for source in sources if isinstance(source, Source))

    def step(articles: int, position: int) -> None:
        on_step(Step(position, total, articles))

    try:
        problems = send_all(found_in(sources), sender, unstated, on_problem, step)
    except RedisError as error:
        raise Refusal(
            f"{_how_far(sender, shards, 'stopped')}: {what_redis_says(error, shards[0].url)}; {_AGAIN}"
        ) from error
    except KeyboardInterrupt as interrupt:
        if sender.sent or sender.unsure:
            raise Refusal(f"{_how_far(sender, shards, 'interrupted')}: {_AGAIN}", code=INTERRUPTED) from interrupt
        raise
    return Report(sender.sent, problems)


def send_all(
    everything: Iterable[tuple[Found, str, int]],
    sender: Spread,
    unstated: Unstated,
    on_problem: Callable[[Problem], None],
    on_step: Callable[[int, int], None] = lambda _articles, _position: None,
) -> int:
    """Send what was found, each with where it was found and a position there; count what can't be sent.

    `on_step` hears the number of articles so far, and the position. Raises redis.RedisError.
    """
    most = IngestSettings().max_bytes
    articles = problems = 0
    for found, where, position in everything:
        message = found if isinstance(found, Problem) else _message(found, unstated)
        if isinstance(message, bytes) and len(BODY) + len(message) > most:
            message = Problem(where, f"an article of {len(message)} bytes, more than DATELINE_MAX_BYTES ({most})")
        if isinstance(message, bytes):
            articles += 1
            sender.add(message)
        if problem := message if isinstance(message, Problem) else unreadable_date(found, where):
            problems += 1
            on_problem(problem)
        on_step(articles, position)
    sender.flush()
    return problems


def _message(found: RawArticle | Ready, unstated: Unstated) -> bytes:
    return found.payload if isinstance(found, Ready) else encode(_filled_in(found, unstated), source="publish")


def where(shards: Sequence[Shard]) -> str:
    """Where articles are published to, for people: the stream, or of how many pipelines."""
    return f"{RAW} of {len(shards)} pipelines" if len(shards) > 1 else shards[0].prefix + RAW


def _how_far(sender: Spread, shards: Sequence[Shard], end: str) -> str:
    unsure = f", perhaps up to {sender.unsure} more" if sender.unsure else ""
    return f"published {counted(sender.sent, 'article')} to {where(shards)}{unsure}, then {end}"


def found_in(sources: Iterable[Source | Problem]) -> Iterator[tuple[Found, str, int]]:
    """What is found, in which file, and how many bytes have been read so far."""
    before = 0
    for source in sources:
        if isinstance(source, Problem):
            yield source, source.where, before
            continue
        for found, position in read(source):
            yield found, str(source), before + position
        before += source.size


def _filled_in(article: RawArticle, unstated: Unstated) -> RawArticle:
    if article.source and article.published:
        return article
    return article.model_copy(
        update={
            "source": article.source or unstated.source,
            "published": article.published or unstated.published,
        }
    )
