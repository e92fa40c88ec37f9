"""What enrichment finds in a text. Every offset counts characters of that text, half-open."""

from typing import Literal

from services.wire.messages.base import Message

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(Message):
    """One date or time expression, as TIMEX3 (ISO-TimeML) describes it.

    `value` is the TIMEX3 value, null where the expression can't be resolved; `mod` its TIMEX3 modifier.
    `begin` and `end_before` are the half-open ISO calendar interval that the value covers (weeks begin on
    Monday), each null where it has none. `anchor` is what the value was resolved against: "publication", or the
    `start` of the expression it hangs on; null where the words say all. `rule` is the name of the rule that read it.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None = None
    mod: str | None = None
    begin: str | None = None
    end_before: str | None = None
    anchor: Literal["publication"] | int | None = None
    rule: str | None = None


class Mention(Message):
    """One place in the text where an entity is named."""

    start: int
    end: int
    text: str


class Place(Message):
    """A place of the GeoNames gazetteer; `lat` and `lon` are WGS 84 degrees, `confidence` is 0 to 1."""

    geonames: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float
    lon: float
    confidence: float


class Entity(Message):
    """One real thing with all its mentions. `label` is an OntoNotes name type, `name` its best mention.

    `id` numbers the entities of one article from 1, in order of first mention.
    """

    id: int
    label: str
    name: str
    mentions: tuple[Mention, ...]
    place: Place | None = None
