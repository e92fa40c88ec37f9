"""How soon the entries of a worker that is gone are worked on by another."""

from waiting import NUMBER, go_on, worker_that_waits

from services.wire.events import Event


def test_entries_of_a_worker_that_died_are_worked_on_within_five_seconds_of_the_minimum_idle_time(trial, long):
    idle = 10 if long else 1
    worker = worker_that_waits(trial, DATELINE_MIN_IDLE=str(idle))
    seen = len(trial.log.lines)
    worker.kill()
    trial.strike()
    go_on(trial)
    trial.log.until(Event.ENTRY_CLAIMED, NUMBER, since=seen, seconds=idle + 5)
    trial.settle("   a worker dies: its entries are worked on")


def test_entries_of_a_worker_told_to_stop_are_worked_on_at_once(trial):
    worker = worker_that_waits(trial, DATELINE_MIN_IDLE="60", DATELINE_DRAIN="1")
    seen = len(trial.log.lines)
    assert worker.terminate(seconds=10) == 0
    trial.strike()
    go_on(trial)
    trial.log.until(Event.ENTRY_CLAIMED, NUMBER, since=seen, seconds=2)
    trial.settle("   a worker is told to stop: its entries are worked on")


def test_a_second_signal_ends_a_worker_at_once_and_its_entries_are_worked_on_at_once(trial):
    worker = worker_that_waits(trial, DATELINE_MIN_IDLE="60", DATELINE_DRAIN="25")
    seen = len(trial.log.lines)
    worker.process.terminate()
    trial.log.until(Event.SERVICE_STOPPING, pid=worker.pid)
    assert worker.terminate(seconds=4) == 0
    trial.strike()
    go_on(trial)
    trial.log.until(Event.ENTRY_CLAIMED, NUMBER, since=seen, seconds=2)
    trial.settle("   a worker gets a second SIGTERM: likewise")
