import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.exporting import mentions
from services.store.protocol import Deleted, Stored
from services.wire.messages import Engine, EnrichedArticle


def table(*changes):
    written = (mentions.header() + b"".join(mentions.rows(change) for change in changes)).decode()
    return list(csv.DictReader(StringIO(written, newline=""), strict=True))


def test_each_mention_is_a_row_of_entity_or_date(full):
    rows = table(full)
    assert [(row["label"], row["text"], row["start"]) for row in rows] == [
        ("PERSON", "Ana Cruz", "17"),
        ("PERSON", "Cruz", "21"),
        ("GPE", "Cebu", "35"),
        ("DATE", "Monday", "10"),
    ]
    assert {row["id"] for row in rows} == {"a"}
    assert {(row["cursor"], row["story"]) for row in rows} == {("7", "5")}
    place, date = rows[2], rows[3]
    assert (place["geonames"], place["place"], place["lat"], place["lon"]) == ("1717512", "Cebu City", "10.3", "-123.9")
    assert (date["value"], date["mod"], date["begin"]) == ("2012-12-24", "END", "2012-12-24")
    assert (date["entity"], place["mod"]) == ("", "")


def test_an_article_that_mentions_nothing_and_one_that_was_deleted_are_a_row_each(article):
    empty, deleted = table(Stored(article(), 7), Deleted("b", 8))
    assert (empty["change"], empty["id"], empty["text"]) == ("stored", "a", "")
    assert (deleted["change"], deleted["id"], deleted["cursor"]) == ("deleted", "b", "8")


def test_rows_end_and_cells_are_quoted_as_rfc_4180_says(article):
    rows = mentions.rows(Stored(article(headline='Say "no", twice\r\nor more'), 1))
    assert b'"Say ""no"", twice\r\nor more"' in rows
    assert rows.endswith(b"\r\n")


@pytest.mark.parametrize("begin", "=+-@\t\r\n＝＋－＠")
def test_no_text_is_a_formula(article, begin):
    [row] = table(Stored(article(headline=f"{begin}HYPERLINK(1)"), 1))
    assert row["headline"] == f"'{begin}HYPERLINK(1)"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, TEXTS)
def test_whatever_texts_hold_they_come_back(headline, source):
    values = {"published": "2012-12-29", "published_from": "stated", "language": "en", "text": ""}
    article = EnrichedArticle(
        id="a",
        revision=1,
        content_hash="",
        entry="",
        headline=headline,
        source=source,
        engine=Engine(dateline=""),
        **values,
    )
    [cells] = csv.reader(StringIO(mentions.rows(Stored(article, 1)).decode(), newline=""), strict=True)
    for cell, text in zip(cells[6:8], (source, headline), strict=True):
        assert cell in (text, f"'{text}")
