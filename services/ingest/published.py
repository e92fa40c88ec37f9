"""Reading publication dates as sources write them."""

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache

from dateparser.date import DateDataParser

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{8}")
_ISO_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{8})[T ]\d\d[\d:.,]*(?: ?(?:Z|[+-]\d\d:?\d\d|[+-]\d\d))?")
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2}, ?)?\d\d? [A-Z][a-z]{2} (?:\d\d){1,2} \d\d:\d\d(?::\d\d)? "
    r"(?:[+-]\d{4}|GMT|UTC?|[ECMP][SD]T)"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d\d?(?!\d)")
_NUMBERS = re.compile(r"(\d\d?)([./ -])(\d\d?)\2\d{4}\b")
_LONGEST = 60  # characters; no notation with weekday, time and zone comes near it
_LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "ru", "ar", "zh"]
_WHOLE_DATES = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}


def read_published(text: str, zone: tzinfo) -> str | None:
    """A publication date as `Published`, or None if the text is not one whole calendar date.

    A date alone stays one; a time keeps the offset it states, and gets that of `zone` if it states none. Reads ISO 8601
    calendar dates, RFC 2822 and the usual notations of newspapers. 01/02/2012 could be two dates, so it is none.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return None
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        if _ISO_TIME.fullmatch(text.upper()):
            return stamp(datetime.fromisoformat(text.upper()), zone)
        if _RFC_2822.fullmatch(text):
            return stamp(parsedate_to_datetime(text), zone)
    except ValueError:
        return None
    found = _in_words(text)
    return stamp(found, zone) if isinstance(found, datetime) else found and found.isoformat()


def stamp(moment: datetime, zone: tzinfo) -> str:
    """A moment as `Published`: with its own offset, to the minute, or with that of `zone` if it has none."""
    offset = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).utcoffset() or timedelta()
    whole = timedelta(minutes=round(offset.total_seconds() / 60))  # local mean times of long ago have seconds
    return moment.replace(tzinfo=timezone(whole)).isoformat()


@lru_cache(maxsize=4096)
def _in_words(text: str) -> date | None:
    """A date, or a datetime if the text says a time. None if it is none, or could be two."""
    numbers = _NUMBERS.match(text)
    if not _YEAR.search(text) or not _DAY.search(text) or (numbers and _could_be_two(*numbers.group(1, 2, 3))):
        return None
    try:
        found = _parser(day_first=bool(numbers)).get_date_data(text).date_obj
    except Exception:  # it promises none, and has raised several kinds on odd input
        return None
    return found if found is None or _says_a_time(text, found) else found.date()


def _could_be_two(first: str, separator: str, second: str) -> bool:
    """Whether day and month could be the other way round; between full stops the day comes first everywhere."""
    return separator != "." and first != second and int(first) <= 12 and int(second) <= 12


def _says_a_time(text: str, found: datetime) -> bool:
    return ":" in text or found.time() != found.min.time()


@lru_cache(maxsize=2)
def _parser(*, day_first: bool) -> DateDataParser:
    order = {"DATE_ORDER": "DMY"} if day_first else {}
    return DateDataParser(languages=_LANGUAGES, settings=_WHOLE_DATES | order)
