"""Whatever is published gets a clear answer: stored, duplicate, or a dead letter with its original bytes."""

import json

import pytest
import pytest_asyncio

from services.wire.messages import RawArticle, encode

PAGE_WITHOUT_ARTICLE = (
    "<!doctype html><html><head><title></title></head><body><nav><a href='/'>Home</a></nav></body></html>"
)
EVENT = json.loads(encode(RawArticle(headline="Bridge", body="It opened."), source="test"))


def event(**changes):
    return {"__data__": json.dumps(EVENT | changes)}


DEAD = {
    "an empty article": ({"headline": "", "body": " \n "}, "neither headline nor body text"),
    "a message that is not UTF-8": ({"__data__": b'{"body": "caf\xe9"}'}, "not UTF-8: field '__data__' at byte 13"),
    "a flat field that is not UTF-8": ({"body": b"caf\xe9"}, "not UTF-8: field 'body' at byte 3"),
    "HTML with no article": ({"body": PAGE_WITHOUT_ARTICLE, "content_type": "text/html"}, "no article in the page"),
    "an empty message": ({"__data__": ""}, "not JSON"),
    "an entry without fields that mean anything": ({"x": "y"}, "neither headline nor body text"),
    "JSON that is no object": ({"__data__": "[1, 2]"}, "must be an object"),
    "broken JSON": ({"__data__": '{"body": "It op'}, "not JSON"),
    "an event of unknown type": (event(type="com.example.mood"), "unknown message type 'com.example.mood'"),
    "an event of a newer version": (event(dataschema="urn:dateline:article:raw:9"), "version 9"),
    "an event with string data": (event(data="It opened."), "must be an object, not str"),
    "a field of the wrong type": ({"__data__": '{"body": {"a": 1}}'}, "body"),
    "an entry over the limit": ({"body": "x" * 10_000_001}, "DATELINE_MAX_BYTES"),
}

RIGHT_TO_LEFT = "افتتح الجسر الجديد فوق النهر يوم الثلاثاء بعد ثلاث سنوات من العمل المتواصل في المدينة القديمة."

STORED = {
    "a date that does not exist": {"body": "The bridge opened.", "published": "2012-02-31"},
    "a date in the future": {"body": "The bridge will open.", "published": "2999-01-01"},
    "NUL characters": {"body": "The\0 bridge\0 opened in May.", "published": "2012-12-29"},
    "right-to-left text": {"body": RIGHT_TO_LEFT, "published": "2012-12-29"},
    "a good article among the bad": {"headline": "Bridge", "body": "It opened on Friday.", "published": "2012-12-29"},
    "a lone surrogate in JSON": {"__data__": '{"body": "The bridge \\ud800 opened.", "published": "2012-12-29"}'},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def entries(pipeline):
    """The entry id of every row above, when all have been dealt with."""
    sent = {name: fields for name, (fields, _) in DEAD.items()} | STORED
    ids = await pipeline.publish(*sent.values())
    await pipeline.drained()
    return dict(zip(sent, ids, strict=True))


@pytest.mark.parametrize("name", DEAD)
async def test_what_cannot_be_processed_is_a_dead_letter_with_its_original_bytes(pipeline, entries, name):
    fields, reason = DEAD[name]
    letter = (await pipeline.dead())[entries[name]]
    assert letter[b"stage"] == b"ingest"
    assert reason in letter[b"reason"].decode()
    assert b"\n" not in letter[b"reason"]
    for field, value in fields.items():
        assert letter[b"original." + field.encode()] == (value.encode() if isinstance(value, str) else value)


@pytest.mark.parametrize("name", [name for name in STORED if "surrogate" not in name])
async def test_what_is_only_odd_is_stored(pipeline, entries, name):
    assert entries[name] in pipeline.records()


async def test_nothing_is_counted_twice_or_not_at_all(pipeline, entries):
    totals = await pipeline.totals()
    assert sum(totals.values()) == len(entries)
    assert len(await pipeline.dead()) == totals["dead"]
    assert len(pipeline.records()) == totals["stored"]


def test_a_date_that_does_not_exist_gives_way_to_the_time_of_receipt(pipeline, entries):
    record = pipeline.records()[entries["a date that does not exist"]]
    assert record["published_from"] == "received"
    (line,) = [line for line in pipeline.log("ingest") if line.get("entry") == entries["a date that does not exist"]]
    assert "2012-02-31" in line["doubts"][0]


def test_a_date_in_the_future_is_kept_and_doubted(pipeline, entries):
    record = pipeline.records()[entries["a date in the future"]]
    assert (record["published"], record["published_from"]) == ("2999-01-01", "stated")
    (line,) = [line for line in pipeline.log("ingest") if line.get("entry") == entries["a date in the future"]]
    assert "future" in line["doubts"][0]


def test_nul_characters_are_dropped(pipeline, entries):
    assert pipeline.records()[entries["NUL characters"]]["text"] == "The bridge opened in May."


def test_right_to_left_text_is_kept_as_it_is_and_knows_its_language(pipeline, entries):
    record = pipeline.records()[entries["right-to-left text"]]
    assert record["text"] == RIGHT_TO_LEFT
    assert (record["language"], record["entities"], record["dates"]) == ("ar", [], [])


def test_every_log_line_is_json_and_no_service_was_stopped(pipeline, entries):
    for service in ["ingest", "enrich", "store"]:
        events = [line["event"] for line in pipeline.log(service)]
        assert events.count("service.started") == 1
        assert "library.warning" not in events
    assert pipeline.noise() == []


async def test_a_body_of_five_megabytes_is_stored_with_exact_offsets(pipeline, entries):
    sentence = "Mayor Anna Keller opened the bridge in Oslo on December 29, 2012, after nine years. "
    body = "\n\n".join([sentence * 20] * (5_000_000 // (20 * len(sentence))))
    (entry,) = await pipeline.publish({"headline": "Bridge", "body": body, "published": "2012-12-29"})
    await pipeline.drained(300)
    record = pipeline.records()[entry]
    spans = [*record["dates"], *(mention for entity in record["entities"] for mention in entity["mentions"])]
    assert len(spans) > 50_000
    assert all(record["text"][span["start"] : span["end"]] == span["text"] for span in spans)
