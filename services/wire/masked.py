"""URLs without their secrets, for lines that people and logs see."""

import re

_SECRET = re.compile(
    r"""
    (?<=://) (?P<user>[^:/?\#]*) : .* @  # user:password@, whatever is in the password
    | (?<=[?&]) (?P<name>\w*password) = [^&\#]*
    """,
    re.VERBOSE,
)


def masked(url: str) -> str:
    """The same URL with *** for every password in it."""
    return _SECRET.sub(lambda found: f"{found['user']}:***@" if found["name"] is None else f"{found['name']}=***", url)
