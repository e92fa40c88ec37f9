"""How an article came to be stored: what each stage did with it."""

import json
from typing import NamedTuple, Self

from services.wire.messages.trail import Step


class Way(NamedTuple):
    """The trace of an article, and the steps of the stages, the first one first."""

    trace_id: str
    steps: tuple[Step, ...]

    @classmethod
    def read(cls, trace_id: str, steps: str) -> Self:
        """The way in a row, its steps as JSON. What a later Dateline says beside what a step is, is passed over."""
        known = ({name: step[name] for name in Step._fields if name in step} for step in json.loads(steps))
        return cls(trace_id, tuple(Step(**step) for step in known))

    def json(self) -> str:
        """Its steps as they stand in a row."""
        return json.dumps([step._asdict() for step in self.steps])
