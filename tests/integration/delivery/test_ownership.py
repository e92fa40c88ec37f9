"""Who may work on a pending entry, and who may take it over."""

from services.wire.streams import RAW

SILENT = 10_000  # milliseconds, far past the minimum of these tests


async def silence(stream, consumer, *ids):
    """Let entries look as if their worker had not been heard of for long."""
    await stream.redis.xclaim(RAW, "ingest", consumer, 0, list(ids), idle=SILENT, justid=True)


async def test_an_entry_of_a_silent_worker_is_taken_over_and_counts_as_another_delivery(stream):
    (entry,) = await stream.read("gone", b"raw")
    await silence(stream, "gone", entry.id)
    (taken,) = await stream.owner("alive", min_idle=5).take_over(10)
    assert (taken.id, taken.fields, taken.deliveries) == (entry.id, entry.fields, 2)
    assert await stream.pending() == {entry.id: ("alive", 2)}


async def test_entries_that_were_delivered_before_are_taken_over_one_at_a_time_and_the_others_count_nothing(stream):
    first, second = await stream.read("gone", b"1", b"2")
    await silence(stream, "gone", first.id, second.id)
    assert len(await stream.owner("alive", min_idle=5).take_over(10)) == 1
    assert (await stream.pending())[second.id] == ("gone", 1)


async def test_an_entry_of_a_worker_that_was_heard_of_is_left_to_it(stream):
    (entry,) = await stream.read("alive", b"raw")
    assert await stream.owner("other", min_idle=5).take_over(10) == []
    assert await stream.pending() == {entry.id: ("alive", 1)}


async def test_renewing_keeps_an_entry_and_counts_nothing(stream):
    (entry,) = await stream.read("slow", b"raw")
    await silence(stream, "slow", entry.id)
    assert await stream.owner("slow").renew([entry.id]) == 1
    assert await stream.owner("other", min_idle=5).take_over(10) == []
    assert await stream.pending() == {entry.id: ("slow", 1)}


async def test_renewing_does_not_steal_back_what_others_have_taken(stream):
    (entry,) = await stream.read("stopped", b"raw")
    await silence(stream, "stopped", entry.id)
    await stream.owner("alive", min_idle=5).take_over(10)
    assert await stream.owner("stopped").renew([entry.id]) == 0
    assert (await stream.pending())[entry.id][0] == "alive"


async def test_what_is_handed_back_is_taken_at_once_as_if_it_had_not_been_delivered(stream):
    (entry,) = await stream.read("leaving", b"raw")
    assert await stream.owner("leaving", min_idle=60).hand_back([entry.id]) == 1
    (taken,) = await stream.owner("other", min_idle=60).take_over(10)
    assert (taken.id, taken.deliveries) == (entry.id, 1)


async def test_entries_that_were_handed_back_are_taken_over_together(stream):
    entries = await stream.read("leaving", b"1", b"2", b"3", b"4")
    await stream.owner("leaving", min_idle=60).hand_back(entry.id for entry in entries)
    taken = await stream.owner("other", min_idle=60).take_over(3)
    assert [(entry.id, entry.deliveries) for entry in taken] == [(entry.id, 1) for entry in entries[:3]]


async def test_what_is_given_up_is_taken_at_once_alone_and_with_its_delivery_counted(stream):
    first, second = await stream.read("stuck", b"1", b"2")
    await stream.owner("stuck", min_idle=60).give_up([first.id, second.id])
    (taken,) = await stream.owner("other", min_idle=60).take_over(10)
    assert (taken.id, taken.deliveries) == (first.id, 2)


async def test_an_entry_that_was_deleted_while_it_was_pending_is_taken_over_by_nobody_and_no_longer_pending(stream):
    deleted, kept = await stream.read("gone", b"1", b"2")
    await silence(stream, "gone", deleted.id, kept.id)
    await stream.redis.xdel(RAW, deleted.id)
    (taken,) = await stream.owner("alive", min_idle=5).take_over(10)
    assert taken.id == kept.id
    assert set(await stream.pending()) == {kept.id}


async def test_where_the_group_is_gone_nothing_is_taken_over_renewed_or_handed_back(stream):
    (entry,) = await stream.read("alive", b"raw")
    await stream.redis.xgroup_destroy(RAW, "ingest")
    owner = stream.owner("alive")
    assert await owner.take_over(10) == []
    assert [await owner.renew([entry.id]), await owner.hand_back([entry.id]), await owner.hand_back_all_but([])] == [
        0,
        0,
        0,
    ]


async def test_a_worker_that_leaves_hands_back_even_what_it_never_saw(stream):
    await stream.read("leaving", *[b"raw"] * 250)
    assert await stream.owner("leaving").hand_back_all_but([]) == 250
    assert {deliveries for _, deliveries in (await stream.pending()).values()} == {0}


async def test_what_was_delivered_in_an_answer_that_got_lost_is_handed_back_and_what_is_in_hand_is_kept(stream):
    in_hand, lost = await stream.read("alive", b"1", b"2")
    assert await stream.owner("alive", min_idle=60).hand_back_all_but([in_hand.id]) == 1
    assert await stream.pending() == {in_hand.id: ("alive", 1), lost.id: ("alive", 0)}
    (taken,) = await stream.owner("other", min_idle=60).take_over(10)
    assert taken.id == lost.id


async def test_what_others_have_taken_is_not_handed_back(stream):
    (entry,) = await stream.read("leaving", b"raw")
    await silence(stream, "leaving", entry.id)
    await stream.owner("other", min_idle=5).take_over(10)
    assert await stream.owner("leaving").hand_back([entry.id]) == 0


async def test_a_worker_that_leaves_is_no_longer_a_consumer(stream):
    (entry,) = await stream.read("leaving", b"raw")
    await stream.redis.xack(RAW, "ingest", entry.id)
    await stream.owner("leaving").hand_back_all_but([])
    assert await stream.redis.xinfo_consumers(RAW, "ingest") == []


async def test_a_worker_with_something_pending_stays_a_consumer_so_that_nothing_is_dropped(stream):
    (entry,) = await stream.read("leaving", b"raw")
    await stream.owner("leaving").hand_back_all_but([])
    assert entry.id in await stream.pending()
