"""Lengths of time as people write them on a command line."""

import re

import typer

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def seconds(written: str) -> float:
    """How many seconds `30s`, `5m`, `1h` or `1d` are. Raises typer.BadParameter."""
    match = re.fullmatch(r"(\d{1,6})([smhd])", written.strip().lower())
    if match is None:
        raise typer.BadParameter(f"{written!r} is no length of time: write it as 30s, 5m, 1h or 1d")
    return float(match[1]) * _SECONDS[match[2]]
