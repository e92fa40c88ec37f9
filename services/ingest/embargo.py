"""Embargoes: until when a source wants an article held back."""

from datetime import UTC, datetime

_SHOWN = 40  # characters of what is no time


def embargo(until: str) -> str | None:
    """Why an article is not for publication yet, in half a line; None once its embargo is over.

    `until` is a date or time in ISO 8601, in UTC where it states no offset. What is none holds the article back.
    """
    try:
        moment = datetime.fromisoformat(until.strip())
    except ValueError:
        return f"not for publication: its source says embargoed {until.strip()[:_SHOWN]!r}, which is no time"
    if (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) <= datetime.now(UTC):
        return None
    return f"not for publication yet: embargoed until {moment.isoformat()}"
