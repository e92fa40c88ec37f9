"""The way of an article so far: its trace, as W3C Trace Context has it, and what each stage did with it.

Both travel as attributes of the CloudEvent, `traceparent` and `trail`, so that no version of a message knows of them.
"""

import re
from typing import NamedTuple, Self

_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")
_TRAIL = re.compile(r"[ -~]{1,4000}")  # anybody can write to a stream; no database refuses these characters
_NUMBER = r"(\d{1,15})"
_STEP = re.compile(
    rf"([^ ,]+) ([^ ,]+) (\d{{1,20}}-\d{{1,20}}) {_NUMBER} {_NUMBER} {_NUMBER}(?: {_NUMBER}(?: [^ ,]+)*)?(?=, |$)"
)
_SAMPLED = "01"


class Step(NamedTuple):
    """What one stage did with an article.

    `entry` is the id of the entry that its `worker` read, which begins with the time at which it was added (Unix
    milliseconds by the clock of Redis); `deliveries` is how often it had been delivered, this time included, and
    `together` how many entries were worked on at once. `begun` and `done` are Unix milliseconds by the clock of the
    worker: when these were taken in hand, and when the message to the next stage was ready. A stage that passes
    nothing on can't say in a message when it was done.
    """

    stage: str
    worker: str
    entry: str
    deliveries: int
    together: int
    begun: int
    done: int | None = None


class Trail(NamedTuple):
    """Where a message comes from.

    `span_id` is that of whoever sent it, if that is known; `flags` are those of Trace Context, two hexadecimal digits.
    `steps` is what earlier stages did, as it stands in the attribute `trail`.
    """

    trace_id: str
    span_id: str | None = None
    flags: str = _SAMPLED
    steps: str = ""

    @classmethod
    def of(cls, traceparent: str, steps: object = None) -> Self | None:
        """The trail that these attributes tell of; None if `traceparent` is not well-formed."""
        match = _TRACEPARENT.fullmatch(traceparent)
        return cls(match[1], match[2], match[3], _readable(steps)) if match else None

    def then(self, span_id: str, step: Step | None) -> "Trail":
        """The trail of what a stage passes on."""
        steps = self.steps if step is None else f"{self.steps}, {_written(step)}" if self.steps else _written(step)
        return Trail(self.trace_id, span_id, self.flags, steps)

    def attributes(self) -> dict[str, str]:
        """The attributes of the CloudEvent that carries it."""
        found = {"traceparent": f"00-{self.trace_id}-{self.span_id}-{self.flags}"} if self.span_id else {}
        return found | {"trail": self.steps} if self.steps else found


def read_steps(trail: str) -> tuple[Step, ...]:
    """The steps in an attribute `trail`, the first one first. What is no step is left out.

    So is what a later Dateline says after the seven words of a step.
    """
    return tuple(
        Step(stage, worker, entry, int(deliveries), int(together), int(begun), int(done) if done else None)
        for stage, worker, entry, deliveries, together, begun, done in _STEP.findall(trail)
    )


def _readable(trail: object) -> str:
    return trail if isinstance(trail, str) and _TRAIL.fullmatch(trail) else ""


def _written(step: Step) -> str:
    stage, worker, entry, deliveries, together, begun, done = step
    told = f"{stage} {worker} {entry} {deliveries} {together} {begun}"
    return told if done is None else f"{told} {done}"
