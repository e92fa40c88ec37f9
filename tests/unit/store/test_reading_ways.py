"""Ways as they stand in rows."""

import json

from services.store.way import Way
from services.wire.messages.trail import Step

STORE = Step("store", "store-2b1c0de5", "1795515844800-0", 2, 1, 1795515844803)
WAY = Way("4bf92f3577b34da6a3ce929d0e0e4736", (STORE, STORE._replace(done=1795515844810)))


def test_a_way_is_read_as_it_was_written():
    assert Way.read(WAY.trace_id, WAY.json()) == WAY


def test_what_a_later_dateline_keeps_of_a_step_is_passed_over():
    later = json.dumps([step._asdict() | {"memory": 4_096} for step in WAY.steps])
    assert Way.read(WAY.trace_id, later) == WAY
