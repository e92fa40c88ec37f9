"""Content without a name: what it is shows in its first lines."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from services.console.readers.content import BLANK, lines, whole
from services.console.readers.found import BadContent, Found
from services.console.readers.html import read_html
from services.console.readers.json_file import read_json
from services.console.readers.json_lines import read_json_lines
from services.console.readers.mail import MESSAGE_BEGINS, read_email, read_mbox
from services.console.readers.text import read_text
from services.console.readers.xml_file import is_xml, read_xml

_ARCHIVE = (b"\x1f\x8b", b"PK\3\4", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"WARC/")  # gzip, zip, bzip2, xz, zstd
_TAG = re.compile(rb"\s*<[a-z!?]", re.IGNORECASE)
_FIRST_HEADER = re.compile(
    rb"(?:From|To|Subject|Received|Return-Path|Delivered-To|MIME-Version|Message-ID):", re.IGNORECASE
)
_HEADER = re.compile(rb"[A-Za-z-]+:|[ \t]+\S")
_ARRAY = re.compile(rb"\s*\[\s*([\[{\]]|$)")
_OBJECT = re.compile(rb"\s*\{\s*([\"}]|$)")


def read_unnamed(file: BinaryIO, where: str) -> Iterator[Found]:
    """The articles of a stream whose format nobody states. Raises BadContent and OSError.

    JSON lines and mailboxes are read as they come; everything else is one document.
    """
    rest = lines(file)
    begun = [next(rest, b"")]
    while begun[-1] and not begun[-1].strip(BLANK):
        begun.append(next(rest, b""))
    if begun[0].startswith(_ARCHIVE):
        raise BadContent(
            "an archive: publish it as a file whose name ends in .gz .zip .tar .tgz .warc, or unpack it first"
        )
    first, second = begun[-1], next(rest, b"")
    head = [*begun, second]
    start = first.removeprefix(b"\xef\xbb\xbf")
    if _OBJECT.match(start) and (not second or _is_line(start, second)):
        yield from read_json_lines(chain(filter(None, head), rest), where)
    elif _OBJECT.match(start) or _ARRAY.match(start):
        yield from read_json(whole(file, b"".join(head)), where)
    elif MESSAGE_BEGINS.match(start):
        yield from read_mbox(chain(filter(None, head), rest), where)
    elif _FIRST_HEADER.match(start) and _HEADER.match(second):
        yield from read_email(whole(file, b"".join(head)), where)
    elif _TAG.match(start):
        content = whole(file, b"".join(head))
        yield from read_xml(content, where) if is_xml(content) else read_html(content, where)
    else:
        yield from read_text(whole(file, b"".join(head)), where)


def _is_line(first: bytes, second: bytes) -> bool:
    """Whether an object is one of many, one a line, rather than one written over several lines."""
    return first.rstrip().endswith(b"}") or second.startswith(b"{")
