"""Scenario 8: messages of the first version, of this one and of a newer one side by side, on every stream."""

import json
import random
from pathlib import Path
from typing import Any

from ledger import Sent
from publishing import client

from services.wire.messages import decode, encode
from services.wire.messages.versions import KINDS, Kind
from services.wire.streams import CLEAN, ENRICHED, RAW

GOLDEN = Path(__file__).parents[1] / "unit" / "wire" / "golden"
STREAMS = {KINDS[0].name: RAW, KINDS[1].name: CLEAN, KINDS[2].name: ENRICHED}


def first_version(kind: Kind, number: int) -> dict[str, Any]:
    """An event as version 1 of Dateline wrote it, about an article of its own."""
    event = json.loads((GOLDEN / f"{kind.name}.1.jsonl").read_bytes().splitlines()[0])
    data = event["data"]
    data["url"] += f"&number={number}"
    data["text" if "text" in data else "body"] += f" Its number is {number}."
    if "entry" in data:
        data |= {"id": f"{number:016x}", "content_hash": f"{number:032x}", "entry": f"1356766500000-{number}"}
    return event


def this_version(kind: Kind, number: int) -> dict[str, Any]:
    """The same as this version writes it."""
    envelope, message = decode(json.dumps(first_version(kind, number)), kind.model)
    return json.loads(encode(message, source="test", id=envelope.id, subject=envelope.subject))


def with_more_fields(kind: Kind, number: int) -> dict[str, Any]:
    """The same with fields that this version does not know."""
    event = this_version(kind, number)
    event["data"]["mood"] = {"calm": 0.7}
    return event | {"priority": 5}


def newer_version(kind: Kind, number: int) -> dict[str, Any]:
    """The same as the next version might write it."""
    dataschema = kind.dataschema.replace(f":{kind.version}", f":{kind.version + 1}")
    return with_more_fields(kind, number) | {"dataschema": dataschema}


def sent(kind: Kind, event: dict[str, Any]) -> Sent:
    data = event["data"]
    text = data.get("text") or f"{data['headline']}\n\n{data['body']}"
    return Sent({b"__data__": json.dumps(event).encode()}, text, STREAMS[kind.name])


def test_what_can_be_read_is_stored_and_what_is_newer_is_kept_for_later(trial, long):
    each = 200 if long else 10
    number = iter(range(12 * each))
    events = [
        (kind, write(kind, next(number)))
        for kind in KINDS
        for write in (first_version, this_version, with_more_fields, newer_version)
        for _ in range(each)
    ]
    random.Random(8).shuffle(events)
    trial.start()
    with client(trial.url) as redis:
        for kind, event in events:
            entry = redis.xadd(STREAMS[kind.name], dict(sent(kind, event).fields)).decode()
            trial.ledger.note(event["data"].get("entry", entry), sent(kind, event))
        account = trial.settle("8  versions mixed")
        assert (len(account.stored), len(account.dead)) == (9 * each, 3 * each)
        assert all("newer than this reader's" in letter.reason for letter in trial.letters())
