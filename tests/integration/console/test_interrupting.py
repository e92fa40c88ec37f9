"""Ctrl-C ends every command quietly."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE

import pytest
from redis.asyncio import Redis


@pytest.mark.parametrize("command", [("wait",), ("publish", "-")])
async def test_ctrl_c_is_exit_code_130_without_words(redis: Redis, redis_url: str, command: tuple[str, ...]):
    await redis.xadd("articles.raw", {"a": "b"})
    before = len(await redis.client_list())
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.console", *command),
        env={**os.environ, "DATELINE_REDIS_URL": redis_url},
        **{"stdin": PIPE, "stdout": PIPE, "stderr": PIPE},
    )
    async with asyncio.timeout(30):
        while len(await redis.client_list()) <= before:  # it is at work once it has connected
            await asyncio.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 130
        out, err = await process.stdout.read(), await process.stderr.read()
    assert (out, err) == (b"", b"")
