"""The place of each entity of a text, by what the whole text says."""

from collections.abc import Sequence
from typing import NamedTuple

from services.enrich.places.beliefs import Subject, settle
from services.enrich.places.candidates import candidates
from services.enrich.places.cues import read_cues
from services.enrich.places.gazetteer import Gazetteer, Place
from services.enrich.places.relations import Occurrence, relations
from services.enrich.places.surroundings import surroundings

Span = tuple[int, int]
_LEAST = 0.3  # confidence below which nothing is said
_HOME_COUNTS = 3  # mentions


class Answer(NamedTuple):
    """The place that an entity is, or, where the gazetteer lacks that, the town it is in. `confidence` is 0 to 1."""

    place: Place
    confidence: float


def resolve(
    text: str, entities: Sequence[Sequence[Span]], gazetteer: Gazetteer, home: str | None = None
) -> list[Answer | None]:
    """The place of each entity, None where it isn't clear. An entity is given by where the text names it.

    `home` is where the text was published, such as `Columbus, Ohio`. Time grows with the number of mentions.
    """
    occurrences: list[Occurrence] = sorted(
        (start, end, number) for number, spans in enumerate(entities) for start, end in spans
    )
    subjects = [Subject(candidates((text[s:e] for s, e in spans), gazetteer), len(spans)) for spans in entities]
    read_cues(text, occurrences, [subject.candidates for subject in subjects], gazetteer)
    related = relations(text, occurrences)
    settle([*subjects, *_home(home, gazetteer)], related)
    names = [{text[start:end] for start, end in spans} for spans in entities]
    return [
        Answer(*found) if found and found[1] >= _LEAST else None for found in surroundings(names, subjects, related)
    ]


def is_clear(home: str, gazetteer: Gazetteer) -> bool:
    """Whether it is clear which place each part of a home is. A part that is not, or is none, counts for nothing."""
    subjects = _home(home, gazetteer)
    return bool(subjects) and all(subject.candidates for subject in subjects)


def _home(home: str | None, gazetteer: Gazetteer) -> list[Subject]:
    """Where a text was published, as one more place that it names."""
    if not home:
        return []
    start = 0
    spans: list[list[Span]] = []
    for part in home.split(","):
        name = part.strip()
        if name:
            begin = start + part.index(name)
            spans.append([(begin, begin + len(name))])
        start += len(part) + 1
    subjects = [Subject(candidates([home[s:e]], gazetteer), _HOME_COUNTS) for [(s, e)] in spans]
    settle(subjects, relations(home, [(s, e, number) for number, [(s, e)] in enumerate(spans)]))
    for subject in subjects:
        subject.candidates = [one for one in subject.candidates if one.belief > 1 / 2]
    return subjects
