"""One JSON object a line: the whole record, its story, and the cursor of its last change."""

import json

from services.store.protocol import Change, Deleted
from services.store.record import record


def line(change: Change) -> bytes:
    """A record, or what says that an article was deleted."""
    if isinstance(change, Deleted):
        told = {"id": change.id, "deleted": True}
    else:
        told = record(change.article) | {"story": change.story}
    return json.dumps(told | {"cursor": change.sequence}, ensure_ascii=False).encode() + b"\n"
