"""The numbers of changes, on any database: they grow in the order of the commits, whoever writes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from stored_articles import article, full_article

from services.store.postgres.connection import Connection
from services.store.protocol import Deleted
from services.wire.failures import Transient


def numbers(backend) -> dict[str, int]:
    """The number of each revision, as `id/revision`, and of each article that was deleted, as its id."""
    rows = backend.execute("""SELECT coalesce(deleted, id || '/' || revision), sequence
        FROM changes LEFT JOIN articles ON key = article ORDER BY sequence""")
    return dict(rows)


def test_what_is_stored_gets_the_next_number(backend, store):
    store.save([article("b"), article("a")])
    store.save([article("a", "corrected", revision=2, entry="2-0")])
    assert list(numbers(backend)) == ["b/1", "a/1", "a/2"]


def test_what_is_not_stored_changes_no_number(backend, store):
    store.save([article("a"), article("b")])
    before = numbers(backend)
    store.save([article("a"), article("b", entry="2-0"), article("c", text="half \ud83d a face")])
    assert numbers(backend) == before


def test_what_is_replaced_gets_a_new_number(backend, store):
    store.save([article("a"), article("b")])
    last = max(numbers(backend).values())
    backend.execute("UPDATE articles SET engine_dateline = '9' WHERE id = 'a' RETURNING key")
    assert list(numbers(backend)) == ["b/1", "a/1"]
    assert numbers(backend)["a/1"] > last


def test_an_article_that_goes_leaves_one_number_and_its_id(backend, store):
    store.save([article("a"), article("a", "corrected", revision=2, entry="2-0"), article("b")])
    last = max(numbers(backend).values())
    backend.execute("DELETE FROM articles WHERE id = 'a' RETURNING key")
    assert list(numbers(backend)) == ["b/1", "a"]
    assert numbers(backend)["a"] > last


def test_an_article_that_comes_back_after_its_deletion_has_the_higher_number(backend, store):
    for _ in range(2):
        store.save([article("a")])
        assert list(numbers(backend))[-1] == "a/1"
        backend.execute("DELETE FROM articles WHERE id = 'a' RETURNING key")
        assert list(numbers(backend)) == ["a"]


def test_articles_of_an_older_database_are_numbered_in_the_order_of_storing(backend, migrated_before):
    migrated_before("changes")
    for id in ("c", "b", "d"):
        backend.execute(f"""INSERT INTO articles
            (id, revision, content_hash, entry, published, published_from, language, text, engine_dateline)
            VALUES ('{id}', 1, '', '1-0', '2012-12-29', 'stated', 'en', '', '0.1.0') RETURNING key""")
    with closing(backend.store()) as store:
        store.migrate()
        store.save([article("a")])
    assert list(numbers(backend)) == ["c/1", "b/1", "d/1", "a/1"]


# Reading them


def told(changes) -> list[str]:
    """Changes as `id/revision`, and deletions as ids."""
    return [c.id if isinstance(c, Deleted) else f"{c.article.id}/{c.article.revision}" for c in changes]


def test_what_changed_since_a_change_is_told_in_order_and_no_more(backend, store):
    store.save([article("b"), full_article("a")])
    seen = store.last_change()
    assert told(store.changes(0, 99)) == ["b/1", "a/1"]
    assert store.changes(seen, 99) == []
    store.save([article("c")])
    backend.execute("UPDATE articles SET engine_dateline = '9' WHERE id = 'a' RETURNING key")
    backend.execute("DELETE FROM articles WHERE id = 'b' RETURNING key")
    assert told(store.changes(seen, 99)) == ["c/1", "a/1", "b"]
    assert [change.sequence for change in store.changes(seen, 99)] == list(numbers(backend).values())
    _, replaced, _ = store.changes(seen, 99)
    assert replaced.article.entities == full_article().entities


def test_of_each_article_only_the_latest_revision_is_told_unless_all_are_wanted(store):
    store.save([article("a"), article("b"), article("a", "corrected", revision=2, entry="2-0")])
    assert told(store.changes(0, 99)) == ["b/1", "a/2"]
    assert told(store.changes(0, 99, revisions=True)) == ["a/1", "b/1", "a/2"]


def test_changes_are_told_a_page_at_a_time(store):
    store.save([article(id) for id in "abc"])
    first = store.changes(0, 2)
    assert told(first) == ["a/1", "b/1"]
    assert told(store.changes(first[-1].sequence, 2)) == ["c/1"]


def test_records_come_in_order_of_publication_with_the_numbers_of_their_changes(backend, store):
    store.save([article("b", published="2013-01-01"), article("a"), article("a", "B", revision=2, entry="2-0")])
    assert told(store.records()) == ["a/2", "b/1"]
    assert told(store.records(revisions=True)) == ["a/1", "a/2", "b/1"]
    assert {told([record])[0]: record.sequence for record in store.records(revisions=True)} == numbers(backend)


def test_a_new_database_has_no_last_change(store):
    assert store.last_change() == 0


def test_the_revisions_of_an_article_are_listed(store):
    store.save([article("a", "B", revision=3), article("a", "A", revision=1, entry="2-0")])
    assert store.revisions("a") == [1, 3]
    assert store.revisions("b") == []


def test_a_reader_that_asks_again_from_the_last_number_it_saw_misses_nothing_of_many_writers(backend, store):
    """Writers commit in another order than they begin in; a number that becomes visible too late would be missed."""
    writers, batches = 4, 15

    def write(writer: int) -> None:
        with closing(backend.store()) as own:
            for n in range(batches):
                own.save([article(f"{writer}-{n}-{m}") for m in range(1 + (writer * n) % 7)])

    seen: list[str] = []
    last = 0
    with ThreadPoolExecutor(writers) as threads:
        writing = [threads.submit(write, writer) for writer in range(writers)]
        over = False
        while not over:
            over = all(each.done() for each in writing)
            for change in store.changes(last, 1_000):
                assert change.sequence > last
                last = change.sequence
                seen += told([change])
    for each in writing:
        each.result()
    assert len(seen) == len(set(seen)) == store.count()


REPLACE = "UPDATE articles SET engine_dateline = 'newer' WHERE id = 'slow'"


@pytest.mark.parametrize("new_backend", ["postgres"], indirect=True)
def test_a_transaction_that_began_first_and_commits_last_has_the_last_number(backend, store):
    store.save([article("slow")])
    before = store.last_change()
    with closing(Connection(backend.url)) as slow:
        slow.execute("BEGIN")
        slow.execute(REPLACE)
        store.save([article("fast")])
        assert told(store.changes(before, 99)) == ["fast/1"]
        slow.execute("COMMIT")
    assert told(store.changes(before, 99)) == ["fast/1", "slow/1"]


@pytest.mark.parametrize("new_backend", ["postgres"], indirect=True)
def test_who_has_a_number_keeps_others_from_having_theirs_visible_first(backend, store):
    store.save([article("slow")])
    before = store.last_change()
    with closing(Connection(backend.url)) as slow:
        slow.execute("BEGIN")
        slow.execute(REPLACE)
        slow.execute("SET CONSTRAINTS ALL IMMEDIATE")  # it has its number, and is yet to commit
        with pytest.raises(Transient, match="lock"):
            backend.impatient().save([article("fast")])
        slow.execute("COMMIT")
    store.save([article("fast")])
    assert told(store.changes(before, 99)) == ["slow/1", "fast/1"]
