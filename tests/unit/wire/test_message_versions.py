"""Messages keep their promise to those who wrote or will read them with another version of Dateline."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from services.wire.failures import Unreadable
from services.wire.messages import CleanArticle, decode, encode, versions
from services.wire.messages.snapshots import path, schema
from services.wire.messages.trail import Trail
from services.wire.messages.versions import KINDS, Kind

GOLDEN = Path(__file__).with_name("golden")

CLEAN = CleanArticle(
    id="5e0c", content_hash="9a", entry="7-0", headline="Bridge", body="It opened.", published="2012-12-29",
    published_from="stated",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema_does_not_change_without_a_new_version(kind: Kind):
    assert schema(kind) == path(kind, kind.version).read_text(), "raise the version in versions.py and add an upcast"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_version_has_its_snapshot_and_every_older_one_an_upcast(kind: Kind):
    assert all(path(kind, version).exists() for version in range(1, kind.version + 1))
    assert set(kind.upcasts) == set(range(1, kind.version))


@pytest.mark.parametrize(
    ("kind", "version"),
    [pytest.param(kind, n, id=f"{kind.name}.{n}") for kind in KINDS for n in range(1, kind.version + 1)],
)
def test_messages_written_by_each_version_are_still_read(kind: Kind, version: int):
    for line in (GOLDEN / f"{kind.name}.{version}.jsonl").read_bytes().splitlines():
        _, message = decode(line, kind.model)
        assert holds(json.loads(message.model_dump_json()), json.loads(line)["data"])


def holds(message: Any, written: Any) -> bool:
    """Whether all that was written is in the message; it may have more fields."""
    match written:
        case dict():
            return all(name in message and holds(message[name], value) for name, value in written.items())
        case list():
            return len(message) == len(written) and all(map(holds, message, written))
        case _:
            return message == written


def test_what_is_encoded_is_decoded_again():
    trail = Trail("a" * 32, "b" * 16)
    envelope, article = decode(encode(CLEAN, source="ingest", subject="5e0c", trail=trail), CleanArticle)
    assert article == CLEAN
    assert envelope.came_by == trail
    assert envelope.subject == "5e0c"


def test_an_event_made_twice_from_one_entry_has_one_id():
    twice = [decode(encode(CLEAN, source="ingest", id="7-0"), CleanArticle)[0] for _ in range(2)]
    assert twice[0].id == twice[1].id == "7-0"


def test_a_field_that_this_version_does_not_know_is_ignored():
    event = json.loads(encode(CLEAN, source="ingest"))
    event["data"]["mood"] = "calm"
    assert decode(json.dumps(event), CleanArticle)[1] == CLEAN


def test_an_older_version_is_brought_up_step_by_step(monkeypatch):
    upcasts = {1: lambda data: data | {"headline": data["title"]}, 2: lambda data: data | {"byline": "unknown"}}
    kind = dataclasses.replace(versions.BY_MODEL[CleanArticle], version=3, upcasts=upcasts)
    monkeypatch.setitem(versions.BY_MODEL, CleanArticle, kind)
    event = json.loads(encode(CLEAN, source="ingest"))
    event["dataschema"] = "urn:dateline:article:clean:1"
    event["data"]["title"] = "As it was called then"
    _, article = decode(json.dumps(event), CleanArticle)
    assert (article.headline, article.byline) == ("As it was called then", "unknown")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"dataschema": "urn:dateline:article:clean:4"}, "version 4 of dateline.article.clean is newer"),
        ({"dataschema": "urn:dateline:article:clean:x"}, "names no version"),
        ({"dataschema": "urn:dateline:article:clean:" + 5_000 * "9"}, "names no version"),
        ({"type": "dateline.article.unheard"}, "unknown message type 'dateline.article.unheard'"),
        ({"type": "dateline.article.raw"}, "a dateline.article.raw where a dateline.article.clean belongs"),
        ({"data": "text"}, "data of dateline.article.clean must be an object, not str"),
        ({"data": {"id": "5e0c"}}, "content_hash: Field required"),
        ({"data": CLEAN.model_dump() | {"published": "31 December"}}, "published: String should match"),
        ({"id": None}, "not a CloudEvent: id"),
    ],
    ids=[
        *("newer", "unnumbered", "endless number", "unknown type", "other type"),
        *("string data", "missing field", "bad date", "no id"),
    ],
)
def test_a_message_that_cannot_be_read_says_why_in_one_line(change, why):
    event = json.loads(encode(CLEAN, source="ingest")) | change
    with pytest.raises(Unreadable) as caught:
        decode(json.dumps(event), CleanArticle)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"text"'])
def test_bytes_that_are_no_event_are_unreadable(payload):
    with pytest.raises(Unreadable, match="not a CloudEvent"):
        decode(payload, CleanArticle)
