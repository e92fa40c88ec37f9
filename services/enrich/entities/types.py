"""One name, one type: what the model, the words around and the tables say of all mentions of a name together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence

from services.enrich.entities.bodies import BODIES
from services.enrich.entities.cues import Cue, around, inside
from services.enrich.entities.place_names import weigh
from services.enrich.entities.recogniser import Span
from services.enrich.entities.whereabouts import whereabouts
from services.enrich.names.peoples import is_land, is_people
from services.enrich.names.words import COMPANY_SUFFIXES, Words, without_suffix, words
from services.enrich.places.gazetteer import Place

_MODEL = 2  # what a label that the model gave counts, against the weights of cues
_BEARER = 4  # what a person of that surname in the same text says
_KNOWN = 6  # what a list of names or the shape of a line says

Votes = Counter[str]
Find = Callable[[str], Sequence[Place]]


def settle(text: str, spans: Sequence[Span], sure: Container[Span], find: Find) -> list[Span]:
    """The spans with one label for each name; those that are `sure` keep their own, which counts more for the others.

    A span without a label takes that of its name.
    """
    votes: defaultdict[Words, Votes] = defaultdict(Votes)
    keys = [words(text[span.start : span.end]) for span in spans]
    for span, key in zip(spans, keys, strict=True):
        name = text[span.start : span.end]
        if key not in votes:
            _count(votes[key], inside(name))
            _count(votes[key], [_listed(name, find)])
        if span.label:
            votes[key][span.label] += _KNOWN if span in sure else _MODEL
        _count(votes[key], around(text, span.start, span.end))
    _pool_surnames(votes)
    _share_with_short_names(votes)
    labels = {key: _label(counts) for key, counts in votes.items()}
    return [span if span in sure else _labelled(text, span, labels[key]) for span, key in zip(spans, keys, strict=True)]


def _labelled(text: str, span: Span, label: str) -> Span:
    if is_people(text[span.start : span.end]):
        return span._replace(label="NORP")
    return span._replace(label="GPE" if whereabouts(text, span.start, span.end) else label)


def _listed(name: str, find: Find) -> Cue:
    if name in BODIES:
        return "ORG", _KNOWN
    return "GPE", _KNOWN if is_land(name) else weigh(find(name))


def _count(votes: Votes, cues: Iterable[Cue]) -> None:
    for label, weight in cues:
        votes[label] += weight


def _pool_surnames(votes: dict[Words, Votes]) -> None:
    """Let what says that a surname or its bearer's full name is a person count for both."""
    for key in [key for key in votes if len(key) > 1]:
        full, short = votes[key], votes.get(key[-1:])
        if short is not None and ("PERSON" in (_label(full), _label(short)) or _label(full) == _label(short)):
            person = full["PERSON"] + short["PERSON"]
            if person:
                full["PERSON"] = person
                short["PERSON"] = person + (_BEARER if _label(full) == "PERSON" else 0)


def _share_with_short_names(votes: dict[Words, Votes]) -> None:
    """Let a company's name, known by its suffix, count for its first word and for the name without the suffix."""
    for key in votes:
        name = without_suffix(key, COMPANY_SUFFIXES)
        if len(name) < len(key):
            for short in {name, name[:1]} & votes.keys():
                votes[short]["ORG"] += _KNOWN


def _label(votes: Votes) -> str:
    return max(votes, key=lambda label: (votes[label], label), default="ORG")
