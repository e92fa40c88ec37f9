"""Ctrl-C ends every command quietly."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE

import pytest
from redis.asyncio import Redis


async def test_ctrl_c_while_the_command_loads_is_no_traceback():
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-X", "importtime", "-m", "services.console", "--help"), stdout=PIPE, stderr=PIPE
    )
    async with asyncio.timeout(30):
        while b"pydantic_core" not in await process.stderr.readline():  # one of the first that it loads
            pass
        process.send_signal(signal.SIGINT)
        err = await process.stderr.read()
        assert await process.wait() == -signal.SIGINT
    assert b"Traceback" not in err


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
