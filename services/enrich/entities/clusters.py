"""From mentions to entities: one for each real thing in a document."""

from collections import Counter
from collections.abc import Iterable, Sequence

from services.enrich.entities.descriptions import descriptions
from services.enrich.entities.forms import Form, gather, majority
from services.enrich.entities.introductions import introductions, with_introduced
from services.enrich.entities.links import link
from services.enrich.entities.overlaps import added
from services.enrich.entities.recogniser import Span
from services.enrich.entities.trim import Name, trim
from services.enrich.names.words import words
from services.wire.messages import Entity, Mention


def cluster(text: str, spans: Iterable[Span]) -> tuple[Entity, ...]:
    """The entities among the spans that a model found in a text, numbered in order of first mention.

    Acronyms in brackets and descriptions of what is named in full add to the mentions. These are gathered by form (the
    same words, spelling set aside), then forms are linked to fuller ones. An entity has the label of most of its
    mentions and is called by the fullest of them. Time grows with the number of mentions and hardly faster, also in
    texts of thousands.
    """
    names = sorted((name for span in spans if (name := trim(text, span))), key=lambda name: name.start)
    introduced = introductions(text, names)
    names = with_introduced(text, names, introduced)
    forms = gather(text, added(names, descriptions(text, names)))
    link(text, forms, introduced)
    groups: dict[Form, list[Name]] = {}
    for form in forms:
        groups.setdefault(form.root, []).extend(form.names)
    found = [sorted(group, key=lambda name: name.start) for group in groups.values()]
    found.sort(key=lambda group: group[0].start)
    return tuple(_entity(number, group) for number, group in enumerate(found, 1))


def _entity(number: int, names: Sequence[Name]) -> Entity:
    mentions = tuple(Mention(start=name.start, end=name.end, text=name.text) for name in names)
    label = majority(names)
    return Entity(id=number, label=label, name=_fullest(names, label), mentions=mentions)


def _fullest(names: Sequence[Name], label: str) -> str:
    """The name with most words, rather in small letters than in a headline's capitals, rather a frequent spelling.

    A people is called by its shortest name, `Iraqi` rather than `Iraqis`.
    """
    often = Counter(name.text for name in names)
    shorter = label == "NORP"
    return max(
        often, key=lambda t: (len(words(t)), not t.isupper(), -len(t) if shorter else often[t], len(t), often[t])
    )
