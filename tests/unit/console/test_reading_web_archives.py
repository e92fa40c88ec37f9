"""WARC: the pages that a crawler got, each with its address and the time at which it was got."""

import gzip
import zlib
from pathlib import Path

import pytest
from packing import bodies, found_in, page, problems, warc

from services.console.readers.content import MOST_BYTES, TOO_LARGE
from services.wire.messages import RawArticle

URL = "http://example.org/a?b=1"


@pytest.mark.parametrize("compressed", [False, True])
def test_a_page_has_its_address_and_the_time_of_its_retrieval(tmp_path: Path, compressed: bool):
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(warc(page(URL, b"<p>One</p>"), page("http://example.org/2", b"<p>Two</p>"), gzip=compressed))
    one, two = found_in(path)
    assert one == RawArticle(
        url=URL, body="<p>One</p>", content_type="text/html", retrieved="2016-12-15T10:00:00Z", published=None
    )
    assert isinstance(two, RawArticle)
    assert (two.url, two.body) == ("http://example.org/2", "<p>Two</p>")


def test_what_is_no_page_is_passed_over(tmp_path: Path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            page("http://example.org/picture", b"\x89PNG", Content_Type="image/png"),
            page("http://example.org/moved", b"<p>Moved</p>", status="301 Moved Permanently"),
            page("http://example.org/gone", b"<p>Not found</p>", status="404 Not Found"),
            page(URL, b"<p>A page</p>", Content_Type="Text/HTML"),
        )
    )
    assert bodies(found_in(path)) == ["<p>A page</p>"]
    assert problems(found_in(path)) == []


def test_an_archive_without_a_page_is_a_problem(tmp_path: Path):
    path = tmp_path / "a.warc"
    path.write_bytes(warc(page("http://example.org/picture", b"\x89PNG", Content_Type="image/png")))
    assert problems(found_in(path)) == [f"{path}: no HTML page in it"]


def test_the_encodings_of_http_are_undone(tmp_path: Path):
    chunked = b"5\r\n<p>On\r\n5\r\ne</p>\r\n0\r\n\r\n"
    squeezed = gzip.compress(b"<p>Two</p>")
    both = b"%x\r\n%b\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            page("http://example.org/1", chunked, Transfer_Encoding="chunked"),
            page("http://example.org/2", squeezed, Content_Encoding="gzip"),
            page("http://example.org/3", both, Content_Encoding="gzip", Transfer_Encoding="chunked"),
            page("http://example.org/4", b"<p>Four, unpacked by the crawler</p>", Content_Encoding="gzip"),
        )
    )
    assert bodies(found_in(path)) == ["<p>One</p>", "<p>Two</p>", "<p>Two</p>", "<p>Four, unpacked by the crawler</p>"]


def test_deflated_pages_are_inflated_with_and_without_the_header_of_zlib(tmp_path: Path):
    html = b"<p>Deflated</p>"
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            page("http://example.org/1", zlib.compress(html), Content_Encoding="deflate"),
            page("http://example.org/2", bare.compress(html) + bare.flush(), Content_Encoding="Deflate"),
            page("http://example.org/3", b"<p>Unpacked by the crawler</p>", Content_Encoding="deflate"),
        )
    )
    assert bodies(found_in(path)) == ["<p>Deflated</p>", "<p>Deflated</p>", "<p>Unpacked by the crawler</p>"]


def test_a_deflated_page_that_is_damaged_cut_off_or_too_large_is_one_line(tmp_path: Path):
    whole = zlib.compress(b"<p>A page</p>" * 100)
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            page("http://example.org/1", b"\xff\xff no deflate", Content_Encoding="deflate"),
            page("http://example.org/2", whole[:-10], Content_Encoding="deflate"),
            page("http://example.org/3", zlib.compress(b" " * (MOST_BYTES + 1)), Content_Encoding="deflate"),
            page("http://example.org/4", b"<p>Four</p>"),
        )
    )
    found = found_in(path)
    assert bodies(found) == ["<p>Four</p>"]
    assert problems(found) == [
        f"{path}: http://example.org/1: damaged: Error -3 while decompressing data: invalid block type",
        f"{path}: http://example.org/2: damaged: cut off in the middle",
        f"{path}: http://example.org/3: {TOO_LARGE}",
    ]


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br"])
def test_an_encoding_that_cannot_be_undone_is_named(tmp_path: Path, encoding: str):
    path = tmp_path / "a.warc"
    path.write_bytes(warc(page(URL, b"\x1b\x0e\x00\xf8", Content_Encoding=encoding), page(URL, b"<p>Two</p>")))
    found = found_in(path)
    assert bodies(found) == ["<p>Two</p>"]
    assert problems(found) == [f"{path}: {URL}: sent with Content-Encoding {encoding!r}, which can't be read"]


def test_the_encoding_that_the_server_stated_goes_before_that_of_the_page(tmp_path: Path):
    path = tmp_path / "a.warc"
    russian = "<meta charset=windows-1252><p>Мост открыт</p>"
    path.write_bytes(warc(page(URL, russian.encode("koi8-r"), Content_Type="text/html; charset=KOI8-R")))
    assert bodies(found_in(path)) == [russian]


def test_requests_revisits_and_other_records_are_passed_over(tmp_path: Path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            page(URL, b"", type="request"),
            page(URL, b"<p>Unchanged</p>", type="revisit"),
            page(URL, b"<p>About it</p>", type="metadata"),
            page(URL, b"<p>A page</p>"),
        )
    )
    assert bodies(found_in(path)) == ["<p>A page</p>"]
    assert problems(found_in(path)) == []


def test_an_answer_that_is_no_http_is_passed_over(tmp_path: Path):
    path = tmp_path / "a.warc"
    broken = warc(page(URL, b"<p>Broken</p>")).replace(b"HTTP/1.1 200 OK", b"...............")
    path.write_bytes(broken + warc(page("http://example.org/2", b"<p>Two</p>")))
    assert bodies(found_in(path)) == ["<p>Two</p>"]


def test_a_page_that_cannot_be_read_is_one_line_and_stops_no_other(tmp_path: Path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            page("http://example.org/1", b"\0", Content_Encoding="zstd"),
            page("http://example.org/2", b"\x1f\x8b, no gzip", Content_Encoding="gzip"),
            page("http://example.org/3", b""),
            page("http://example.org/4", b"<p>Four</p>"),
        )
    )
    found = found_in(path)
    assert bodies(found) == ["<p>Four</p>"]
    assert problems(found) == [
        f"{path}: http://example.org/1: sent with Content-Encoding 'zstd', which can't be read",
        f"{path}: http://example.org/2: damaged: Unknown compression method",
        f"{path}: http://example.org/3: empty",
    ]
