"""Reading the publication dates that messages carry."""

from datetime import date


def local_day(published: str) -> date:
    """The calendar day of a `Published` value where it was stated: its offset is kept, not converted."""
    return date.fromisoformat(published[:10])
