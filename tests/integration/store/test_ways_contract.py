"""What any database keeps of the way by which an article came."""

import pytest
from stored_articles import article, outcomes

from services.store.way import Way
from services.wire.failures import Poison
from services.wire.messages.trail import Step

INGEST = Step("ingest", "ingest-bcff198e", "1795515844767-0", 1, 16, 1795515844780, 1795515844792)
STORE = Step("store", "store-2b1c0de5", "1795515844800-0", 2, 1, 1795515844803)
WAY, OTHER = Way("4bf92f3577b34da6a3ce929d0e0e4736", (INGEST, STORE)), Way("a" * 32, (STORE,))


def test_the_way_is_kept_with_the_revision_that_came_by_it(store):
    store.save([article(content="A"), article(content="B", revision=2, entry="2-0")], [WAY, OTHER])
    assert store.way("a", 1) == WAY
    assert store.way("a", 2) == OTHER


def test_what_came_by_no_known_way_has_none(store):
    store.save([article("a")])
    assert store.way("a", 1) is None
    assert store.way("b", 1) is None


def test_what_comes_again_leaves_the_way_by_which_it_was_stored(store):
    store.save([article()], [WAY])
    store.save([article(), article(entry="2-0")], [OTHER, OTHER])
    assert store.way("a", 1) == WAY


def test_an_article_that_comes_twice_at_once_has_the_way_of_the_one_that_was_stored(store):
    assert outcomes(store.save([article(), article(entry="2-0")], [WAY, OTHER])) == [(1, "new"), (1, "duplicate")]
    assert store.way("a", 1) == WAY


def test_a_record_that_is_replaced_has_the_way_of_what_replaced_it(store):
    store.save([article()], [WAY])
    store.save([article(redo=2), article(redo=1), article(redo=3)], [WAY, WAY, OTHER])
    assert store.way("a", 1) == OTHER
    store.save([article(redo=2)], [WAY])
    assert store.way("a", 1) == OTHER


def test_articles_and_ways_that_do_not_match_are_not_paired(store):
    with pytest.raises(ValueError, match="zip"):
        store.save([article("a"), article("b")], [WAY])
    assert store.way("a", 1) is None


def test_the_way_of_an_article_that_cannot_be_held_is_left_out_and_the_others_are_kept(store):
    bad = article("bad", published="2012-12-29", text="x", source="\ud83d")
    _, poison, _ = store.save([article("a"), bad, article("b")], [WAY, OTHER, OTHER])
    assert isinstance(poison, Poison)
    assert store.way("a", 1) == WAY
    assert store.way("b", 1) == OTHER
