"""How long some work keeps the processor busy, for tests that compare a long text with a short one."""

import gc
import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of some runs. The collector would also walk what the test runner holds: it waits."""
    return min(_once(work) for _ in range(runs))


def _once(work: Callable[[], object]) -> float:
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()
