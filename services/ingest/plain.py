"""Reading an article that is plain text, laid out as agencies and newspapers send it."""

import re
from collections.abc import Callable
from datetime import UTC

from services.ingest.dateline import begins_with_dateline
from services.ingest.found import Found
from services.ingest.published import read_published

_LABEL = r"(?:last |first )?(?:updated|published|posted|modified)(?: on| at)?|date"
_DATE_LINE = re.compile(rf"(?P<label>(?:{_LABEL})\s?:? )?(?P<date>.{{6,60}})", re.IGNORECASE)
_DATE_WORDS = 7  # the most words that a date without a label may have, weekday, time and zone included
_BYLINE = re.compile(r"(?:[Bb]y|BY):? (?P<names>.{2,100}[^\W\d_])")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*,?")
_BETWEEN_NAMES = re.compile(r"and|in|of|the|for|de|da|del|der|di|du|la|le|van|von|al|bin|ibn|y|e|&", re.IGNORECASE)
_LONGEST_HEADLINE = 200  # characters
_HEAD_LINES = 6  # dates, headline, byline


def read_plain(text: str) -> Found:
    """The parts of a normalised text: above the body may stand lines that state a date, a headline and a byline.

    The headline is the first other line, of up to 200 characters and with a blank line, a byline or a date after it.
    """
    return _read(text, _is_headline)


def read_below(text: str, *headlines: str | None) -> Found:
    """The parts of a normalised text whose headline is known, or known to be missing: a line that repeats one is it.

    So a text that is nothing but the headline has no body: our own records of such articles are written so.
    """
    known = {headline.casefold() for headline in headlines if headline}
    if text.casefold() in known:
        return Found(body="")
    return _read(text, lambda line, _: line.casefold() in known)


def _read(text: str, is_headline: Callable[[str, str], bool]) -> Found:
    published = byline = found = None
    for _ in range(_HEAD_LINES):
        line, _, below = text.partition("\n")
        if not below:
            break
        if written := _written_date(line):
            published = published or written
        elif names := _names(line):
            byline = byline or names
        elif not found and is_headline(line, below):
            found = line
        else:
            break
        text = below.lstrip("\n")
    return Found(body=text, headline=found, byline=byline, published=published)


def _written_date(line: str) -> str | None:
    match = _DATE_LINE.fullmatch(line)
    if match is None or (not match["label"] and line.count(" ") >= _DATE_WORDS):
        return None
    return match["date"] if read_published(match["date"], UTC) else None


def _names(line: str) -> str | None:
    match = _BYLINE.fullmatch(line)
    return match["names"] if match and all(map(_is_name, match["names"].split())) else None


def _is_name(word: str) -> bool:
    return _BETWEEN_NAMES.fullmatch(word) is not None or (_NAME.fullmatch(word) is not None and not word[0].islower())


def _is_headline(line: str, below: str) -> bool:
    after = below.partition("\n")[0]
    ends = not after or _names(after) or _written_date(after)
    return len(line) <= _LONGEST_HEADLINE and bool(ends) and not begins_with_dateline(line)
