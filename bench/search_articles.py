"""Invented articles for other benches, whose words, names and dates are as frequent as they are in news."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import md5
from itertools import accumulate

from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Place, Timex

WORDS = 60_000
ENTITIES = 30_000
COUNTRIES = 150
SOURCES = 40
FIRST_DAY = date(2010, 1, 1)
DAYS = 4 * 365

_SYLLABLES = [first + second for first in "bcdfghjklmnprstvwz" for second in "aeiou"]
_ENGINE = Engine(dateline="0.1.0", model="none")


class Newsroom:
    """Writes articles. Of words and names, the one of rank n comes 1/n times as often as the first (Zipf's law)."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self.words = [_word(rank) for rank in range(WORDS)]
        self.names = [f"{_word(rank * 7).title()} {_word(rank + 9).title()}" for rank in range(ENTITIES)]
        self._of_words = list(accumulate(1 / (rank + 2) for rank in range(WORDS)))
        self._of_names = list(accumulate(1 / (rank + 20) for rank in range(ENTITIES)))

    def write(self, articles: int) -> Iterator[EnrichedArticle]:
        """So many articles of some 350 words, 20 entities and 12 dates, in order of publication."""
        return (self._article(number, FIRST_DAY + timedelta(DAYS * number // articles)) for number in range(articles))

    def text(self, characters: int) -> str:
        """So many characters of words."""
        return " ".join(self._words(characters // 3))[:characters]

    def _words(self, number: int) -> list[str]:
        return self._chance.choices(self.words, cum_weights=self._of_words, k=number)

    def _article(self, number: int, day: date) -> EnrichedArticle:
        words = self._words(self._chance.randint(100, 600))
        headline = " ".join(words[:8])
        text = f"{headline}\n\n{' '.join(words[8:])}"
        return EnrichedArticle(
            id=scattered(number),
            revision=1,
            content_hash=f"{number:064x}",
            entry=f"{number}-0",
            source=f"Source {self._chance.randrange(SOURCES)}",
            headline=headline,
            published=day.isoformat(),
            published_from="stated",
            language="en",
            text=text,
            entities=tuple(self._entities()),
            dates=tuple(self._date(day) for _ in range(12)),
            engine=_ENGINE,
        )

    def _entities(self) -> Iterator[Entity]:
        ranks = self._chance.choices(range(ENTITIES), cum_weights=self._of_names, k=20)
        for id, rank in enumerate(dict.fromkeys(ranks), 1):
            mentions = tuple(Mention(start=start, end=start + 8, text="") for start in (id * 20, id * 20 + 300))
            yield Entity(id=id, label="GPE" if rank % 4 == 0 else "PERSON", name=self.names[rank], mentions=mentions,
                         place=_place(rank) if rank % 4 == 0 else None)  # fmt: skip

    def _date(self, day: date) -> Timex:
        begin, end = self._interval(day + timedelta(round(self._chance.gauss(0, 20))))
        start = self._chance.randrange(600)
        return Timex(start=start, end=start + 6, text="Monday", type="DATE", value=begin.isoformat(),
                     begin=begin.isoformat(), end_before=end.isoformat())  # fmt: skip

    def _interval(self, day: date) -> tuple[date, date]:
        """Days, for the most part; else a month, a year or a decade."""
        size = self._chance.random()
        if size < 0.7:
            return day, day + timedelta(1)
        if size < 0.8:
            first = day.replace(day=1)
            return first, (first + timedelta(31)).replace(day=1)
        years, past = (1, self._chance.randint(0, 15)) if size < 0.98 else (10, 0)
        year = (day.year - past) // years * years
        return date(year, 1, 1), date(year + years, 1, 1)


def scattered(number: int) -> str:
    """An id that lies anywhere among the others, as ids made from URLs do."""
    return md5(str(number).encode(), usedforsecurity=False).hexdigest()[:16]


def country(number: int) -> str:
    """One of the countries, by its number."""
    return f"{chr(65 + number // 26)}{chr(65 + number % 26)}"


def _place(rank: int) -> Place:
    where = country(rank % COUNTRIES)
    return Place(geonames=rank + 1, name=f"Place {rank}", country=where, admin1=f"State {rank % 1000}",
                 lat=0, lon=0, confidence=0.9)  # fmt: skip


def _word(number: int) -> str:
    syllables: list[str] = []
    number += 1
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables)
