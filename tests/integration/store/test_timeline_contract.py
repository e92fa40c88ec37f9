"""What is said to happen when, in any database, seen through its Protocol alone."""

from stored_articles import article

from services.store.search.periods import Unit
from services.store.search.query import parse
from services.store.search.snippet import Snippet
from services.store.search.timeline import Said
from services.store.search.wanted import Wanted
from services.wire.messages import Entity, Mention, Timex

ANY = Wanted()
TEXT = "Ana Cruz spoke on Monday. She leaves in May."
FAR = " and so on" * 40 + " Kofi Annan"
MONDAY, MAY, NONE = ("2012-12-24", "2012-12-25"), ("2013-05-01", "2013-06-01"), (None, None)


def said(id, *dates, text=TEXT, names=(), **fields):
    """An article with these dates, by the word and the interval of each, that names persons."""
    timexes = [
        Timex(
            start=text.index(word),
            end=text.index(word) + len(word),
            text=word,
            type="DATE",
            begin=begin,
            end_before=end,
        )
        for word, (begin, end) in dates
    ]
    entities = [
        Entity(id=number, label="PERSON", name=name, mentions=(_mention(text, name),))
        for number, name in enumerate(names, 1)
    ]
    return article(id, f"{id} A", text=text, dates=tuple(timexes), entities=tuple(entities), **fields)


def _mention(text, name):
    return Mention(start=text.index(name), end=text.index(name) + len(name), text=name)


def periods(store, line="", wanted=ANY, unit=Unit.MONTH, limit=40):
    found = store.timeline(parse(line) if line else None, wanted, unit, limit)
    return [(period.period, period.dates) for period in found.periods]


def test_dates_are_counted_by_their_periods_in_order_of_time(store):
    store.save([said("a", ("Monday", MONDAY), ("May", MAY)), said("b", ("Monday", MONDAY), ("She", NONE))])
    assert periods(store) == [("2012-12", 2), ("2013-05", 1)]
    assert periods(store, unit=Unit.DAY) == [("2012-12-24", 2), ("2013-05", 1)]
    assert periods(store, unit=None) == [("2012-12-24", 2), ("2013-05", 1)]
    assert periods(store, unit=None, limit=1) == [("2010s", 3)]


def test_the_article_stored_last_says_what_it_is_about(store):
    store.save([said("old", ("Monday", MONDAY)), said("new", ("Monday", MONDAY), headline="Ana Cruz")])
    [period] = store.timeline(None, ANY, Unit.DAY, 9).periods
    snippet = Snippet("Ana Cruz spoke on Monday. She leaves in May.", ((18, 24),))
    assert period.said == Said("new", "2012-12-29T10:15:00+04:00", "Ana Cruz", snippet)


def test_where_there_is_no_room_the_periods_with_most_dates_stay(store):
    store.save([said("a", ("Monday", MONDAY), ("May", MAY)), said("b", ("May", MAY))])
    found = store.timeline(None, ANY, Unit.MONTH, 1)
    assert [(period.period, period.dates) for period in found.periods] == [("2013-05", 2)]
    assert found.left_out == 1


def test_dates_are_those_of_articles_with_the_words_and_from_the_source(store):
    other = "Manila voted on Monday."
    store.save([said("a", ("May", MAY), source="One"), said("b", ("Monday", MONDAY), text=other, source="Two")])
    assert periods(store, "manila voted") == [("2012-12", 1)]
    assert periods(store, wanted=Wanted(source="One")) == [("2013-05", 1)]
    assert periods(store, "manila", Wanted(source="One")) == []


def test_an_interval_is_asked_of_each_date_itself(store):
    store.save([said("a", ("Monday", MONDAY), ("May", MAY))])
    assert periods(store, wanted=Wanted(begin="2013-05-31")) == [("2013-05", 1)]
    assert periods(store, wanted=Wanted(end_before="2013-01-01")) == [("2012-12", 1)]


def test_of_an_entity_the_dates_near_its_mentions_count(store):
    store.save([said("a", ("Monday", MONDAY), text=TEXT + FAR, names=["Ana Cruz", "Kofi Annan"])])
    assert periods(store, wanted=Wanted(entities=["ana cruz"])) == [("2012-12", 1)]
    assert periods(store, wanted=Wanted(entities=["Kofi Annan"])) == []
    assert periods(store, wanted=Wanted(entities=["ana cruz", "Kofi Annan"])) == []


def test_only_the_latest_revision_counts_and_nothing_that_is_gone(backend, store):
    store.save([said("a", ("May", MAY), revision=2, entry="2-0"), article("a", "old", text=TEXT)])
    store.save([said("b", ("Monday", MONDAY))])
    backend.execute("DELETE FROM articles WHERE id = 'b'")
    assert periods(store) == [("2013-05", 1)]
    store.save([article("a", "newest", text="No date.", revision=3, entry="3-0")])
    assert periods(store) == []


def test_offsets_that_are_none_of_the_text_harm_nothing(store):
    wrong = Timex(start=900, end=-3, text="?", type="DATE", begin="2012-12-24", end_before="2012-12-25")
    store.save([article("a", dates=(wrong,))])
    assert periods(store) == [("2012-12", 1)]
