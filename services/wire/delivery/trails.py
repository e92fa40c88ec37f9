"""Where an entry comes from, and what is said of it to the next stage."""

import time
from contextlib import suppress
from hashlib import sha256

from services.wire.delivery.entry import Entry
from services.wire.failures import Poison
from services.wire.messages.envelope import open_envelope
from services.wire.messages.trail import Step, Trail
from services.wire.streams import RAW

_ENOUGH = 500
"""Bytes of what was sent that tell it from what another Redis gave the same id."""


def trail_to(entry: Entry, way: Trail | None) -> Trail:
    """The way of an entry so far: `way`, as its message tells it, or one that begins here.

    A trace that begins here has the same id at every redelivery and replay, and no other installation has it.
    """
    if way:
        return way
    sent = b"\0".join(text for field in entry.fields.items() for text in field)[:_ENOUGH]
    return Trail(sha256(b"%b\0%b" % (entry.origin.encode(), sent)).hexdigest()[:32])


def trail_told(entry: Entry, stream: str) -> Trail:
    """The way of an entry whose work got nowhere: as its message tells it, if that can be read so far.

    A raw entry is not read: only ingest knows how large it may be.
    """
    way: Trail | None = None
    if stream != RAW:
        with suppress(Poison):
            way = open_envelope(entry.body()).came_by
    return trail_to(entry, way)


def trail_from(entry: Entry, trail: Trail) -> Trail:
    """The way of what its work passes on now."""
    return trail.then(span_of(entry, trail), step(entry, done=time.time()))


def step(entry: Entry, done: float | None = None) -> Step | None:
    """What is done with an entry that is in hand. `done` is in Unix seconds by the clock of this worker."""
    taken = entry.taken
    if not taken:
        return None
    begun = int(taken.begun * 1000)
    ready = None if done is None else max(begun, int(done * 1000))  # somebody may put the clock back meanwhile
    return Step(taken.stage, taken.worker, entry.id, entry.deliveries, taken.entries, begun, ready)


def span_of(entry: Entry, trail: Trail) -> str:
    """The W3C span id (16 hexadecimal digits) of a stage's work on an entry: the same at every redelivery."""
    stage = entry.taken.stage if entry.taken else ""
    return sha256(f"{stage} {trail.trace_id} {entry.id}".encode()).hexdigest()[:16]
