"""Web archives (WARC, ISO 28500): the HTML pages that a crawler got, each with its address and time."""

import logging
import zlib
from collections.abc import Iterator
from gzip import GzipFile
from io import BytesIO
from typing import IO, BinaryIO, Protocol, cast

from w3lib.encoding import http_content_type_encoding
from warcio.archiveiterator import ArchiveIterator  # pyright: ignore[reportMissingTypeStubs]  # it has no types
from warcio.exceptions import ArchiveLoadFailed  # pyright: ignore[reportMissingTypeStubs]  # the same

from services.console.readers.archive import damaged
from services.console.readers.content import BLANK, MOST_BYTES, TOO_LARGE, whole
from services.console.readers.found import BadContent, Found, printable
from services.console.readers.html import read_html
from services.console.readers.rationed import LONGEST_HEADER, Rationed
from services.console.readers.unpacked import CUT_OFF, Bounds, Unpacked
from services.ingest.media_type import is_html
from services.wire.messages import RawArticle

_GZIP = b"\x1f\x8b"
_DEFLATED = 8  # RFC 1950, 2.2: in the first byte, and the first two are a multiple of 31
_PIECE = 64 * 1024
_SHOWN = 100  # characters of what is wrong

logging.getLogger("warcio").setLevel(logging.CRITICAL + 1)  # what is wrong with a record, we say ourselves


class _Headers(Protocol):
    def get_header(self, name: str, default: str) -> str: ...
    def get_statuscode(self) -> str: ...
    def remove_header(self, name: str) -> bool: ...


class _Limited(Protocol):
    limit: int
    """Bytes that should still follow."""

    def read(self, length: int) -> bytes: ...


class _Record(Protocol):
    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None
    length: int | None
    raw_stream: _Limited

    def content_stream(self) -> IO[bytes]: ...


def read_warc(file: BinaryIO, where: str) -> Iterator[Found]:
    """The pages that a server sent with status 200; other records are passed over. Raises BadContent and OSError."""
    empty = True
    rationed = Rationed(file)
    for record in _records(rationed):
        headers = record.http_headers
        if record.rec_type != "response" or headers is None or not _is_page(headers):
            continue
        empty = False
        url = record.rec_headers.get_header("WARC-Target-URI", "")
        inside = f"{where}: {printable(url)}"
        try:
            content = _payload(record, headers)
        except BadContent as error:
            if rationed.error:
                raise
            yield error.at(inside)
            continue
        if not _is_cut_off(record):
            yield from _page(content, inside, record.rec_headers, headers)
    if empty:
        raise BadContent("no HTML page in it")


def _records(rationed: Rationed) -> Iterator[_Record]:
    """The records in order. Raises BadContent where one is damaged, and after one that is cut off."""
    archive = ArchiveIterator(rationed)
    vars(archive)["INC_RECORD"] = ""  # a warning that it would write to standard error
    records = cast("Iterator[_Record]", iter(archive))
    while record := _next(records):
        if record.length is None:
            raise BadContent("damaged: a record without Content-Length")
        rationed.ration = LONGEST_HEADER + record.length
        yield record
        if _is_cut_off(record):
            raise BadContent(CUT_OFF)


def _next(records: Iterator[_Record]) -> _Record | None:
    try:
        return next(records, None)
    except ArchiveLoadFailed as error:
        raise BadContent(f"no WARC: {printable(' '.join(str(error).split()))[:_SHOWN]}") from error
    except (BadContent, OSError):
        raise
    except Exception as error:  # warcio does not say what it may raise
        raise BadContent("damaged") from error


def _is_page(headers: _Headers) -> bool:
    return headers.get_statuscode() == "200" and is_html(headers.get_header("Content-Type", ""))


def _is_cut_off(record: _Record) -> bool:
    """Whether the file ends before the record does."""
    while record.raw_stream.read(_PIECE):
        pass
    return record.raw_stream.limit > 0


def _payload(record: _Record, headers: _Headers) -> bytes:
    """What the server sent, without the encodings of HTTP."""
    encoding = headers.get_header("Content-Encoding", "identity").strip().lower()
    headers.remove_header("Content-Encoding")  # then no chunk is inflated without bounds
    sent = whole(cast("BinaryIO", record.content_stream()))
    match encoding:
        case "identity" | "":
            return sent
        case "gzip" | "x-gzip":
            if not sent.startswith(_GZIP):  # some crawlers unpack a page and leave the header
                return sent
            return whole(Unpacked(GzipFile(fileobj=BytesIO(sent)), Bounds(MOST_BYTES)).buffered())
        case "deflate":
            return _inflated(sent)
        case _:
            raise BadContent(f"sent with Content-Encoding {encoding[:_SHOWN]!r}, which can't be read")


def _inflated(sent: bytes) -> bytes:
    """What was deflated: in zlib's format, as RFC 9110 (8.4.1.2) wants it, or bare, as some servers send it."""
    wrapped = bool(sent) and sent[0] & 0x0F == _DEFLATED and int.from_bytes(sent[:2]) % 31 == 0
    inflate = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    try:
        content = inflate.decompress(sent, MOST_BYTES + 1)
    except zlib.error as error:
        if not wrapped and sent.lstrip(BLANK).startswith(b"<"):  # unpacked by the crawler, too
            return sent
        raise damaged(error) from error
    if len(content) > MOST_BYTES:
        raise BadContent(TOO_LARGE)
    if not inflate.eof:
        raise BadContent("damaged: cut off in the middle")
    return content


def _page(content: bytes, where: str, about: _Headers, headers: _Headers) -> Iterator[Found]:
    charset = http_content_type_encoding(headers.get_header("Content-Type", ""))
    url = about.get_header("WARC-Target-URI", "") or None
    retrieved = {"retrieved": about.get_header("WARC-Date", "") or None}
    try:
        for found in read_html(content, where, charset=charset, url=url):
            yield found.model_copy(update=retrieved) if isinstance(found, RawArticle) else found
    except BadContent as error:
        yield error.at(where)
