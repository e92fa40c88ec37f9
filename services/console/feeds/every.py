"""How often feeds are looked at, as people write it on a command line."""

import re

import typer

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST = 30  # below that, servers would rightly be annoyed


def seconds(written: str) -> float:
    """How many seconds `30s`, `5m`, `1h` or `1d` are. Raises typer.BadParameter, below 30 seconds as well."""
    match = re.fullmatch(r"(\d{1,6})([smhd])", written.strip().lower())
    found = float(match[1]) * _SECONDS[match[2]] if match else 0
    if found < _LEAST:
        raise typer.BadParameter(f"{written!r}: write it as 30s, 5m, 1h or 1d, not below {_LEAST}s")
    return found
