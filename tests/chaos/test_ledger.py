"""The ledger itself: it balances when all is well, and it sees every way in which something can be wrong."""

import pytest
from ledger import Ledger, Letter, Row, Sent

from services.wire.streams import CLEAN, RAW


def sent(text, stream=RAW):
    return Sent({b"body": text.encode()}, text, stream)


def died(entry, text, stream=RAW):
    return Letter(entry, stream, {b"body": text.encode()}, text, "why")


@pytest.fixture
def ledger():
    """Entry 1 and 3 with the same text, 2 and 4 with others."""
    return Ledger({"1-0": sent("bridge"), "2-0": sent("tunnel"), "3-0": sent("bridge"), "4-0": sent("junk")})


ROWS = [Row("1-0", "bridge"), Row("2-0", "tunnel")]
LETTERS = [died("4-0", "junk")]
TOTALS = {"stored": 2, "duplicates": 1, "dead": 1}


def test_it_is_exact_when_each_entry_ended_as_one_thing(ledger):
    account = ledger.settle(ROWS, LETTERS, TOTALS)
    assert (account.stored, account.duplicates, account.dead) == ({"1-0", "2-0"}, {"3-0"}, {"4-0"})
    assert account.exact


WRONG = {
    "an entry that is nowhere": ("lost", ROWS[:1], LETTERS),
    "an article of which no copy is stored": ("lost", ROWS[1:], LETTERS),
    "a dead letter that is gone": ("lost", ROWS, []),
    "a row for each of two copies": ("twice", [*ROWS, Row("3-0", "bridge")], LETTERS),
    "two rows for one entry": ("twice", [*ROWS, ROWS[0]], LETTERS),
    "two letters for one entry": ("twice", ROWS, LETTERS * 2),
    "a row and a letter for one entry": ("twice", ROWS, [*LETTERS, died("2-0", "tunnel")]),
    "a row with the text of another": ("mangled", [ROWS[0], Row("2-0", "bridge no 2")], LETTERS),
    "a row that nobody sent": ("mangled", [*ROWS, Row("9-0", "ghost")], LETTERS),
    "a letter with other bytes": ("mangled", ROWS, [died("4-0", "jun")]),
    "a letter of a later stage with another text": ("mangled", ROWS, [died("4-0", "jun", CLEAN)]),
    "a letter that nobody sent": ("mangled", ROWS, [*LETTERS, died("9-0", "ghost")]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_it_is_not_exact_with(ledger, wrong):
    kind, rows, letters = WRONG[wrong]
    account = ledger.settle(rows, letters, TOTALS)
    assert not account.exact
    assert getattr(account, kind)
    assert kind in str(account)


@pytest.mark.parametrize("name", [*TOTALS, "deleted"])
def test_it_is_not_exact_when_a_counter_is_off_by_one(ledger, name):
    assert not ledger.settle(ROWS, LETTERS, TOTALS | {name: TOTALS.get(name, 0) + 1}).exact


def test_what_was_deleted_is_nowhere_whether_it_had_been_stored_or_not(ledger):
    ledger.deleted = {"2-0"}
    for counted in ({"stored": 2}, {"stored": 1, "deleted": 1}):
        assert ledger.settle(ROWS[:1], LETTERS, TOTALS | counted).exact
        assert ledger.settle(ROWS, LETTERS, TOTALS | counted).back == {"2-0"}
    assert not ledger.settle(ROWS[:1], LETTERS, TOTALS | {"stored": 0, "deleted": 2}).exact
    ledger.deleted = {"4-0"}
    assert ledger.settle(ROWS, LETTERS, TOTALS).back == {"4-0"}


def test_a_letter_of_a_later_stage_goes_back_to_its_raw_entry(ledger):
    letter = Letter("4-0", CLEAN, {b"__data__": b"{...}"}, "junk", "why")
    assert ledger.settle(ROWS, [letter], TOTALS).exact


def test_what_was_wiped_out_may_be_missing_but_not_doubled(ledger):
    ledger.write_off()
    ledger.note("5-0", sent("ferry"))
    after = Row("5-0", "ferry")
    assert ledger.settle([ROWS[0], after], [], {"stored": 1}).exact
    assert ledger.settle([ROWS[0], ROWS[0], after], [], {}).twice == {"1-0"}
    assert ledger.settle([ROWS[0]], [], {}).lost == {"5-0"}
