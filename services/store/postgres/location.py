"""Which database a URL names."""

import re

from services.store.protocol import UnusableDatabase

_HOST = r"(?:\[[^]@/?#]*\]|[^][:@/?#,]*)(?::\d+)?"
_URL = re.compile(rf"postgres(?:ql)?://(?:[^/?#]*@)?(?P<place>{_HOST}(?:,{_HOST})*(?:/[^?#]*)?)(?:\?.*)?")


def location(url: str) -> str:
    """The URL without user, password and options, for messages. Raises UnusableDatabase if it is none."""
    found = _URL.fullmatch(url)
    if not found:
        # Any part of it may be a password.
        raise UnusableDatabase(
            "DATELINE_DATABASE_URL is postgresql://...: it must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE, "
            "with / ? # and % in a password written as %2F %3F %23 %25"
        )
    return f"postgresql://{found['place']}"
