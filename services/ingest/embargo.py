"""Embargoes: until when a source wants an article held back."""

from datetime import UTC, datetime

from services.wire.failures import Poison

_SHOWN = 40  # characters of what is no time


class Embargoed(Poison):
    """An article that its source holds back; `until` is the end of that, None where the source gives no time."""

    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.until = until


def embargo(until: str) -> Embargoed | None:
    """What to raise for an article that is not for publication yet; None once its embargo is over.

    `until` is a date or time in ISO 8601, in UTC where it states no offset. What is none holds the article back.
    """
    try:
        moment = datetime.fromisoformat(until.strip())
    except ValueError:
        why = f"not for publication: its source says embargoed {until.strip()[:_SHOWN]!r}, which is no time"
        return Embargoed(why)
    end = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if end <= datetime.now(UTC):
        return None
    return Embargoed(f"not for publication yet: embargoed until {moment.isoformat()}", end)
