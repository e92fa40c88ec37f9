"""Guessing the encoding of text that is not UTF-8 and declares none."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from charset_normalizer import from_bytes

_SAMPLE = 64 * 1024  # bytes; to look at more takes seconds and changes nothing
_BEFORE = 1024  # bytes ahead of the first strange one; even, for UTF-16
_WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_32"]
_NARROW = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp866", "mac_roman"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
_EASTERN_LANGUAGES = frozenset(("Croatian", "Czech", "Hungarian", "Polish", "Romanian", "Slovak", "Slovene"))


def _text_with(small: str, capital: str) -> re.Pattern[str]:
    """Text with such letters beyond ASCII: capitals begin a word or stand among capitals, symbols stand alone."""
    return re.compile(
        rf"(?>[\t\n\r\x20-\x7e\xa0-\xa9\xab-\xad\xb0\xb2\xb4\xb7\xba\xbb\xd7…†‡‰‹›’“”•–—™€{small}]"
        rf"|[¼½¾®](?!\w)|(?<![a-z{small}])(?:[{capital}](?![a-z])|[¿‘‚„])|(?<![A-Za-z{small}])[{capital}])*+"
    )


_WESTERN = _text_with("à-öø-ÿœß", "À-ÖØ-ÞŒŸ"), ("cp1252", "mac_roman", "cp850")
_EASTERN = (
    _text_with("áâăäąćčďđéěęëíîĺľłńňóôöőřŕśšşťţúůüűýźžżß", "ÁÂĂÄĄĆČĎĐÉĚĘËÍÎĹĽŁŃŇÓÔÖŐŘŔŚŠŞŤŢÚŮÜŰÝŹŽŻ"),
    ("cp1250", "iso8859_2"),
)
_FOREIGN = re.compile(r"[^\x00-\x7f\W]")
_LETTER = re.compile(r"[^\W\d_]")


def guess(content: bytes, strange: int) -> str | None:
    """The name of the encoding of `content`, or None if it is no text. `strange` is the first byte that is not UTF-8.

    charset-normalizer tells scripts apart, but not the encodings of Latin letters, in texts that have few beyond ASCII.
    There, the most frequent is taken in which each stands where it belongs.
    """
    sample = _sample(content, strange)
    if is_wide(sample):
        wide = from_bytes(sample, cp_isolation=_WIDE).best()
        return wide and wide.encoding
    best = from_bytes(sample, cp_isolation=_NARROW).best()
    if best and best.language == "Turkish":
        return best.encoding
    eastern_first = best is not None and best.language in _EASTERN_LANGUAGES
    for pattern, encodings in (_EASTERN, _WESTERN) if eastern_first else (_WESTERN, _EASTERN):
        for encoding in encodings:
            if _is_latin(sample, encoding, pattern):
                return encoding
    return best and best.encoding


def is_wide(content: bytes) -> bool:
    """Whether text may be UTF-16 or UTF-32: it has a byte order mark, or bytes that are zero."""
    return b"\0" in content or content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


def is_broken_utf8(content: bytes, strange: int) -> bool:
    """Whether most of what is not ASCII is good UTF-8: no other encoding looks like that."""
    text = _sample(content, strange).decode(errors="replace")
    return sum(sign > "\x7f" for sign in text) > 2 * text.count("\ufffd")


def _sample(content: bytes, strange: int) -> bytes:
    start = max(0, strange - _BEFORE) & ~1
    return content[start : start + _SAMPLE]


def _is_latin(sample: bytes, encoding: str, pattern: re.Pattern[str]) -> bool:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return pattern.fullmatch(text) is not None and 4 * len(_FOREIGN.findall(text)) <= len(_LETTER.findall(text))
