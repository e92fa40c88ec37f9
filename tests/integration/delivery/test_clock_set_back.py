"""Entries that were delivered at what is a later time now that the clock of the Redis server was set back."""

import asyncio

from services.wire.streams import RAW

PAST, FUTURE = 1_234_567_890_123, 33_000_000_000_000  # milliseconds


def crc64(data: bytes) -> int:
    """The checksum of DUMP: CRC-64 with Jones' polynomial, reflected."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x95AC9329AC4BC9B5 if crc & 1 else 0)
    return crc


async def deliver_in_the_future(stream, consumer, entry_id):
    """XCLAIM takes no time to come, so the time is changed in the dump of the stream."""
    await stream.redis.xclaim(RAW, "ingest", consumer, 0, [entry_id], time=PAST, justid=True)
    dump = await stream.redis.dump(RAW)
    changed = dump[:-8].replace(PAST.to_bytes(8, "little"), FUTURE.to_bytes(8, "little"))
    assert changed != dump[:-8]
    await stream.redis.restore(RAW, 0, changed + crc64(changed).to_bytes(8, "little"), replace=True)


async def test_such_an_entry_is_taken_over_after_the_minimum_idle_time_though_its_stream_is_of_that_time_too(stream):
    entry_id = (await stream.redis.xadd(RAW, {"__data__": b"raw"}, id=f"{FUTURE}-0")).decode()
    await stream.read("gone")
    await deliver_in_the_future(stream, "gone", entry_id)
    alive = stream.owner("alive", min_idle=0.2)
    assert await alive.take_over(10) == []
    async with asyncio.timeout(5):
        while not (taken := await alive.take_over(10)):
            await asyncio.sleep(0.02)
    assert [(entry.id, entry.deliveries) for entry in taken] == [(entry_id, 2)]


async def test_without_a_clock_that_went_back_nothing_is_reset(stream):
    (entry,) = await stream.read("gone", b"raw")
    alive = stream.owner("alive", min_idle=0.1)
    async with asyncio.timeout(5):
        while not (taken := await alive.take_over(10)):
            await asyncio.sleep(0.02)
    assert [taken.id for taken in taken] == [entry.id]
