"""From files to the raw stream: the core of `dateline publish`, for the demo, too."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from services.console.readers.found import Found, Problem, Ready
from services.console.readers.sources import Source, find, read
from services.console.sender import Sender
from services.wire.messages import RawArticle, encode


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
    redis: Redis,
    unstated: Unstated = Unstated(),
    *,
    on_problem: Callable[[Problem], None] = lambda _: None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> Report:
    """Publish what files, folders and `-` (standard input) hold, in order, reading as it goes.

    Each problem is told when it is met. Raises Refusal where Redis does not take an article.
    """
    sender = Sender(redis)
    sources = list(find(paths))
    total = sum(source.size for source in sources if isinstance(source, Source))
    articles = problems = 0
    for found, position in _found(sources):
        match found:
            case Problem():
                problems += 1
                on_problem(found)
            case Ready(payload):
                articles += 1
                sender.add(payload)
            case RawArticle():
                articles += 1
                sender.add(encode(_filled_in(found, unstated), source="publish"))
        on_step(Step(position, total, articles))
    sender.flush()
    return Report(sender.sent, problems)


def _found(sources: Iterable[Source | Problem]) -> Iterator[tuple[Found, int]]:
    before = 0
    for source in sources:
        if isinstance(source, Problem):
            yield source, before
            continue
        for found, position in read(source):
            yield found, before + position
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
