"""The JSON Schema of every version of every message, one committed file each.

`python -m services.wire.messages.snapshots` writes those that are missing and writes over none: a changed message
needs a new version and an upcast.
"""

import json
from pathlib import Path

from services.wire.messages.versions import KINDS, Kind

FOLDER = Path(__file__).with_name("schemas")


def path(kind: Kind, version: int) -> Path:
    """Where the snapshot of a version belongs."""
    return FOLDER / f"{kind.name}.{version}.json"


def schema(kind: Kind) -> str:
    """The schema of the version that this code writes, as it stands in its snapshot."""
    return json.dumps(kind.model.model_json_schema(), indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    for kind in KINDS:
        missing = path(kind, kind.version)
        if not missing.exists():
            missing.write_text(schema(kind))
