"""Choosing the reader of a file by the ending of its name, else by how the content begins."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from services.console.readers.content import lines, whole
from services.console.readers.feed import read_feed
from services.console.readers.found import BadContent, Found, printable
from services.console.readers.html import read_html
from services.console.readers.json_file import read_json
from services.console.readers.json_lines import read_json_lines
from services.console.readers.mail import read_email, read_mbox
from services.console.readers.sniff import read_unnamed
from services.console.readers.text import read_text
from services.console.readers.warc import read_warc
from services.console.readers.xml_file import read_xml

_WHOLE = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".xml": read_xml,
    ".xhtml": read_xml,
    ".nitf": read_xml,
    ".newsml": read_xml,
    ".rss": read_feed,
    ".atom": read_feed,
    ".rdf": read_feed,
    ".eml": read_email,
}
_BY_LINES = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".mbox": read_mbox,
}
_WARC = ".warc"  # which is read in pieces
_SHOWN = 20  # characters of an ending that is none
ENDINGS = (*_WHOLE, *_BY_LINES, _WARC)
"""The endings of names that tell a format, in lower case."""


def read_named(file: BinaryIO, name: str, where: str) -> Iterator[Found]:
    """What is found in a file called `name`, which need not be seekable. Raises BadContent and OSError, even half-way.

    `where` names the file in the problems of its parts.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _BY_LINES:
        return _BY_LINES[ending](lines(file), where)
    if ending == _WARC:
        return read_warc(file, where)
    if ending in _WHOLE:
        return _WHOLE[ending](whole(file), where)
    if not ending:
        return read_unnamed(file, where)
    raise BadContent(
        f"{printable(ending)[:_SHOWN]} is no format that can be read: {' '.join(ENDINGS)}, also in .gz .zip .tar .tgz"
    )
