"""Where an entity is that the gazetteer lacks: in the town that the text says it is in."""

from collections.abc import Iterator, Sequence

from services.enrich.places.beliefs import Subject
from services.enrich.places.candidates import Candidate
from services.enrich.places.gazetteer import Place
from services.enrich.places.relations import Relations
from services.enrich.places.sites import is_site

_SURE = 0.5  # belief in the town
_LIKELY = 0.3  # belief in a place found by the name itself
_SHARE = 0.5  # of the confidence in the town
_BIG = 100_000  # inhabitants: too well known to be taken for something else


def surroundings(
    names: Sequence[set[str]], subjects: Sequence[Subject], related: Relations
) -> list[tuple[Place, float] | None]:
    """The most likely place of each entity with the confidence in it; the town around it where that says more."""
    best = [max(subject.candidates, key=lambda one: one.belief, default=None) for subject in subjects]
    found = [(one.place, one.belief) if one else None for one in best]
    for inner, outer in _stated(names, best, related):
        town = best[outer]
        if town and _is_town(town) and not _agrees(best[inner], town, subjects[outer]):
            found[inner] = (town.place, _SHARE * town.belief)
    return found


def _stated(
    names: Sequence[set[str]], best: Sequence[Candidate | None], related: Relations
) -> Iterator[tuple[int, int]]:
    """Entities and what they lie in. A comma alone doesn't say so of two towns, which may be a list."""
    for (inner, outer), times in related.within.items():
        unknown = best[inner] is None or any(map(is_site, names[inner]))
        if (inner, outer) in related.stated or (times >= 1 and unknown):
            yield inner, outer


def _is_town(one: Candidate) -> bool:
    """Whether it is sure, and not so large that being in it says little."""
    return one.belief >= _SURE and one.place.feature not in ("PCL", "CONT", "RGN")


def _agrees(one: Candidate | None, town: Candidate, subject: Subject) -> bool:
    """Whether the place found by its own name may be the one in the town."""
    if one is None or one.belief < _LIKELY:
        return False
    return (
        (town.area is not None and town.area in one.areas)
        or (one.area is not None and one.area in town.areas)
        or (one.cell is not None and subject.lies_in.get(one.cell, 0.0) > _LIKELY)
        or one.place.population > _BIG
    )
