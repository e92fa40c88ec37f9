"""Places for the entities of a text, as they stand in the record of an article."""

from collections.abc import Sequence

from services.enrich.names.peoples import PEOPLES
from services.enrich.names.synonyms import SYNONYMS
from services.enrich.names.words import Words, spoken, words
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.places.resolve import Answer, Span, resolve
from services.wire.messages import Entity, Place

_PLACES = frozenset({"GPE", "LOC", "FAC"})


def locate(text: str, entities: Sequence[Entity], gazetteer: Gazetteer, home: str | None = None) -> tuple[Entity, ...]:
    """The entities of a text, those that are places, or peoples named after one, with their places where clear."""
    located = [entity for entity in entities if _may_be_place(entity)]
    spans = [[(mention.start, mention.end) for mention in entity.mentions] for entity in located]
    answers = resolve(text, spans, gazetteer, home)
    places = {entity.id: _place(answer, gazetteer) for entity, answer in zip(located, answers, strict=True) if answer}
    return tuple(
        entity.model_copy(update={"place": places[entity.id]}) if entity.id in places else entity for entity in entities
    )


def locate_mentions(
    text: str, mentions: Sequence[Span], gazetteer: Gazetteer, home: str | None = None
) -> list[Place | None]:
    """The place of each of these mentions, all of which are taken for places. The same name is the same place."""
    named: dict[Words, list[Span]] = {}
    for start, end in mentions:
        named.setdefault(_key(text[start:end]), []).append((start, end))
    answers = resolve(text, list(named.values()), gazetteer, home)
    places = {key: _place(answer, gazetteer) if answer else None for key, answer in zip(named, answers, strict=True)}
    return [places[_key(text[start:end])] for start, end in mentions]


def _key(name: str) -> Words:
    return SYNONYMS.get(spoken(name), words(name))


def _may_be_place(entity: Entity) -> bool:
    if entity.label == "NORP":
        return any(mention.text.casefold() in PEOPLES for mention in entity.mentions)
    return entity.label in _PLACES


def _place(answer: Answer, gazetteer: Gazetteer) -> Place:
    place = answer.place
    state = gazetteer.state(place.country, place.admin1) if place.admin1 else None
    return Place(
        geonames=place.geonames,
        name=place.name,
        country=place.country or None,
        admin1=state.name if state else None,
        lat=place.lat,
        lon=place.lon,
        confidence=round(answer.confidence, 2),
    )
