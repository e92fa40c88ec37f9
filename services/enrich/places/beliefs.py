"""Weighing the candidates of all places of a document against one another, until each place is settled."""

import math
from collections import defaultdict
from collections.abc import Sequence

from services.enrich.places.candidates import Area, Candidate, Cell
from services.enrich.places.relations import Relations

# Chosen on news with places marked; each may be half or twice as much without much harm.
_ROUNDS = 4
_DOUBT = 1.5  # how much less sure than it should be the first round is, so that no candidate is lost too early
_AREAS = (0.8, 0.8, 0.3)  # for other places in the same country, state, county
_NEAR = 0.7  # for other places within about 100 km
_BESIDE = 1.0  # for being near to one that the text names beside it
_OTHERS = 4.0  # how soon more of them add little
_WITHIN = 7.0  # for lying in what the text says
_AROUND = 3.0  # for having in it what the text says
_SMALLEST = 0.02  # belief that counts
NOWHERE = 4.5
"""The score of no candidate at all: how likely it is that the gazetteer lacks the place."""

Shares = defaultdict[Area | Cell, float]


class Subject:
    """An entity that may be a place, and the candidates for it. `mentions` counts how often it is named."""

    def __init__(self, candidates: Sequence[Candidate], mentions: int) -> None:
        self.candidates = candidates
        self.weight = 1 + 0.5 * math.log(mentions)
        self.lies_in = Shares(float)
        self.is_area = Shares(float)

    def believe(self, scores: Sequence[float], doubt: float) -> None:
        """Turn scores, which are logarithms, into beliefs. They add up to less than 1 where none is likely."""
        most = max([*scores, NOWHERE])
        shares = [math.exp((score - most) / doubt) for score in scores]
        total = sum(shares) + math.exp((NOWHERE - most) / doubt)
        for candidate, share in zip(self.candidates, shares, strict=True):
            candidate.belief = share / total
        self._share()

    def _share(self) -> None:
        """Say how much it is believed to lie in each area and near each square."""
        self.lies_in, self.is_area = Shares(float), Shares(float)
        for candidate in self.candidates:
            belief = candidate.belief
            if belief < _SMALLEST:
                continue
            for area in candidate.areas:
                self.lies_in[area] += belief
            if candidate.area:
                self.is_area[candidate.area] += belief
            for square in candidate.around:
                self.lies_in[square] += belief


def settle(subjects: Sequence[Subject], relations: Relations) -> None:
    """Set the belief in each candidate by what all others say. Time grows with the number of candidates."""
    inner, outer, beside = _by_subject(relations)
    for subject in subjects:
        subject.believe([candidate.prior for candidate in subject.candidates], 1 + _DOUBT)
    for round in range(1, _ROUNDS + 1):
        everywhere = Shares(float)
        for subject in subjects:
            for area, share in subject.lies_in.items():
                everywhere[area] += subject.weight * share
        scores = [
            [
                candidate.prior
                + _company(candidate, subject, everywhere)
                + sum(weight * _lies_within(candidate, subjects[other]) for other, weight in outer[number])
                + sum(weight * _has_within(candidate, subjects[other]) for other, weight in inner[number])
                + sum(_is_beside(candidate, subjects[other]) for other in beside[number])
                for candidate in subject.candidates
            ]
            for number, subject in enumerate(subjects)
        ]
        for subject, its_scores in zip(subjects, scores, strict=True):
            subject.believe(its_scores, 1 + _DOUBT * (1 - round / _ROUNDS))


def _company(candidate: Candidate, subject: Subject, everywhere: Shares) -> float:
    """What the other places of the document say for a candidate."""
    total = 0.0
    for weight, area in zip(_AREAS, candidate.areas, strict=False):
        total += weight * _others(area, subject, everywhere)
    if candidate.cell:
        total += _NEAR * _others(candidate.cell, subject, everywhere)
    return total


def _others(area: Area | Cell, subject: Subject, everywhere: Shares) -> float:
    others = everywhere.get(area, 0.0) - subject.weight * subject.lies_in.get(area, 0.0)
    return math.log1p(_OTHERS * others) if others > 0 else 0.0


def _lies_within(candidate: Candidate, other: Subject) -> float:
    return _WITHIN * max(
        (other.is_area.get(area, 0.0) for area in candidate.areas if area != candidate.area), default=0.0
    )


def _has_within(candidate: Candidate, other: Subject) -> float:
    area = candidate.area
    return _AROUND * min(1.0, other.lies_in.get(area, 0.0)) if area and area not in other.is_area else 0.0


def _is_beside(candidate: Candidate, other: Subject) -> float:
    return _BESIDE * min(1.0, other.lies_in.get(candidate.cell, 0.0)) if candidate.cell else 0.0


def _by_subject(
    relations: Relations,
) -> tuple[
    defaultdict[int, list[tuple[int, float]]], defaultdict[int, list[tuple[int, float]]], defaultdict[int, list[int]]
]:
    inner = defaultdict[int, list[tuple[int, float]]](list)
    outer = defaultdict[int, list[tuple[int, float]]](list)
    beside = defaultdict[int, list[int]](list)
    for (one, other), times in relations.within.items():
        outer[one].append((other, min(1.0, times)))
        inner[other].append((one, min(1.0, times)))
    for one, other in relations.beside:
        beside[one].append(other)
    return inner, outer, beside
