"""What is known of sources beforehand, and where it is used."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.ingest.clean import Cleaned, clean
from services.ingest.sources import Source, Sources
from services.ingest.sources_file import read_sources
from services.ingest.wrong_sources import WrongSources
from services.wire.messages import RawArticle

EXAMPLE = Path(__file__).parents[3] / "sources.example.toml"
RECEIVED = datetime(2013, 1, 2, 21, 30, tzinfo=UTC)
WIRE = Source(name="Example Wire", home="Columbus, Ohio", timezone="America/New_York", language="en", credit="(EW)")
HERALD = Source(name="Moscow Herald", timezone="Europe/Moscow")


def cleaned(**parts: str) -> Cleaned:
    raw = RawArticle(**{"body": "The bridge opened today.", **parts})
    return clean(raw, entry="1-0", received=RECEIVED, timezone=ZoneInfo("UTC"), sources=Sources([WIRE, HERALD]))


def test_a_time_without_an_offset_is_one_of_its_source():
    assert (
        cleaned(source="Moscow Herald", published="2012-12-29T01:00").article.published == "2012-12-29T01:00:00+04:00"
    )
    assert cleaned(source="Somebody", published="2012-12-29T01:00").article.published == "2012-12-29T01:00:00+00:00"


def test_a_stated_offset_goes_before_what_is_known_of_the_source():
    stated = "2012-12-29T01:00:00+01:00"
    assert cleaned(source="Moscow Herald", published=stated).article.published == stated


def test_the_day_of_receipt_is_that_of_the_source():
    assert cleaned(source="Moscow Herald").article.published == "2013-01-03T01:30:00+04:00"


@pytest.mark.parametrize("name", ["example wire", " EXAMPLE  WIRE "])
def test_case_and_white_space_of_a_name_do_not_count(name: str):
    article = cleaned(source=name).article
    assert (article.source, article.home, article.language) == (" ".join(name.split()), "Columbus, Ohio", "en")


def test_a_stated_language_goes_before_that_of_the_source():
    assert cleaned(source="Example Wire", language="fr").article.language == "fr"


@pytest.mark.parametrize(
    "body",
    [
        "ALDER CITY (EW) - The bridge opened.",
        "The bridge opened.\n\nIt took three years. (EW)",
        "The bridge opened.\n\n(EW)\n",
    ],
)
def test_an_article_without_a_source_is_that_of_the_credit_at_its_beginning_or_end(body: str):
    assert cleaned(body=body).article.source == "Example Wire"
    assert cleaned(body=body).article.home == "Columbus, Ohio"


@pytest.mark.parametrize("body", ["One (EWE) two", "x " * 100 + "(EW)\nIt took three years.", "The EW says so."])
def test_a_credit_elsewhere_is_none(body: str):
    assert cleaned(body=body).article.source is None


def test_a_stated_source_goes_before_a_credit():
    article = cleaned(source="Moscow Herald", body="ALDER CITY (EW) - The bridge opened.").article
    assert (article.source, article.home) == ("Moscow Herald", None)


def test_what_is_known_of_sources_makes_no_other_article_of_it():
    parts = {"id": "77", "body": "ALDER CITY (EW) - The bridge opened."}
    unknown = clean(RawArticle(**parts), entry="1-0", received=RECEIVED, timezone=UTC)
    known = cleaned(**parts)
    assert (known.article.id, known.article.content_hash) == (unknown.article.id, unknown.article.content_hash)


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "sources.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_of_sources_is_read(tmp_path: Path):
    path = written(tmp_path, '[[source]]\nname = "A"\nhome = "Ohio"\n\n[[source]]\nname = "B"\n')
    assert read_sources(path).named("a") == Source(name="A", home="Ohio")
    assert read_sources(path).named("c") is None


def test_the_example_can_be_used_as_it_is():
    assert read_sources(EXAMPLE).named("Example Wire") is not None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[[source]]\nname = "A"\nhome Ohio\n', ["Expected '=' after a key in a key/value pair (at line 3, column 6)"]),
        (b"# caf\xe9\n", ["'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte"]),
        ('# A\n\n[[source]]\nhome = "Ohio"\n', ["line 3: name: Field required"]),
        (
            '[[source]]\nname = "A"\n\n[[source]]\nname = "B"\nzone = "UTC"\ntimezone = "Mars"\nlanguage = "English"\n',
            [
                "line 7: timezone: 'Mars' is no IANA time zone; write one like Europe/Moscow",
                "line 8: language: 'English' is no language tag; write one like en or de-AT",
                "line 6: zone: unknown; known are name, home, timezone, language, credit",
            ],
        ),
        ("[[source]]\nname = 7\n", ["line 2: name: Input should be a valid string"]),
        ('[[sources]]\nname = "A"\n', ["line 1: sources: unknown; known are [[source]]"]),
        ('source = "A"\n', ["line 1: source: write each source as a table [[source]]"]),
        ('[[source]]\nname = "A"\n[[source]]\nname = " a"\n', ["line 4: name: ' a' is there twice"]),
    ],
    ids=["no TOML", "no UTF-8", "no name", "three", "no text", "misspelt table", "no table", "twice"],
)
def test_each_mistake_in_a_file_is_one_line_that_says_where(tmp_path: Path, text: str | bytes, lines: list[str]):
    path = written(tmp_path, text)
    with pytest.raises(WrongSources) as wrong:
        read_sources(path)
    assert list(wrong.value.lines) == [f"{path}: {line}" for line in lines]


def test_a_missing_file_names_the_setting(tmp_path: Path):
    with pytest.raises(WrongSources, match="no such file or directory: see DATELINE_SOURCES"):
        read_sources(tmp_path / "none.toml")
