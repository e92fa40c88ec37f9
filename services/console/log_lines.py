"""Lines of our logs, and of what else stands between them, for people to read."""

import json
import re
from collections.abc import Mapping
from typing import cast

import typer

from services.console.terminal_text import one_line

LEVELS = ("debug", "info", "warning", "error")

_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # some versions of Compose put one before each line
_COLOURS = {"warning": "yellow", "error": "red"}
_BARE = re.compile(r"[^\s\"=]+")
_FIRST = ("timestamp", "level", "service", "event")

Facts = Mapping[str, object]


def read(line: str) -> Facts | None:
    """What a line of one of our services tells, whatever stands before it (`enrich-1  | {...}`); None for any other."""
    text = _SEQUENCE.sub("", line)
    try:
        facts = cast("Facts", json.loads(text[text.index("{") :]))  # an object, for so it begins
    except (ValueError, RecursionError):
        return None
    return facts if all(isinstance(facts.get(name), str) for name in _FIRST) else None


def passed_on(line: str) -> str:
    """A line that is none of ours, safe to print: what it was to do to a terminal is left out."""
    return one_line(_SEQUENCE.sub("", line))


def is_wanted(facts: Facts | None, article: str, level: str | None) -> bool:
    """Whether a line is about an article whose id begins with `article`, and of at least that level.

    What is no line of ours is wanted where nothing in particular is asked for.
    """
    if facts is None:
        return not article and level is None
    if level and str(facts["level"]) in LEVELS[: LEVELS.index(level)]:
        return False
    return not article or str(facts.get("article_id", "")).startswith(article)


def coloured(facts: Facts) -> str:
    """Time, level, service and event, then everything else as `name=value`: with colours, and safe to print."""
    time, level, service, event = (one_line(str(facts[name])) for name in _FIRST)
    parts = [
        typer.style(time, dim=True),
        typer.style(f"{level:<7}", fg=_COLOURS.get(level, "green")),
        typer.style(f"{service:<6}", fg="cyan"),
        typer.style(f"{event:<17}", bold=True),
        *(
            f"{typer.style(one_line(name), dim=True)}={_value(each)}"
            for name, each in facts.items()
            if name not in _FIRST
        ),
    ]
    return " ".join(parts).rstrip()


def _value(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    safe = one_line(text)
    return safe if _BARE.fullmatch(safe) or not isinstance(value, str) else json.dumps(safe, ensure_ascii=False)
