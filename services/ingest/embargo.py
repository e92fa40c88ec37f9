"""What a source does not want published: at all, or not before the end of an embargo."""

from collections.abc import Mapping
from datetime import UTC, datetime

from services.ingest.json_values import Object, first_text
from services.wire.failures import Poison

WITHHOLDING = frozenset(("pubstatus", "embargoed"))
"""Names of ninjs, in lower case, that count wherever they stand: nobody means anything else by them."""

_SHOWN = 40  # characters of what is no time, or no usual status


class Embargoed(Poison):
    """An article that its source holds back; `until` is the end of that, None where the source gives no time."""

    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.until = until


def refuse_withheld(given: Mapping[str, object]) -> None:
    """Raise Poison for an item that its source calls anything but usable, Embargoed for one under an embargo."""
    item: Object = {name.lower(): value for name, value in given.items()}
    status = first_text(item, "pubstatus")
    if status and status.lower() != "usable":
        raise Poison(f"not for publication: its source says pubstatus {status[:_SHOWN]!r}")
    until = first_text(item, "embargoed")
    if until is None and (other := item.get("embargoed")) and not isinstance(other, str):  # true, a number
        raise _no_time(str(other))
    if until and (held := embargo(until)):
        raise held


def embargo(until: str) -> Embargoed | None:
    """What to raise for an article that is not for publication yet; None once its embargo is over.

    `until` is a date or time in ISO 8601, in UTC where it states no offset. What is none holds the article back.
    """
    try:
        moment = datetime.fromisoformat(until.strip())
    except ValueError:
        return _no_time(until.strip())
    end = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if end <= datetime.now(UTC):
        return None
    return Embargoed(f"not for publication yet: embargoed until {moment.isoformat()}", end)


def _no_time(until: str) -> Embargoed:
    return Embargoed(f"not for publication: its source says embargoed {until[:_SHOWN]!r}, which is no time")
