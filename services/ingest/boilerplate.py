"""Lines that publishers put among an article's own, and that say nothing of it."""

import re

_LONGEST = 200  # characters
_LINE = re.compile(
    "(?:" + "|".join((
        r"the post .+ (?:appeared first|first appeared) on .+",
        r"(?:continue reading|read more|read the (?:full|whole) (?:article|story|post))(?: (?:here|on|at)\b.*)?",
        r"(?:-+ ?)?advertisement(?: ?-+)?",
        r"(?:story|article) continues (?:below|after)(?: this)?(?: ad| advert| advertisement)?",
        r"share this(?: article| story| post| page)?|share via e-?mail",
        r"share on (?:facebook|twitter|x|linkedin|whatsapp)",
        r"(?:follow|like) us on .{1,60}|like this:?|loading",
        r"(?:sign up|subscribe) (?:for|to) (?:our|the) .{0,60}newsletters?(?: here)?",
        r"view (?:this (?:e-?mail|newsletter|message) )?(?:in|on) (?:(?:your|a|the) )?(?:web )?browser",
        r"(?:click here to )?unsubscribe(?: here| from this list)?(?: ?[|·].*)?",
        r"(?:update|manage) your (?:e-?mail )?preferences(?: or unsubscribe.*)?",
    )) + r")[ .…!:»›>→]*(?:[(<]?https?://\S+)?",
    re.IGNORECASE,
)  # fmt: skip


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is a call to read on, share, subscribe or leave, or stands around an advertisement."""
    return len(line) <= _LONGEST and _LINE.fullmatch(line.strip()) is not None
