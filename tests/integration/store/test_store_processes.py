"""Several processes at one database, and what is left when one is killed."""

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from stored_articles import article, batch, outcomes

from services.store.connect import open_store

OWN, SHARED, BATCH = 50, 50, 200

processes = multiprocessing.get_context("spawn")


def migrate_and_save(url: str, name: str, start: Barrier, results: Connection) -> None:
    store = open_store(url)
    start.wait(timeout=60)
    store.migrate()
    own = [store.save([article(f"{name}-{n}")]) for n in range(OWN)]
    start.wait(timeout=60)
    # All processes save these: somebody must be the first, and only one may be.
    shared = [store.save([article(f"shared-{n}", entry=f"{name}-{n}")]) for n in range(SHARED)]
    results.send([outcome for saved in own + shared for _, outcome in outcomes(saved)])


def save_for_ever(url: str, name: str, progress: Connection) -> None:
    store = open_store(url)
    for n in range(1000):
        progress.send(("begun", n))
        store.save(batch(f"{name}-{n}", BATCH))
        progress.send(("saved", n))


def test_processes_start_and_save_at_once_and_each_article_is_new_to_one_of_them(backend):
    start = processes.Barrier(4)
    pipes = [processes.Pipe(duplex=False) for _ in range(4)]
    running = [
        processes.Process(target=migrate_and_save, args=(backend.url, f"p{n}", start, sending))
        for n, (_, sending) in enumerate(pipes)
    ]
    for process in running:
        process.start()
    for _, sending in pipes:
        sending.close()  # so that reading from a process that died ends
    found = [outcome for receiving, _ in pipes for outcome in receiving.recv()]
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * 4
    assert found.count("new") == 4 * OWN + SHARED
    assert found.count("duplicate") == 3 * SHARED
    assert backend.store().count() == 4 * OWN + SHARED


def test_a_process_killed_while_it_saves_leaves_whole_batches_only(backend, store):
    saved: set[str] = set()
    begun: set[str] = set()
    for run in range(4):
        receiving, sending = processes.Pipe(duplex=False)
        process = processes.Process(target=save_for_ever, args=(backend.url, f"r{run}", sending))
        process.start()
        sending.close()
        while True:
            step, n = receiving.recv()
            (begun if step == "begun" else saved).add(f"r{run}-{n}")
            if (step, n) == ("begun", 1 + run):
                break
        process.kill()
        process.join()
    sizes: dict[str, int] = {}
    for found in store.articles():
        name = found.id.rpartition("-")[0]
        sizes[name] = sizes.get(name, 0) + 1
    assert set(sizes.values()) == {BATCH}
    assert saved <= set(sizes) <= begun
    assert len(begun) > len(saved)
    assert outcomes(store.save(batch("r0-0", BATCH))) == [(1, "redelivery")] * BATCH
