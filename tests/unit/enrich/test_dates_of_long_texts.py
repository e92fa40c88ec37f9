"""The dates of a text so long that it is read in pieces."""

import datetime

from services.enrich.annotate import Document

TEXT = "On May 3, 1998 the river rose. Two days later it fell.\n\n" * 4_000


def dates(annotator):
    (found,) = annotator.annotate([Document(TEXT, datetime.date(1998, 6, 1), "en")])
    return found.dates


def test_each_lies_where_it_stands_in_the_whole_text(quick):
    found = dates(quick)
    assert len(found) == 8_000
    assert all(TEXT[date.start : date.end] == date.text for date in found)


def test_what_it_hangs_on_is_given_by_its_offset_in_the_whole_text(quick):
    assert all(TEXT.startswith("May 3", date.anchor) for date in dates(quick)[1::2])
