"""How long some work keeps the processor busy, for tests that compare a long text with a short one."""

import gc
import time
from collections.abc import Callable

ROUNDS = 3


def processor_seconds(work: Callable[[], object]) -> float:
    """The least processor time of three runs. The collector would also walk what the test runner holds: it waits."""
    return min(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()
