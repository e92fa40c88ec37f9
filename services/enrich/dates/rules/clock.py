"""Clock times: "10:35 a.m.", "9 p.m. EST", "noon", "1700 GMT", "4 in the morning", "six o'clock"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import Time
from services.enrich.dates.numbers import number_of
from services.enrich.dates.rule import Match, Reading, Rule

CLOCK_CUES = words("at by until till from around about before after since between and to (")


def at(hour: int, minute: int, second: int | None = None) -> Reading | None:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    seconds = "" if second is None else f":{second:02d}"
    return Reading("TIME", Time(f"T{hour:02d}:{minute:02d}{seconds}"))


def _hour(hour: int, half: str) -> int:
    """The hour of 24 from an hour of 12."""
    return hour % 12 + 12 if half.startswith("p") and hour <= 12 else hour % 12 if hour == 12 and half else hour


def clock(match: Match) -> Reading | None:
    parts = [int(part) for part in match["clock"].replace(".", ":").split(":")]
    half = match["meridiem"] or ("p" if match["part"] in ("afternoon", "evening", "night") else "")
    sure = half or "zone" in match or "part" in match or "sure" in match
    if not sure and match.before() not in CLOCK_CUES and not (len(parts) == 2 and parts[0] > 12):
        return None
    return at(_hour(parts[0], half), *parts[1:])


def hour(match: Match) -> Reading | None:
    number = number_of(match.words("hour"))
    if number is None or number.denominator != 1 or not 1 <= number <= 24:
        return None
    half = match["meridiem"] or ("p" if match["part"] in ("afternoon", "evening", "night") else "")
    return at(_hour(int(number), half), 0)


def past_hour(match: Match) -> Reading | None:
    """ "Half past nine", "a quarter to six"."""
    number, minutes = number_of(match.words("hour")), {"half": 30, "quarter": 15}[match["minutes"]]
    if number is None or (match["minutes"] == "half" and match["side"] == "to"):
        return None
    hour = _hour(int(number), "p" if match["part"] in ("afternoon", "evening", "night") else "")
    return at(hour, minutes) if match["side"] == "past" else at(hour - 1, 60 - minutes)


def military(match: Match) -> Reading | None:
    digits = match["digits"].zfill(4)
    return at(int(digits[:2]), int(digits[2:])) if len(digits) == 4 else None


def noon(match: Match) -> Reading:
    return Reading("TIME", Time("T12:00" if match["which"] in ("noon", "midday") else "T24:00"))


RULES = (
    Rule("clock-time", "<CLOCK> <MERIDIEM>? ( in the <part:DAYPART> )? ( <sure:HOURS> )?<ZONE>? ZONE_WORDS?", clock),
    Rule("hour-am-pm", "<hour:HOUR> <MERIDIEM> <ZONE>? ZONE_WORDS?", hour),
    Rule("hour-oclock", "<hour:HOUR> o'clock ( in the <part:DAYPART> )? <ZONE>?", hour),
    Rule("hour-in-the-morning", "<hour:HOUR> in the <part:DAYPART>", hour),
    Rule(
        "past-hour", "a? <minutes:HALF_OR_QUARTER> <side:PAST_OR_TO> <hour:HOUR> ( in the <part:DAYPART> )?", past_hour
    ),
    Rule("military-time", "<DIGITS> HOURS? <ZONE>", military),
    Rule("noon", "<which:NOON> <ZONE>?", noon),
)
EXAMPLES = (
    example("at 10:35 a.m., 9 p.m. EST and noon", "1998-08-07",
            ("10:35 a.m.", "TIME", "1998-08-07T10:35"), ("9 p.m. EST", "TIME", "1998-08-07T21:00"),
            ("noon", "TIME", "1998-08-07T12:00")),
    example("at 10 p.m. Wednesday", "1998-02-13", ("10 p.m. Wednesday", "TIME", "1998-02-11T22:00")),
    example("at 4 in the morning", "2000-04-05", ("4 in the morning", "TIME", "2000-04-05T04:00")),
    example("It began at 8:30 Tuesday night, and again on Wednesday evening at 7 p.m.", "1998-02-13",
            ("8:30 Tuesday night", "TIME", "1998-02-10T20:30"),
            ("Wednesday evening at 7 p.m.", "TIME", "1998-02-11T19:00")),
    example("at ten p.m. Eastern time, 9:30 a.m. local time", "2000-04-05",
            ("ten p.m. Eastern time", "TIME", "2000-04-05T22:00"),
            ("9:30 a.m. local time", "TIME", "2000-04-05T09:30")),
    example("at 1700 GMT", "2000-04-05", ("1700 GMT", "TIME", "2000-04-05T17:00")),
    example("at 3.30pm or half past nine, at half past six in the evening", "2000-04-05",
            ("3.30pm", "TIME", "2000-04-05T15:30"), ("half past nine", "TIME", "2000-04-05T09:30"),
            ("half past six in the evening", "TIME", "2000-04-05T18:30")),
    example("from 8 to 10 p.m., between 11 and 1 p.m.", "2000-04-05",
            ("8", "TIME", "2000-04-05T20:00"), ("10 p.m.", "TIME", "2000-04-05T22:00"),
            ("11", "TIME", "2000-04-05T11:00"), ("1 p.m.", "TIME", "2000-04-05T13:00")),
    example("It exploded at 3 p.m. (1200 GMT) on Tuesday.", "2000-04-05",
            ("3 p.m.", "TIME", "2000-04-04T15:00"), ("1200 GMT", "TIME", "2000-04-04T12:00"),
            ("Tuesday", "DATE", "2000-04-04")),
    example("at six o'clock", "2000-04-05", ("six o'clock", "TIME", "2000-04-05T06:00")),
    example("They won 3:1, then 10:15 by Thomas", "2000-04-05"),
)  # fmt: skip
