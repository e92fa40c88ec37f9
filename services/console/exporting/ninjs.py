"""IPTC ninjs 3.0, one item a line (https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json).

ninjs says who and where an item mentions, but not at which characters. It has no place for dates that a text mentions:
those are among the subjects, each by its TIMEX3 value. Cursor, story and address are alternative ids.
"""

import json
from datetime import UTC, datetime
from typing import Any

from services.store.protocol import Change, Deleted
from services.wire.messages import EnrichedArticle, Entity

STANDARD = {"name": "ninjs", "version": "3.0", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}

_KIND = {
    "PERSON": "people",
    "ORG": "organisations",
    "GPE": "places",
    "LOC": "places",
    "FAC": "places",
    "EVENT": "events",
    "PRODUCT": "objects",
    "WORK_OF_ART": "objects",
}

Item = dict[str, Any]  # JSON's values, so Any


def line(change: Change) -> bytes:
    """An article as an item; one that was deleted as an item that its source has canceled."""
    cursor = {"role": "cursor", "value": str(change.sequence)}
    if isinstance(change, Deleted):
        item = _head(change.id) | {"pubStatus": "canceled", "altIds": [cursor]}
    else:
        item = _item(change.article)
        story = [] if change.story is None else [{"role": "story", "value": str(change.story)}]
        item["altIds"] = [cursor, *story, *item.get("altIds", [])]
    return json.dumps(item, ensure_ascii=False).encode() + b"\n"


def _head(id: str) -> Item:
    return {"uri": f"urn:dateline:article:{id}", "type": "text", "standard": STANDARD}


def _item(article: EnrichedArticle) -> Item:
    body = article.body
    item: Item = _head(article.id) | {
        "version": str(article.revision),
        "versionCreated": _moment(article.published),
        "pubStatus": "usable",
        "language": article.language,
        "by": article.byline,
        "infoSources": article.source and [{"name": article.source}],
        "headlines": article.headline and [{"role": "main", "value": article.headline}],
        "bodies": body and [{"role": "main", "contentType": "text/plain", "charCount": len(body), "value": body}],
        "altIds": article.url and [{"role": "url", "value": article.url}],
    }
    for entity in article.entities:
        item.setdefault(_KIND.get(entity.label, "subjects"), []).append(_concept(entity))
    dates = dict.fromkeys((date.text, date.value) for date in article.dates if date.value)
    for text, value in dates:
        item.setdefault("subjects", []).append({"name": text, "rel": "date", "literal": value})
    return {name: value for name, value in item.items() if value}


def _concept(entity: Entity) -> Item:
    found: Item = {"name": entity.name, "rel": "mentions"}
    if place := entity.place:
        found["uri"] = f"https://sws.geonames.org/{place.geonames}/"
        if _KIND.get(entity.label) == "places":
            found["geojson"] = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return found


def _moment(published: str) -> str | None:
    """RFC 3339, which ninjs wants: a date alone counts as its midnight in UTC, as it does in the order of articles."""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:  # a day that no calendar has
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
