"""When a feed is looked at again."""

_LONGEST = 6 * 3600  # seconds after failures, unless looks are further apart anyway
_SPREAD = 0.1  # of a pause, so that a hundred followers don't ask a server at the same second


def pause(every: float, failures: int, retry_after: float | None, chance: float) -> float:
    """Seconds until the next look: `every`, doubled with each failure in a row, and never before the server allows.

    `chance` is a random number from 0 to 1. After a success, the pause is never shorter than `every`.
    """
    doubled = min(every * 2 ** min(failures, 20), max(every, _LONGEST))
    return max(doubled, retry_after or 0) * (1 + _SPREAD * chance)
