"""The rules: one family a file, each with the examples that its tests run.

To add a rule, put a `Rule` in the family's RULES and an example in its EXAMPLES. Where several rules match, the
longest wins, the earlier file and line among equals. `docs/dates.md` goes through it with an example.
"""

from services.enrich.dates.rules import (
    anaphors,
    calendar_dates,
    clock,
    day_parts,
    decades_centuries,
    distances,
    durations,
    holidays,
    iso_dates,
    months,
    open_durations,
    quarters,
    relative,
    seasons,
    sets,
    vague,
    weekdays,
    years,
)

FAMILIES = (
    calendar_dates,
    iso_dates,
    weekdays,
    months,
    years,
    decades_centuries,
    holidays,
    quarters,
    seasons,
    relative,
    distances,
    clock,
    day_parts,
    sets,
    anaphors,
    durations,
    open_durations,
    vague,
)
