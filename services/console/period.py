"""A year, a month or a day that somebody names, as an interval."""

import re
from datetime import date, timedelta

_PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def period(text: str) -> tuple[str, str | None]:
    """The first day of `2012`, `2012-12` or `2012-12-29`, and the first day after it; None where that is after 9999.

    Raises ValueError for anything else.
    """
    found = _PERIOD.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in found.groups())
    first = date(year, month or 1, day or 1)
    try:
        if found[3]:
            after = first + timedelta(days=1)
        elif found[2]:
            after = date(year + month // 12, month % 12 + 1, 1)
        else:
            after = date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return first.isoformat(), None
    return first.isoformat(), after.isoformat()
