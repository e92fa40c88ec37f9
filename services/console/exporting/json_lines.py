"""One JSON object a line: the whole record, and the cursor of its last change."""

import json

from services.store.protocol import Change, Deleted
from services.store.record import record


def line(change: Change) -> bytes:
    """A record, or what says that an article was deleted."""
    told = {"id": change.id, "deleted": True} if isinstance(change, Deleted) else record(change.article)
    return json.dumps(told | {"cursor": change.sequence}, ensure_ascii=False).encode() + b"\n"
