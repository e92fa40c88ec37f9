"""Whatever is broken in an input, each reader finds something or says in one line why not.

TEST_DATELINE_FUZZ is the number of mutated inputs of each format (`make fuzz`: 10,000).
"""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.console.readers.formats import read_named
from services.console.readers.found import BadContent, Found, Problem
from services.ingest.clean import clean
from services.wire.failures import Poison
from services.wire.messages import RawArticle

SEEDS = sorted(path for path in (Path(__file__).parents[3] / "seeds").iterdir() if path.stat().st_size < 6_000)
RECEIVED = datetime(2024, 1, 2, tzinfo=UTC)
PIECES = st.binary(max_size=6) | st.sampled_from(
    [
        *(
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
        ),
        *(b"{", b"}", b"[", b"]", b'"', b"\\", b"\\ud800", b"\\u0000", b"null", b"-1e999", b",", b": ", b"[" * 300),
        *(b"\0", b"\r", b"\n", b"\n\n", b"\nFrom x 10:00\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\x1b[2J", b"%s"),
        *(
            b"=?utf-8?b?=?=",
            b"=?x?q?=ff?=",
            b"charset=x-none",
            b"charset=rot13",
            b"--",
            b"boundary=",
            b"Content-Type: multipart/mixed\n",
        ),
        *(
            b'encoding="utf-16"',
            b"xmlns=",
            b"<!DOCTYPE x [",
            b"0000-99-99T99:99",
            b"+9999",
            b"\xe2\x80\xae",
            b"\xcc\x81" * 40,
        ),
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES, st.booleans()), min_size=1, max_size=6)


def mutated(content: bytes, edits: list[tuple[float, int, bytes, bool]]) -> bytes:
    """Content in which pieces are cut out, replaced and repeated, or all that follows is cut off."""
    for place, length, piece, repeat in edits:
        at = int(place * len(content))
        rest = content[at if repeat else at + length :]
        content = content[:at] + piece + (b"" if length == 40 else rest)
    return content


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
@settings(
    max_examples=int(os.environ.get("TEST_DATELINE_FUZZ", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS, named=st.booleans())
def test_a_mutated_input_gives_articles_or_one_clear_line(
    seed: Path, edits: list[tuple[float, int, bytes, bool]], named: bool
):
    name = seed.name if named else ""
    found: list[Found] = []
    try:
        found.extend(read_named(io.BytesIO(mutated(seed.read_bytes(), edits)), name, "here"))
    except BadContent as error:
        found.append(Problem("here", str(error)))
    assert found
    for each in found:
        match each:
            case Problem(where, why):
                assert where.startswith("here")
                assert why.isprintable() and 0 < len(why) < 400
            case RawArticle():
                assert_ingested(each)
            case _:
                pass


def assert_ingested(article: RawArticle) -> None:
    """An article that a reader found is one to ingest, or poison with a reason of one line."""
    try:
        cleaned = clean(article, entry="1-0", received=RECEIVED, timezone=UTC)
    except Poison as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert cleaned.article.text
