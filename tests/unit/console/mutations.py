"""Breaking inputs, and what must come out of whatever is broken."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from services.console.readers.found import BadContent, Found, Problem
from services.ingest.clean import clean
from services.wire.failures import Poison
from services.wire.messages import RawArticle

RECEIVED = datetime(2024, 1, 2, tzinfo=UTC)
BROKEN = settings(
    max_examples=int(os.environ.get("TEST_DATELINE_FUZZ", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
MARKUP = [
    b"<",
    b">",
    b"</",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#0;",
    b"&#xD800;",
    b"&#x110000;",
    b"&nbsp;",
    b"<p>" * 200,
]
XML = [b'encoding="utf-16"', b"xmlns=", b"<!DOCTYPE x [", b"<embargoed>9999-12-31T23:59:59-23:59</embargoed>"]
JSON = [
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\\",
    b"\\ud800",
    b"\\u0000",
    b"null",
    b"-1e999",
    b",",
    b": ",
    b"[" * 300,
    b'"embargoed": "0',
]
BYTES = [
    b"\0",
    b"\r",
    b"\n",
    b"\n\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\x1b[2J",
    b"%s",
    b"\xe2\x80\xae",
    b"\xcc\x81" * 40,
]
MAIL = [b"=?utf-8?b?=?=", b"=?x?q?=ff?=", b"--", b"boundary=", b"Content-Type: multipart/mixed\n", b"\nFrom x 10:00\n"]
NAMES = [b"charset=x-none", b"charset=rot13", b"0000-99-99T99:99", b"+9999"]
ARCHIVES = [
    b"PK\3\4",
    b"PK\1\2",
    b"PK\5\6",
    b"\x1f\x8b\x08\0",
    b"\xff" * 4,
    b"\0" * 4,
    b"\r\n\r\n",
    b"WARC/1.0\r\n",
    b"ustar\0",
]
PIECES = st.binary(max_size=6) | st.sampled_from([*MARKUP, *XML, *JSON, *BYTES, *MAIL, *NAMES, *ARCHIVES])
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES, st.booleans()), min_size=1, max_size=6)


def mutated(content: bytes, edits: list[tuple[float, int, bytes, bool]]) -> bytes:
    """Content in which pieces are cut out, replaced and repeated, or all that follows is cut off."""
    for place, length, piece, repeat in edits:
        at = int(place * len(content))
        rest = content[at if repeat else at + length :]
        content = content[:at] + piece + (b"" if length == 40 else rest)
    return content


def assert_articles_or_clear_lines(reading: Iterator[Found]) -> None:
    """Reading finds something, of which each article can be ingested or is refused in one line."""
    found: list[Found] = []
    try:
        found.extend(reading)
    except BadContent as error:
        found.append(Problem("here", str(error)))
    assert found
    for each in found:
        match each:
            case Problem(where, why):
                assert where.startswith("here")
                assert where.isprintable() and why.isprintable() and 0 < len(why) < 400
            case RawArticle():
                _assert_ingested(each)
            case _:
                pass


def _assert_ingested(article: RawArticle) -> None:
    """An article that a reader found is one to ingest, or poison with a reason of one line."""
    try:
        cleaned = clean(article, entry="1-0", received=RECEIVED, timezone=UTC)
    except Poison as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert cleaned.article.text
