"""A read batch is worked on in portions that memory can bear."""

from hypothesis import given
from hypothesis import strategies as st

from services.wire.delivery.entry import Entry
from services.wire.delivery.portions import portions


def entries(sizes):
    return [Entry(f"{number}-0", {b"b": b"x" * (size - 1)}) for number, size in enumerate(sizes)]


@given(st.lists(st.integers(1, 50)), st.integers(1, 5), st.integers(1, 100))
def test_portions_keep_every_entry_in_order_and_within_bounds(sizes, count, size):
    given_entries = entries(sizes)
    cut = list(portions(given_entries, count, size))
    assert [entry for portion in cut for entry in portion] == given_entries
    assert all(1 <= len(portion) <= count for portion in cut)
    assert all(len(portion) == 1 or sum(entry.size for entry in portion) <= size for portion in cut)


def test_an_entry_larger_than_the_bound_is_a_portion_of_its_own():
    assert [len(portion) for portion in portions(entries([1, 900, 1, 1]), 10, 100)] == [1, 1, 2]
