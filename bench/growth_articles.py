"""What `bench.growth` stores and measures: invented articles, as they are on each stream."""

from collections.abc import Iterator
from hashlib import md5
from itertools import count
from random import Random

from bench.search_articles import Newsroom, scattered
from bench.story_texts import patterns, report
from services.wire.messages import CleanArticle, EnrichedArticle, Entity, Mention, RawArticle, encode
from services.wire.messages.trail import Step, Trail

_COPIES = 0.1
"""The part of the articles that repeat an earlier one with another end, as papers do with an agency's report."""
_ROUND = 10_000  # articles that the newsroom writes in one run through its days


def enriched_articles() -> Iterator[EnrichedArticle]:
    """Articles without an end, of some 350 words, 22 entities, 44 mentions and 12 dates: two names are in no other."""
    newsroom, chance, number = Newsroom(), Random(2), count()
    earlier: list[str] = []
    while True:
        for article, n in zip(newsroom.write(_ROUND), number, strict=False):
            text = article.text
            if earlier and chance.random() < _COPIES:
                text = f"{chance.choice(earlier)} {text[-200:]}"
            elif len(earlier) < _ROUND:
                earlier.append(text)
            own = [_named(id, f"Person {n} {'AB'[id % 2]}") for id in (101, 102)]
            yield article.model_copy(
                update={
                    "id": scattered(n),
                    "content_hash": f"{n:032x}",
                    "entry": f"{1356766500000 + n}-0",
                    "url": f"https://example.org/news/{article.published}/{n}",
                    "headline": text.partition("\n")[0],
                    "text": text,
                    "entities": (*(_named(e.id, e.name, e) for e in article.entities), *own),
                }
            )


def _named(id: int, name: str, like: Entity | None = None) -> Entity:
    """An entity that two mentions call by its name."""
    mentions = tuple(Mention(start=start, end=start + len(name), text=name) for start in (id * 8, id * 8 + 400))
    return Entity(id=id, label=like.label if like else "PERSON", name=name, mentions=mentions,
                  place=like.place if like else None)  # fmt: skip


def trail(entry: str, *stages: str) -> Trail:
    """The way of an article through these stages, one second in each."""
    way, began = Trail(md5(entry.encode(), usedforsecurity=False).hexdigest()), int(entry.partition("-")[0])
    for n, stage in enumerate(stages):
        begun = began + 1000 * n
        step = Step(stage, f"{stage}-0f3a52c1", f"{begun}-0", 1, 16, begun, begun + 1000)
        way = way.then("00f067aa0ba902b7", step)
    return way


def raw_and_clean(number: int) -> tuple[list[bytes], list[bytes]]:
    """So many articles of some 400 words, as they are published and as ingest passes them on."""
    chance, known = Random(3), patterns("seen").reports
    raw: list[bytes] = []
    clean: list[bytes] = []
    for n in range(number):
        parts = [report(chance.choice(known), chance) for _ in range(3)]
        headline, body = f"{parts[0].headline} ({n})", "\n\n".join(text for part in parts for text in part.paragraphs)
        url = f"https://example.com/news/2012/{n}"
        raw.append(encode(RawArticle(url=url, headline=headline, body=body, published="2012-12-29"), source="publish"))
        passed = CleanArticle(
            id=scattered(-1 - n), revision=1, content_hash=f"{n:032x}", entry=f"{1356766500000 + n}-0", url=url,
            headline=headline, published="2012-12-29", published_from="stated", body=body,
        )  # fmt: skip
        way = trail(passed.entry, "ingest")
        clean.append(encode(passed, source="ingest", id=passed.entry, subject=passed.id, trail=way))
    return raw, clean
