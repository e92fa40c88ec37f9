"""What any database does with articles that are deleted, seen through its Protocols alone."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_articles import article, full_article, outcomes

from services.store.connect import open_deletions
from services.store.dead_letters import key_of
from services.store.deletions import UNKNOWN, Removed, Selection
from services.store.protocol import UnusableDatabase
from services.store.way import Way
from services.wire.failures import Poison, Transient

TABLES = ("articles", "entities", "mentions", "dates", "canonical_entities", "ways", "deletions")


@pytest.fixture
def deletions(backend, store):
    """Those from a database that `store` has made."""
    return open_deletions(backend.url)


def rows(backend, table):
    ((number,),) = backend.execute(f"SELECT count(*) FROM {table}")
    return number


def aged(backend, id):
    """Let an article have been stored three days ago."""
    ago = {"sqlite": "'2000-01-01T00:00:00.000Z'", "postgresql": "timestamptz '2000-01-01 00:00Z'"}
    backend.execute(f"UPDATE articles SET stored = {ago[backend.url.partition(':')[0]]} WHERE id = '{id}' RETURNING 1")


# Removing


def test_nothing_is_left_of_an_article_but_that_it_was_deleted(backend, store, deletions):
    store.save([full_article()], [Way("4bf92f3577b34da6a3ce929d0e0e4736", ())])
    assert deletions.delete(["full"], key_of("1-0")) == Removed(1, 1)
    assert {table: rows(backend, table) for table in TABLES} == {**dict.fromkeys(TABLES, 0), "deletions": 1}


def test_every_revision_goes_and_other_articles_stay(store, deletions):
    store.save([article(content="A"), article(content="B", revision=2, entry="2-0"), full_article()])
    assert deletions.delete(["a"], key_of("2-0")) == Removed(1, 2)
    assert store.ids("", 9) == ["full"]
    assert store.article("full") == full_article()


def test_what_others_name_as_well_is_still_found(store, deletions):
    store.save([full_article("one"), full_article("two").model_copy(update={"entry": "2-0"})])
    deletions.delete(["one"], key_of("1-0"))
    assert [each.entity.articles for each in store.find("Ana Cruz", None, 9).dossiers] == [1]


def test_deleting_again_or_what_was_never_stored_removes_nothing(store, deletions):
    store.save([article()])
    for expected in (Removed(1, 1), Removed(0, 0)):
        assert deletions.delete(["a"], key_of("1-0")) == expected
    assert deletions.delete(["b"], key_of("1-0")) == Removed(0, 0)
    assert deletions.delete([], key_of("1-0")) == Removed(0, 0)


def test_which_articles_were_deleted_is_known(deletions):
    deletions.delete(["a", "b"], key_of("1-0"))
    assert deletions.deleted(["b", "c"]) == {"b"}


@pytest.mark.parametrize("id", ["a\0b", "\ud800", "'; --", ""])
def test_an_id_of_any_kind_can_be_asked_for(store, deletions, id):
    store.save([article()])
    assert deletions.selected(Selection(frozenset({id})), "", 9) == []
    assert deletions.deleted([id]) == set()
    assert deletions.delete([id], key_of("1-0")) == Removed(0, 0)
    assert store.count() == 1


# Not coming back


def test_a_redelivery_of_a_deleted_article_is_refused(backend, store, deletions):
    store.save([full_article()])
    deletions.delete(["full"], key_of("1-0"))
    other = article("b")
    assert outcomes(store.save([full_article(), other, full_article()])) == [(1, "deleted"), (1, "new"), (1, "deleted")]
    assert store.ids("", 9) == ["b"]
    assert rows(backend, "canonical_entities") == 0


def test_what_is_published_after_the_deletion_is_new(store, deletions):
    store.save([article(content="A", entry="9-0")])
    deletions.delete(["a"], key_of("9-5"))
    assert outcomes(store.save([article(content="A", entry="9-5")])) == [(1, "deleted")]
    assert outcomes(store.save([article(content="A", entry="10-0")])) == [(1, "new")]
    assert outcomes(store.save([article(content="A", entry="9-0")])) == [(1, "deleted")]
    assert store.article("a").entry == "10-0"


def test_an_article_is_refused_whatever_it_says_of_its_entry_if_that_is_no_entry(store, deletions):
    deletions.delete(["a"], key_of("1-0"))
    assert outcomes(store.save([article(entry="of my own")])) == [(1, "deleted")]


def test_while_it_is_unknown_what_redis_has_an_article_is_refused_and_later_by_what_it_had(store, deletions):
    deletions.delete(["a"], UNKNOWN)
    assert outcomes(store.save([article(entry="5-0")])) == [(1, "deleted")]
    deletions.finish(["a"], key_of("5-0"))
    assert outcomes(store.save([article(entry="5-0")])) == [(1, "deleted")]
    assert outcomes(store.save([article(entry="6-0")])) == [(1, "new")]


def test_a_second_deletion_takes_the_place_of_one_of_which_the_entry_is_unknown(store, deletions):
    deletions.delete(["a"], UNKNOWN)
    deletions.delete(["a"], key_of("5-0"))
    assert outcomes(store.save([article(entry="6-0")])) == [(1, "new")]


def test_a_second_deletion_refuses_no_less_than_the_first(store, deletions):
    deletions.delete(["a"], key_of("5-0"))
    deletions.delete(["a"], key_of("4-0"))
    assert outcomes(store.save([article(entry="5-0")])) == [(1, "deleted")]


def test_an_article_that_the_database_cannot_hold_harms_no_deletion(store, deletions):
    deletions.delete(["a"], key_of("1-0"))
    bad = article("bad", revision=2**63)
    refused, poison, new = store.save([article(), bad, article("c")])
    assert (refused.outcome, type(poison), new.outcome) == ("deleted", Poison, "new")


def test_a_deletion_is_unfinished_until_redis_has_forgotten_the_article(deletions):
    deletions.delete(["a", "b"], key_of("1-0"))
    assert sorted(deletions.unfinished(9)) == ["a", "b"]
    deletions.finish(["a"], key_of("2-0"))
    assert deletions.unfinished(9) == ["b"]
    deletions.delete(["a"], key_of("3-0"))
    assert len(deletions.unfinished(9)) == 2


def test_only_what_is_finished_is_no_longer_remembered_in_the_end(deletions):
    deletions.delete(["a", "b"], key_of("1-0"))
    deletions.finish(["a"], key_of("1-0"))
    deletions.forget(3600)
    assert deletions.deleted(["a", "b"]) == {"a", "b"}
    time.sleep(0.01)
    deletions.forget(0)
    assert deletions.deleted(["a", "b"]) == {"b"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["save", "delete"]), st.sampled_from("ab"), st.sampled_from("XY"), st.integers(1, 6)),
        max_size=12,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_at_no_time_is_anything_stored_that_was_published_before_its_deletion(new_backend, steps):
    backend = new_backend()
    store, deletions = backend.store(), open_deletions(backend.url)
    store.migrate()
    last = dict.fromkeys("ab", 0)
    for step, id, content, number in steps:
        if step == "delete":
            deletions.delete([id], key_of(f"{number}-0"))
            last[id] = max(last[id], number)
            assert store.article(id) is None
        else:
            (saved,) = store.save([article(id, content, entry=f"{number}-0")])
            assert (saved.outcome == "deleted") == (number <= last[id])
    store.close()


# Choosing


def test_articles_are_chosen_by_id_source_and_day_of_their_latest_revision(store, deletions):
    store.save(
        [
            article("a", "A", source="Wire", published="2012-12-28T23:59:00-05:00"),
            article("b", "B", source="Wire", published="2012-12-29"),
            article("b", "C", source="Desk", published="2012-12-30", revision=2, entry="2-0"),
            article("c", "D", published="2012-12-29T00:30:00+09:00"),
        ]
    )

    def chosen(**conditions):
        return deletions.selected(Selection(**conditions), "", 9)

    assert chosen() == [("a", 1), ("b", 2), ("c", 1)]
    assert chosen(ids=frozenset("bx")) == [("b", 2)]
    assert chosen(source="wire") == [("a", 1)]
    assert chosen(before="2012-12-29") == [("a", 1)]
    assert chosen(before="2012-12-30") == [("a", 1), ("c", 1)]
    assert chosen(source="Desk", before="2012-12-30") == []
    assert chosen(ids=frozenset("ab"), source="Desk") == [("b", 2)]
    assert deletions.selected(Selection(), "a", 1) == [("b", 2)]


# Age


def test_articles_expire_in_portions_the_oldest_first(backend, store, deletions):
    for n, id in enumerate("abc"):
        store.save([article(id, entry=f"{n}-0")])
    for id in "ab":
        aged(backend, id)
    assert deletions.expire(86_400, 1) == Removed(1, 1)
    assert deletions.expire(86_400, 9) == Removed(1, 1)
    assert deletions.expire(86_400, 9) == Removed(0, 0)
    assert store.ids("", 9) == ["c"]


def test_looking_for_old_articles_waits_for_no_writer_where_there_are_none(backend, store):
    store.save([article("a")])
    with backend.locked():
        assert backend.impatient_deletions().expire(86_400, 9) == Removed(0, 0)


def test_an_article_with_a_young_revision_keeps_all_of_them(backend, store, deletions):
    store.save([article(content="A")])
    aged(backend, "a")
    store.save([article(content="B", revision=2, entry="2-0")])
    assert deletions.expire(86_400, 9) == Removed(0, 0)
    assert store.article("a", 1).text == "A"


def test_what_had_brought_an_expired_article_is_refused_and_what_is_published_anew_is_not(backend, store, deletions):
    store.save([article(content="A", entry="5-0"), article(content="B", entry="10-0", revision=2)])
    aged(backend, "a")
    assert deletions.expire(86_400, 9) == Removed(1, 2)
    assert outcomes(store.save([article(content="A", entry="5-0")])) == [(1, "deleted")]
    assert outcomes(store.save([article(content="B", entry="10-0")])) == [(1, "deleted")]
    assert outcomes(store.save([article(content="A", entry="11-0")])) == [(1, "new")]


# Several at once


def test_saving_and_deleting_at_once_leaves_an_article_whole_or_gone(store, deletions):
    def save(n):
        return store.save([full_article(f"x{i}").model_copy(update={"entry": f"{n}-{i}"}) for i in range(10)])

    with ThreadPoolExecutor() as pool:
        saving = [pool.submit(save, n) for n in range(1, 20)]
        deleting = [
            pool.submit(deletions.delete, [f"x{i}" for i in range(n % 5, 10)], key_of("9-99")) for n in range(20)
        ]
        for each in [*saving, *deleting]:
            each.result()
    for id in store.ids("", 99):
        assert store.article(id).entities == full_article().entities
    deletions.delete([f"x{i}" for i in range(10)], key_of("99-0"))
    assert not store.find("Ana Cruz", None, 9).dossiers
    assert store.count() == 0


def test_expiring_at_once_removes_each_article_once(backend, store, deletions):
    store.save([article(f"a{n}") for n in range(100)])
    for n in range(100):
        aged(backend, f"a{n}")
    with ThreadPoolExecutor() as pool:
        removed = [each.result() for each in [pool.submit(deletions.expire, 86_400, 30) for _ in range(4)]]
    while (more := deletions.expire(86_400, 30)).articles:
        removed.append(more)
    assert sum(each.articles for each in removed) == 100


# A database that can't be used


def test_a_database_that_is_missing_is_unusable(backend):
    deletions = open_deletions(backend.url)
    for attempt in (
        lambda: deletions.selected(Selection(), "", 1),
        lambda: deletions.deleted(["a"]),
        lambda: deletions.delete(["a"], key_of("1-0")),
        lambda: deletions.expire(1, 1),
        lambda: deletions.unfinished(1),
        lambda: deletions.finish(["a"], key_of("1-0")),
        lambda: deletions.forget(1),
    ):
        with pytest.raises(UnusableDatabase):
            attempt()


def test_a_locked_database_is_transient_and_nothing_is_deleted(backend, store):
    store.save([article()])
    with backend.locked(), pytest.raises(Transient):
        backend.impatient_deletions().delete(["a"], key_of("1-0"))
    assert store.count() == 1
