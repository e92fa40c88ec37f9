"""Text in; language, entities and dates out. The core of enrichment, without any transport."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.enrich import language
from services.enrich.dates import find_dates
from services.enrich.entities.clusters import cluster
from services.enrich.entities.recogniser import Recogniser
from services.wire.messages import Entity, Timex


@dataclass(frozen=True, slots=True)
class Document:
    """A text to annotate. Its relative dates count from `published`; `stated` is the language it claims to be in."""

    text: str
    published: date | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was found in a text; nothing in one that isn't English. Offsets count its characters, half-open."""

    language: str
    entities: tuple[Entity, ...] = ()
    dates: tuple[Timex, ...] = ()


class Annotator:
    """Annotates texts in batches, so that the model sees many at once. Loads what it needs when it is made."""

    def __init__(self, recogniser: Recogniser) -> None:
        language.load()
        self.recogniser = recogniser

    @property
    def model(self) -> str:
        """Name and version of the model behind the entities."""
        return f"{self.recogniser.name} {self.recogniser.version}"

    def annotate(self, documents: Sequence[Document]) -> list[Annotations]:
        """Annotations for each document, in order. Any text will do: empty, megabytes long, with lone surrogates."""
        languages = [language.detect(document.text, document.stated) for document in documents]
        english = [d for d, code in zip(documents, languages, strict=True) if code == language.ENGLISH]
        spans = iter(self.recogniser.recognise([document.text for document in english]))
        return [
            Annotations(code, cluster(d.text, next(spans)), tuple(find_dates(d.text, d.published)))
            if code == language.ENGLISH
            else Annotations(code)
            for d, code in zip(documents, languages, strict=True)
        ]
