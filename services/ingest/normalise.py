"""Normal Unicode and normal white space, so that equal texts are equal strings."""

import re
import unicodedata

from services.ingest.mojibake import repaired

# Control characters (white space apart), soft hyphen, zero width space, word joiner, byte order mark,
# noncharacters. The joiners and direction marks stay: Persian, Indic scripts, emoji and bidi text need them.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]+")
_MOST_REPAIRS = 10  # nobody decodes a text more often
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKS = "".join(mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(mark))
_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")
_PERHAPS_TOO_MANY = re.compile(r"[^\x00-\x7f\w\s]{31}")  # 20 times as fast on text that has few


def without_controls(text: str) -> str:
    """A text without control and invisible characters."""
    return _UNWANTED.sub("", text)


def normalise(text: str) -> str:
    """A text in NFC with tidy white space: lines stripped, spaces folded, paragraphs one blank line apart.

    Mojibake is repaired: first, while its control characters are there, and again where without some others it is more.
    """
    tidy = _tidied(repaired(text))
    for _ in range(_MOST_REPAIRS):
        if (again := repaired(tidy)) == tidy:
            break
        tidy = _tidied(again)
    return tidy


def _tidied(text: str) -> str:
    paragraphs = without_controls(text).replace("\u2029", "\n\n")  # PARAGRAPH SEPARATOR
    lines = "\n".join([" ".join(line.split()) for line in paragraphs.splitlines()])
    return _composed(_BLANK_LINES.sub("\n\n", lines).strip("\n"))


def one_line(text: str | None) -> str | None:
    """A text in NFC on one line, or None if nothing is left."""
    return " ".join(normalise(text).split()) or None if text else None


def _composed(text: str) -> str:
    """NFC, with at most 30 combining marks in a row (UAX #15, Stream-Safe Text Format).

    Without that bound the time that NFC takes grows with the square of the length of such a row.
    """
    if text.isascii():
        return text
    bounded = _bounded(text)
    composed = unicodedata.normalize("NFC", bounded)
    return composed if composed == bounded else _bounded(composed)


def _bounded(text: str) -> str:
    return _TOO_MANY_MARKS.sub(r"\1", text) if _PERHAPS_TOO_MANY.search(text) else text
