"""Archives made for the tests, and what is found in them."""

import io
import tarfile
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from services.console.readers.found import Found, Problem
from services.console.readers.sources import find, read
from services.wire.messages import RawArticle


def found_in(path: Path) -> list[Found]:
    """Everything that publishing finds at a path."""
    return [
        found
        for source in find([path])
        for found in ([source] if isinstance(source, Problem) else [each for each, _ in read(source)])
    ]


def bodies(found: list[Found]) -> list[str]:
    return [each.body for each in found if isinstance(each, RawArticle)]


def problems(found: list[Found]) -> list[str]:
    return [str(each) for each in found if isinstance(each, Problem)]


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def page(url: str, html: bytes, status: str = "200 OK", type: str = "response", **headers: str) -> dict:
    """What a server answered on 15 December 2016, or another `type` of record, for `warc`."""
    named = {"Content-Type": "text/html; charset=utf-8", **{name.replace("_", "-"): headers[name] for name in headers}}
    return {"url": url, "payload": html, "status": status, "type": type, "headers": list(named.items())}


def warc(*pages: dict, gzip: bool = False) -> bytes:
    """A web archive as warcio writes it: each record a member of its own where it is compressed."""
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    for each in pages:
        headers = StatusAndHeaders(each["status"], each["headers"], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            each["url"],
            each["type"],
            payload=io.BytesIO(each["payload"]),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2016-12-15T10:00:00Z"},
        )
        writer.write_record(record)
    return packed.getvalue()
