"""Text in; language, entities and dates out. The core of enrichment, without any transport."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.enrich import language
from services.enrich.dates import find_dates
from services.enrich.entities.casing import recase
from services.enrich.entities.chunks import cut
from services.enrich.entities.clusters import cluster
from services.enrich.entities.mentions import refine
from services.enrich.entities.recogniser import Recogniser, Span
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.places.locate import locate
from services.wire.messages import Entity, Timex

_DATED = 200_000  # characters in which dates are looked for at a time; the search takes 45 to 180 bytes for each
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A text to annotate. Its relative dates count from `published`; `stated` is the language it claims to be in.

    `home` is where it was published, such as `Columbus, Ohio`, which helps to tell one Springfield from another.
    """

    text: str
    published: date | None = None
    stated: str | None = None
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was found in a text; nothing in one that isn't English. Offsets count its characters, half-open."""

    language: str
    entities: tuple[Entity, ...] = ()
    dates: tuple[Timex, ...] = ()


class Annotator:
    """Annotates texts in batches, so that the model sees many at once. Loads what it needs when it is made.

    Without a gazetteer no entity has a place.
    """

    def __init__(self, recogniser: Recogniser, gazetteer: Gazetteer | None = None) -> None:
        language.load()
        self.recogniser = recogniser
        self.gazetteer = gazetteer

    @property
    def model(self) -> str:
        """Name and version of the model behind the entities."""
        return f"{self.recogniser.name} {self.recogniser.version}"

    def annotate(self, documents: Sequence[Document]) -> list[Annotations]:
        """Annotations for each document, in order. Any text will do: empty, megabytes long, full of junk.

        A lone surrogate, which no message can carry, is read as U+FFFD and stands so in what is found.
        """
        texts = [_LONE_SURROGATE.sub("\ufffd", document.text) for document in documents]
        codes = [language.detect(text, document.stated) for text, document in zip(texts, documents, strict=True)]
        english = [recase(text) for text, code in zip(texts, codes, strict=True) if code == language.ENGLISH]
        # each taken off when used, so that it needn't stay in memory
        found = deque(zip(english, self.recogniser.recognise(english), strict=True))
        return [
            Annotations(
                code, self._entities(text, *found.popleft(), document.home), tuple(_dates(text, document.published))
            )
            if code == language.ENGLISH
            else Annotations(code)
            for text, code, document in zip(texts, codes, documents, strict=True)
        ]

    def _entities(self, text: str, recased: str, spans: Sequence[Span], home: str | None) -> tuple[Entity, ...]:
        if not self.gazetteer:
            return cluster(text, refine(text, recased, spans))
        return locate(text, cluster(text, refine(text, recased, spans, self.gazetteer.find)), self.gazetteer, home)


def _dates(text: str, published: date | None) -> Iterator[Timex]:
    """The dates of a text. Only one as long as a book is cut, and then each piece is read without the others."""
    for offset, piece in cut(text, _DATED):
        for timex in find_dates(piece, published):
            anchor = timex.anchor + offset if isinstance(timex.anchor, int) else timex.anchor
            moved = {"start": timex.start + offset, "end": timex.end + offset, "anchor": anchor}
            yield timex.model_copy(update=moved) if offset else timex
