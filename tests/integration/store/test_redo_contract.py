"""What any database does with articles that were enriched again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_articles import article, full_article, outcomes

from services.store.search.query import parse
from services.store.search.selecting import Selected
from services.store.search.wanted import Wanted
from services.wire.failures import Poison
from services.wire.messages import Engine, Entity, Mention, Timex

NEWER = Engine(dateline="0.2.0", model="larger 4.0")


def again(id="a", content="A", *, redo=1, name="Oslo", **fields):
    """An article that was enriched again, and what was found: one entity, one date."""
    entity = Entity(id=1, label="GPE", name=name, mentions=(Mention(start=0, end=1, text=content[0]),))
    date = Timex(start=0, end=1, text=content[0], type="DATE", value="2012-12-29", begin="2012-12-29")
    return article(id, content, redo=redo, entities=(entity,), dates=(date,), engine=NEWER, **fields)


def found_in(article):
    return [entity.name for entity in article.entities], [date.value for date in article.dates], article.engine


def test_what_was_found_is_replaced_and_nothing_else(store):
    store.save([full_article()])
    before = full_article()
    new = again("full", before.content_hash, language="en", entry=before.entry)
    assert outcomes(store.save([new])) == [(1, "replaced")]
    after = store.article("full")
    assert found_in(after) == (["Oslo"], ["2012-12-29"], NEWER)
    kept = before.model_copy(update={"entities": after.entities, "dates": after.dates, "engine": NEWER})
    assert after == kept
    assert store.count() == 1


def test_a_revision_is_replaced_by_its_content_and_keeps_its_number(store):
    store.save([article(content="A"), article(content="B", entry="2-0")])
    assert outcomes(store.save([again(content="A", revision=7)])) == [(1, "replaced")]
    assert found_in(store.article("a", 1))[0] == ["Oslo"]
    assert found_in(store.article("a", 2))[0] == []


def test_entities_and_search_know_the_new_record_alone(store):
    store.save([full_article(), again("full", full_article().content_hash, redo=None)])
    store.save([again("full", full_article().content_hash, name="Bergen")])
    assert not store.find("Cebu", None, 9).dossiers
    assert [dossier.entity.articles for dossier in store.find("Bergen", None, 9).dossiers] == [1]
    assert [hit.id for hit in store.search(parse("storm"), Wanted(entities=("Bergen",)), 9)] == ["full"]


def test_a_replaced_record_is_a_change_and_comes_after_those_before(store):
    store.save([article("a"), article("b")])
    *_, last = store.changes(0, 99)
    store.save([again("a")])
    assert [change.article.id for change in store.changes(last.sequence, 99)] == ["a"]
    store.save([again("a")])
    assert len(store.changes(last.sequence, 99)) == 1


@pytest.mark.parametrize("known", [[], [article("a", "B")]], ids=["no such article", "no such content"])
def test_what_is_not_stored_is_never_added(store, known):
    store.save(known)
    assert outcomes(store.save([again("a", "A")])) == [(1, "kept")]
    assert store.count() == len(known)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(min_value=0, max_value=4), min_size=1, max_size=6), st.data())
def test_the_last_request_wins_in_whatever_order_and_however_often_they_come(new_backend, requests, data):
    store = new_backend().store()
    store.migrate()
    store.save([article("a")])
    messages = [again("a", redo=asked, name=f"Name {asked}") if asked else article("a") for asked in requests]
    batches = data.draw(st.integers(min_value=1, max_value=len(messages)))
    for at in range(0, len(messages), batches):
        store.save(messages[at : at + batches])
    names = [f"Name {max(requests)}"] if any(requests) else []
    assert found_in(store.article("a"))[0] == names
    store.close()


def test_results_stand_in_the_order_of_the_articles_whether_first_or_again(store):
    store.save([article("a"), article("b")])
    results = store.save([again("a"), article("c"), again("x"), article("b", entry="9-0"), again("b"), again("c")])
    assert outcomes(results) == [
        (1, "replaced"), (1, "new"), (1, "kept"), (1, "duplicate"), (1, "replaced"), (1, "replaced"),
    ]  # fmt: skip


def test_a_record_that_the_database_cannot_hold_leaves_the_old_one(store):
    store.save([article("a")])
    twice = again("a").entities * 2
    [result] = store.save([again("a").model_copy(update={"entities": twice})])
    assert isinstance(result, Poison)
    assert store.article("a") == article("a")


def test_articles_are_selected_page_by_page_by_engine_words_and_source(store):
    store.save([article(id, f"{id} storm", source="Wire" if id < "c" else None) for id in "abcd"])
    store.save([again("b", "b storm"), article("a", "calm now", entry="2-0", source="Wire")])
    assert {engine.dateline for engine in store.engines()} == {"0.1.0", "0.2.0"}
    old = [engine for engine in store.engines() if engine.dateline == "0.1.0"]

    def ids(selected, after="", limit=9):
        return [found.id for found in store.selected(selected, after, limit)]

    assert ids(Selected()) == ["a", "b", "c", "d"]
    assert (ids(Selected(), "", 2), ids(Selected(), "b", 2), ids(Selected(), "d", 2)) == (["a", "b"], ["c", "d"], [])
    assert ids(Selected(engines=old)) == ["a", "c", "d"]
    assert ids(Selected(engines=[])) == []
    assert ids(Selected(parse("storm"), engines=old), "c") == ["d"]
    assert ids(Selected(parse("storm"), Wanted(source="wire"))) == ["b"]
    assert store.selected(Selected(), "", 1) == [article("a", "calm now", revision=2, entry="2-0", source="Wire")]
