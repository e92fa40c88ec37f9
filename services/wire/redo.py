"""Messages that have a stored article enriched again: none of them stands for an entry of the raw stream.

They count apart from those, so that every raw entry still ends as exactly one of stored, duplicate, deleted and dead.
"""

_MARK = "/redo-"


def redo_id(entry: str, asked: int) -> str:
    """The id of such a message, from the raw entry of the article and the time at which it was asked for."""
    return f"{entry}{_MARK}{asked}"


def is_redo(id: str) -> bool:
    """Whether a message with this id is one, at whatever stage."""
    return _MARK in id
