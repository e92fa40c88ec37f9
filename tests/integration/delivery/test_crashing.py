"""A part of a service that fails for a reason nobody foresaw ends the process: otherwise it would just be missing."""

import asyncio
import subprocess
import sys

from services.wire.delivery.crash import crash_if_failed

PROGRAM = """
import asyncio
from services.wire.delivery.crash import crash_if_failed
from services.wire.logs import configure

async def part():
    raise KeyError("nobody foresaw this")

async def service():
    asyncio.create_task(part()).add_done_callback(crash_if_failed)
    await asyncio.Event().wait()

configure("ingest", "ingest-1", "INFO")
asyncio.run(service())
"""


def test_a_failed_part_ends_the_process_with_exit_code_1_and_a_line_that_says_why():
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert '"worker.failed"' in ended.stdout
    assert "KeyError: 'nobody foresaw this'" in ended.stdout


async def test_a_part_that_is_cancelled_or_done_ends_nothing():
    for part in (asyncio.sleep(0), asyncio.sleep(60)):
        task = asyncio.ensure_future(part)
        task.add_done_callback(crash_if_failed)
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])
