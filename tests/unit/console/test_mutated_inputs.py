"""Whatever is broken in an input, each reader finds something or says in one line why not.

TEST_DATELINE_FUZZ is the number of mutated inputs of each format (`make fuzz`: 10,000).
"""

import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutations import BROKEN, EDITS, assert_articles_or_clear_lines, mutated
from packing import page, tarred, warc, zipped

from services.console.readers.containers import read_file
from services.console.readers.unpacked import Bounds

Edits = list[tuple[float, int, bytes, bool]]

SEEDS = sorted(path for path in (Path(__file__).parents[3] / "seeds").iterdir() if path.stat().st_size < 6_000)
LINES = b"".join(json.dumps({"body": f"Bridge {number} opened on Friday."}).encode() + b"\n" for number in range(20))
INNER = zipped({"x/a.txt": b"one", "b.jsonl.gz": gzip.compress(LINES), "c.json": b"[{}]"})
PAGE = b"<html><body><p>The bridge of Alder City opened on Friday.</p></body></html>"
ARCHIVES = {
    "a.zip": INNER,
    "b.zip": zipped({"a.txt": b"one", "b.jsonl": LINES}, zipfile.ZIP_STORED),
    "a.tar": tarred({"a.txt": b"one", "in.zip": INNER, "b.txt": b"two" * 1_000}),
    "a.tgz": gzip.compress(tarred({"a.txt": b"one", "b.txt": b"two"})),
    "a.warc": warc(
        page("http://example.org/1", zlib.compress(PAGE), Content_Encoding="deflate"),
        page("http://example.org/2", gzip.compress(PAGE), Content_Encoding="gzip"),
    ),
    "a.warc.gz": warc(page("http://example.org/1", PAGE), page("http://example.org/2", PAGE), gzip=True),
    "a.jsonl.gz": gzip.compress(LINES),
}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
@BROKEN
@given(edits=EDITS, named=st.booleans())
def test_a_mutated_input_gives_articles_or_one_clear_line(seed: Path, edits: Edits, named: bool):
    content = mutated(seed.read_bytes(), edits)
    assert_articles_or_clear_lines(read_file(io.BytesIO(content), seed.name if named else "", "here", Bounds(0)))


@pytest.mark.parametrize("name", ARCHIVES)
@BROKEN
@given(edits=EDITS)
def test_a_mutated_archive_gives_articles_or_clear_lines(name: str, edits: Edits):
    content = mutated(ARCHIVES[name], edits)
    file = io.BufferedReader(io.BytesIO(content))
    assert_articles_or_clear_lines(read_file(file, name, "here", Bounds(len(content))))
