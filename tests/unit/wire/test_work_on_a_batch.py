"""One bad entry in a batch dies alone."""

import pytest

from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Facts, Finish
from services.wire.delivery.portions import work_on
from services.wire.failures import Transient

STORED = Finish("stored", "a", "h", 1, Facts())


def batch(*bodies):
    return [Entry(f"{number}-0", {b"__data__": body}) for number, body in enumerate(bodies)]


def fragile(entries):
    if any(entry.body() == b"bad" for entry in entries):
        raise ZeroDivisionError("division by zero")
    return [STORED] * len(entries)


def test_the_entry_whose_work_fails_is_the_only_one_to_die():
    outcomes = work_on(fragile, batch(b"good", b"bad", b"good"))
    assert [type(outcome) for outcome in outcomes] == [Finish, Dead, Finish]


def test_a_failure_that_nobody_foresaw_is_told_with_its_traceback():
    (dead,) = work_on(fragile, batch(b"bad"))
    assert isinstance(dead, Dead)
    assert dead.reason == "ZeroDivisionError: division by zero"
    assert "in fragile" in dead.traceback


def test_a_transient_failure_is_nobodys_fault():
    def away(entries):
        raise Transient("database is locked")

    with pytest.raises(Transient):
        work_on(away, batch(b"good", b"good"))
