"""Date and time expressions of English news: found, and resolved to TIMEX3 values.

>>> find_dates("They met on Friday.", datetime.date(2012, 12, 29))[0].value
'2012-12-28'
"""

import datetime

from services.enrich.dates.finder import find_expressions
from services.enrich.dates.intervals import interval
from services.enrich.dates.resolver import resolve
from services.enrich.dates.scanner import tokenise
from services.wire.messages.annotations import Timex


def find_dates(text: str, published: datetime.date | None) -> list[Timex]:
    """Every date expression of a text, in order, none overlapping.

    Offsets count characters of `text` as given, half-open. Without a publication date what hangs on it has no value.
    """
    tokens = tokenise(text)
    result: list[Timex] = []
    for found in resolve(find_expressions(tokens), tokens, published):
        start, end = tokens.starts[found.first], tokens.ends[found.end - 1]
        begin, end_before = interval(found.value) if found.type in ("DATE", "TIME") else (None, None)
        result.append(
            Timex(
                start=start,
                end=end,
                text=text[start:end],
                type=found.type,
                value=found.value,
                mod=found.mod or None,
                begin=begin,
                end_before=end_before,
                anchor=found.anchor,
                rule=found.rule,
            )
        )
    return result
