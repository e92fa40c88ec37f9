"""What any database behind the store does, seen through its Protocol alone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice

import pytest
from stored_articles import article, batch, full_article, outcomes

from services.store.migrations import migrations
from services.store.protocol import UnusableDatabase
from services.wire.failures import Poison, Transient

NEWEST = migrations("sqlite")[-1].number


def test_an_article_comes_back_as_it_was_saved(store):
    store.save([full_article()])
    assert store.article("full") == full_article()
    assert list(store.articles()) == [full_article()]


def test_saving_nothing_saves_nothing(store):
    assert store.save([]) == []
    assert store.count() == 0


def test_an_unknown_article_is_none(store):
    store.save([article("a")])
    assert store.article("b") is None
    assert store.article("a", revision=2) is None


def test_results_stand_in_the_order_of_the_articles(store):
    store.save([article("b", entry="2-0")])
    results = store.save([article("a"), article("b", entry="2-0"), article("b", entry="3-0"), article("c")])
    assert outcomes(results) == [(1, "new"), (1, "redelivery"), (1, "duplicate"), (1, "new")]


# Revisions


def test_the_same_entry_again_is_a_redelivery_and_changes_nothing(store):
    store.save([full_article()])
    assert outcomes(store.save([full_article()])) == [(1, "redelivery")]
    assert list(store.articles()) == [full_article()]


def test_the_same_content_from_another_entry_is_a_duplicate(store):
    store.save([article(content="A", entry="1-0")])
    assert outcomes(store.save([article(content="A", entry="2-0")])) == [(1, "duplicate")]
    assert store.article("a").entry == "1-0"


def test_other_content_is_the_next_revision_and_earlier_ones_are_kept(store):
    store.save([article(content="A", revision=1), article(content="B", revision=2, entry="2-0")])
    assert store.article("a").text == "B"
    assert store.article("a", revision=1).text == "A"
    assert store.count() == 1


def test_content_of_an_earlier_revision_that_comes_back_is_a_duplicate(store):
    back = article(content="A", revision=3, entry="3-0")
    results = store.save([article(content="A"), article(content="B", revision=2, entry="2-0"), back])
    assert outcomes(results) == [(1, "new"), (2, "new"), (1, "duplicate")]
    assert store.article("a").text == "B"


def test_a_later_revision_may_arrive_first(store):
    assert outcomes(store.save([article(content="B", revision=2, entry="2-0")])) == [(2, "new")]
    assert outcomes(store.save([article(content="A", revision=1)])) == [(1, "new")]
    assert store.article("a").text == "B"


def test_when_redis_has_forgotten_new_content_still_gets_the_next_revision(store):
    store.save([article(content="A", revision=1), article(content="B", revision=2, entry="2-0")])
    after = article(content="C", revision=1, entry="9-0")
    assert outcomes(store.save([after])) == [(3, "new")]
    assert outcomes(store.save([after])) == [(3, "redelivery")]
    assert store.article("a").text == "C"


def test_when_redis_has_forgotten_known_content_is_a_duplicate(store):
    store.save([article(content="A", revision=1), article(content="B", revision=2, entry="2-0")])
    assert outcomes(store.save([article(content="B", revision=1, entry="9-0")])) == [(2, "duplicate")]


@pytest.mark.parametrize("revision", [0, -5])
def test_a_revision_below_one_counts_as_one(store, revision):
    assert outcomes(store.save([article(revision=revision)])) == [(1, "new")]
    assert store.article("a", revision=1).text == "A"


# What can't be held


UNHOLDABLE = {
    "lone surrogate": article("bad", text="half \ud83d a face"),
    "lone surrogate in an id": article("bad\ud800"),
    "number past 64 bits": article("bad", revision=2**63),
    "two entities with one id": full_article("bad").model_copy(update={"entities": full_article().entities[:1] * 2}),
}


@pytest.mark.parametrize("bad", UNHOLDABLE.values(), ids=UNHOLDABLE)
def test_an_article_that_cannot_be_held_is_poison_and_its_neighbours_are_stored(store, bad):
    before, poison, after = store.save([article("before"), bad, article("after")])
    assert outcomes([before, after]) == [(1, "new"), (1, "new")]
    assert isinstance(poison, Poison)
    assert "bad" in str(poison)
    assert "\n" not in str(poison)
    assert [found.id for found in store.articles()] == ["before", "after"]


def test_after_poison_the_same_id_can_be_stored(store):
    store.save([article("a", text="\ud83d")])
    assert outcomes(store.save([article("a")])) == [(1, "new")]


def test_a_nul_character_harms_nobody(store):
    nul = article("nul", text="before\0after")
    result, neighbour = store.save([nul, article("b")])
    assert outcomes([neighbour]) == [(1, "new")]
    assert isinstance(result, Poison) or store.article("nul") == nul


def test_long_texts_are_kept_whole(store):
    long = article("long", text="ä😀" * 2_500_000)
    store.save([long])
    assert store.article("long") == long


# Reading


def test_articles_come_in_order_of_publication_then_of_storing(store):
    store.save(
        [
            article("tokyo morning", published="2012-12-29T08:00:00+09:00"),
            article("next day", published="2012-12-30"),
            article("london at midnight", published="2012-12-29"),
            article("london the evening before", published="2012-12-28T23:30:00Z"),
            article("another next day", published="2012-12-30"),
        ]
    )
    in_order = ["tokyo morning", "london the evening before", "london at midnight", "next day", "another next day"]
    assert [found.id for found in store.articles()] == in_order
    assert [found.id for found in store.articles(limit=2)] == in_order[-2:]
    assert list(store.articles(limit=0)) == []


def test_articles_gives_only_the_latest_revision_of_each_id(store):
    store.save([article(content="B", revision=2), article("b"), article(content="A", published="2013-01-01")])
    assert sorted((found.id, found.revision) for found in store.articles()) == [("a", 2), ("b", 1)]
    assert [found.revision for found in store.articles(limit=5) if found.id == "a"] == [2]
    assert store.count() == 2


def test_reading_sees_one_state_while_others_save(store):
    store.save(batch("old", 5))
    reading = store.articles()
    first = next(reading)
    store.save([article("old-4", "corrected", revision=2, published="2030-01-01"), article("new")])
    assert [found.id for found in [first, *reading]] == [f"old-{n}" for n in range(5)]
    assert store.count() == 6


def test_a_reading_that_is_given_up_leaves_nothing_locked(backend, store):
    store.save(batch("a", 5))
    list(islice(store.articles(), 1))
    assert outcomes(backend.impatient().save([article("b")])) == [(1, "new")]


def test_ids_are_found_by_their_beginning(store):
    store.save([article("ab1"), article("ab2"), article("AB3"), article("a%"), article("b"), article("a😀")])
    assert store.ids("ab", 10) == ["ab1", "ab2"]
    assert store.ids("a", 2) == ["a%", "ab1"]
    assert store.ids("a%", 10) == ["a%"]
    assert store.ids("a😀", 10) == ["a😀"]
    assert store.ids("", 10) == ["AB3", "a%", "ab1", "ab2", "a😀", "b"]
    assert store.ids("zz", 10) == []


def test_threads_may_share_a_store(store):
    batches = [batch(f"t{n}", 5) for n in range(20)]
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(store.save, batches))
    assert all(outcomes(result) == [(1, "new")] * 5 for result in results)
    assert store.count() == 100


# The database as a whole


def test_a_database_may_be_migrated_again(store):
    store.save([article()])
    store.migrate()
    assert store.count() == 1


def test_a_closed_store_can_be_used_again(store):
    store.save([article("a")])
    store.close()
    assert outcomes(store.save([article("b")])) == [(1, "new")]


def test_a_locked_database_is_transient_and_nothing_is_stored(backend, store):
    impatient = backend.impatient()
    with backend.locked(), pytest.raises(Transient):
        impatient.save([article()])
    assert store.count() == 0
    assert outcomes(impatient.save([article()])) == [(1, "new")]


def test_a_database_locked_at_the_start_is_transient(backend, store):
    with backend.locked(), pytest.raises(Transient):
        backend.impatient().migrate()


def test_reading_a_database_that_is_not_there_says_so_and_creates_nothing(backend):
    for _ in range(2):
        with pytest.raises(UnusableDatabase, match="no database"):
            backend.store().count()


def test_saving_before_the_database_is_there_says_so(backend):
    with pytest.raises(UnusableDatabase, match="no database"):
        backend.store().save([article()])


def test_a_newer_database_is_used_as_long_as_it_says_that_this_code_works_on_it(backend, store):
    store.save([article("before")])
    backend.later_version(NEWEST)
    with closing(backend.store()) as other:
        other.migrate()
        other.save([article("after")])
        assert sorted(found.id for found in other.articles()) == ["after", "before"]


def test_a_database_too_new_for_the_code_is_refused_in_one_line(backend, store):
    backend.later_version(NEWEST + 1)
    for attempt in (store.migrate, store.count, lambda: next(store.articles())):
        with pytest.raises(UnusableDatabase, match=r"schema 9999.* upgrade Dateline") as refusal:
            attempt()
        assert "\n" not in str(refusal.value)
