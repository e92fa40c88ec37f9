"""From bytes to text: sizes, encodings, and what is no text at all."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from w3lib.encoding import resolve_encoding

from services.console.readers.encoding import guess, is_broken_utf8, is_wide
from services.console.readers.found import BadContent

MOST_BYTES = 128 * 1024 * 1024
"""The most that one article, or one JSON file, may have: it is held in memory, here and in every service."""

BLANK = b" \t\r\n\xef\xbb\xbf"
"""The bytes of white space, and of the byte order mark of UTF-8."""

_SURROGATE = re.compile("[\ud800-\udfff]")  # Python's own codecs, such as unicode_escape, give them

TOO_LARGE = f"larger than {MOST_BYTES // 1024**2} MiB, the most for one article (files of JSON lines have no limit)"


def whole(file: BinaryIO, head: bytes = b"") -> bytes:
    """All of a file after `head`, which was read before. Raises BadContent beyond MOST_BYTES, and OSError."""
    content = head + file.read(max(0, MOST_BYTES + 1 - len(head)))
    if len(content) > MOST_BYTES:
        raise BadContent(TOO_LARGE)
    return content


def lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each cut off one byte past MOST_BYTES. Raises OSError."""
    while line := file.readline(MOST_BYTES + 1):
        yield line
        while len(line) > MOST_BYTES and not line.endswith(b"\n"):
            line = file.readline(MOST_BYTES + 1)


def decode(content: bytes, *, declared: str | None = None) -> str:
    """UTF-8 with or without a byte order mark, else the `declared` encoding, else a guess. Raises BadContent.

    What calls itself Latin-1 is read as windows-1252, as browsers do; a name that nobody knows is none.

    The offset in the message counts bytes from the beginning of `content`.
    """
    text = _decoded(content, declared)
    zero = text.find("\0")
    if zero >= 0:
        raise BadContent(f"a NUL at character {zero}: this is no text")
    if (lone := _SURROGATE.search(text)) is not None:
        raise BadContent(f"half a character at character {lone.start()}: this is no text")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise BadContent("empty")
    return text


def _decoded(content: bytes, declared: str | None) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
    else:
        bad = text.find("\0")  # perhaps UTF-16
        if bad < 0 or guess(content, bad) is None:
            return text
    encoding = resolve_encoding(declared) if declared else None
    if not encoding or encoding == "utf-8" or (encoding.startswith(("utf-16", "utf-32")) and not is_wide(content)):
        return _guessed(content, bad)
    return _declared(content, bad, encoding)


def _declared(content: bytes, bad: int, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadContent(
            f"neither UTF-8 (byte {bad} is 0x{content[bad]:02x}) "
            f"nor the {encoding} that it declares (byte {error.start} is 0x{content[error.start]:02x})"
        ) from error
    except (UnicodeError, LookupError):  # Python has codecs that are none of text, such as rot13
        return _guessed(content, bad)


def _guessed(content: bytes, bad: int) -> str:
    encoding = None if is_broken_utf8(content, bad) else guess(content, bad)
    try:
        if encoding:
            return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    raise BadContent(f"not UTF-8: byte {bad} is 0x{content[bad]:02x}; convert it to UTF-8 if it is text")
