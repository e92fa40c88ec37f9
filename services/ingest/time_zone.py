"""Names of time zones, as people set them."""

from zoneinfo import ZoneInfo


def known_zone(name: str) -> str:
    """The name of an IANA time zone. Raises ValueError, whose text says how to write one."""
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError(f"{name!r} is no IANA time zone; write one like Europe/Moscow") from None
    return name
