"""What DATELINE_SOURCES says of a source shows in the records: the places that its articles name, and their days."""

from typing import Any

import pytest
import pytest_asyncio
import redis
from services_running import running

from services.wire.events import Event

SOURCES = """
[[source]]
name = "Forest City Post"
home = "London, Ontario"
timezone = "America/Toronto"

[[source]]
name = "Lost Post"
home = "Atlantys"

[[source]]
name = "Pacific Wire"
timezone = "Pacific/Auckland"
credit = "(PW)"
"""
BODY = "Heavy snow closed the schools of London today. They will open again tomorrow."
TIMES = ["2012-12-29T23:30", "2012-12-29T23:30:00+09:00", "2012-12-30T04:30:00Z", "2012-12-29"]


@pytest.fixture(scope="module")
def pipeline(redis_url, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "sources.toml").write_text(SOURCES)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    with running(redis_url, folder, DATELINE_SOURCES=str(folder / "sources.toml")) as pipeline:
        yield pipeline


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def records(pipeline) -> list[dict[str, Any]]:
    """First of the Forest City Post at each of TIMES, then of somebody else, then with the credit of Pacific Wire."""
    ids = await pipeline.publish(
        *({"id": at, "body": BODY, "published": at, "source": "FOREST CITY POST"} for at in TIMES),
        {"body": BODY, "published": TIMES[0], "source": "Somebody"},
        {"body": f"WELLINGTON (PW) - {BODY}", "published": TIMES[0]},
    )
    await pipeline.drained()
    return [pipeline.records()[id_] for id_ in ids]


def region(record: dict[str, Any]) -> str:
    """Country and region of what the record takes London for."""
    (place,) = [entity["place"] for entity in record["entities"] if entity["name"] == "London"]
    return f"{place['country']}.{place['admin1']}"


def days(record: dict[str, Any]) -> list[str]:
    return [date["value"] for date in record["dates"]]


async def test_a_place_is_the_one_near_the_home_of_the_source(records):
    assert [region(record) for record in records[:5]] == [*4 * ["CA.Ontario"], "GB.England"]


async def test_a_home_that_the_gazetteer_lacks_is_told_once_and_left_out_of_account(pipeline, records):
    ids = await pipeline.publish(*({"id": id_, "body": BODY, "source": "Lost Post"} for id_ in "ab"))
    await pipeline.drained()
    pipeline.until(Event.ARTICLE_ENRICHED, len(records) + len(ids))
    told = [line for line in pipeline.log("enrich") if line["event"] == Event.HOME_UNCLEAR]
    assert [(line["level"], line["home"]) for line in told] == [("warning", "Atlantys")]
    assert [region(pipeline.records()[id_]) for id_ in ids] == ["GB.England", "GB.England"]


async def test_a_time_without_an_offset_is_one_of_the_source(records):
    assert [records[n]["published"] for n in (0, 4, 5)] == [
        "2012-12-29T23:30:00-05:00",
        "2012-12-29T23:30:00+00:00",
        "2012-12-29T23:30:00+13:00",
    ]


async def test_a_stated_offset_or_day_is_kept(records):
    assert [record["published"] for record in records[1:4]] == [TIMES[1], "2012-12-30T04:30:00+00:00", TIMES[3]]


async def test_today_and_tomorrow_are_those_of_the_stated_or_known_offset(records):
    assert [days(record) for record in records] == [
        ["2012-12-29", "2012-12-30"],
        ["2012-12-29", "2012-12-30"],
        ["2012-12-30", "2012-12-31"],
        ["2012-12-29", "2012-12-30"],
        ["2012-12-29", "2012-12-30"],
        ["2012-12-29", "2012-12-30"],
    ]


async def test_a_credit_names_the_source_and_stays_in_the_text(records):
    assert (records[5]["source"], records[5]["text"]) == ("Pacific Wire", f"WELLINGTON (PW) - {BODY}")
