"""Finding articles in any database, seen through its Protocol alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_articles import article, outcomes

from services.store.search.articles import RANKED, Hit
from services.store.search.query import UnusableQuery, parse
from services.store.search.snippet import Snippet
from services.store.search.wanted import Area, Wanted
from services.wire.messages import Entity, Mention, Place, Timex

ANY = Wanted()


def ids(store, line, wanted=ANY, limit=20):
    """The ids of what is found, in order; an empty line asks for articles whatever their words."""
    return [hit.id for hit in store.search(parse(line) if line else None, wanted, limit)]


def found(store, line, wanted=ANY):
    return sorted(ids(store, line, wanted))


def entity(name, label="PERSON", place=None):
    return Entity(id=1, label=label, name=name, mentions=(Mention(start=0, end=1, text=name),), place=place)


def place(name, geonames, country=None, admin1=None):
    at = Place(geonames=geonames, name=name, country=country, admin1=admin1, lat=1, lon=1, confidence=0.9)
    return entity(name, "GPE", at)


def naming(id, *entities, **fields):
    numbered = tuple(each.model_copy(update={"id": number}) for number, each in enumerate(entities, 1))
    return article(id, f"{id} A", entities=numbered, **fields)


def dated(id, *intervals, **fields):
    dates = [
        Timex(start=0, end=1, text="A", type="DATE", begin=begin, end_before=end_before)
        for begin, end_before in intervals
    ]
    return article(id, f"{id} A", dates=tuple(dates), **fields)


def texts(**by_id):
    return [article(id, text) for id, text in by_id.items()]


# Words


def test_an_article_must_have_all_words_wherever_they_stand(store):
    store.save(texts(a="A storm hits Cebu", b="Storm over Manila; Cebu is spared", c="A storm", d="Cebu"))
    assert found(store, "cebu storm") == ["a", "b"]


def test_a_phrase_is_words_next_to_each_other_in_order(store):
    store.save(texts(a="The prime minister spoke", b="The minister, prime among them", c="Prime\n\nMINISTER"))
    assert found(store, '"prime minister"') == ["a", "c"]


def test_what_is_excluded_is_not_found(store):
    store.save(texts(a="storm in Cebu", b="storm of words", c="storm in a tea cup"))
    assert found(store, "storm -cebu") == ["b", "c"]
    assert found(store, 'storm -cebu -"tea cup"') == ["b"]


def test_a_star_finds_words_that_begin_so(store):
    store.save(texts(a="glacier melts", b="glaciers melt", c="glass melts", d="a glacial lake"))
    assert found(store, "glacier*") == ["a", "b"]
    assert found(store, "glac* mel*") == ["a", "b"]
    assert found(store, '"glaciers mel*"') == ["b"]
    assert found(store, "glacier") == ["a"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Café Müller", "cafe muller"),
        ("Cafe Muller", "CAFÉ MÜLLER"),
        ("Cafe\u0301", "café"),
        ("Straße nach Łódź", "strasse"),
        ("Sergei Lavrov’s visit", "lavrov"),
        ("President al-Assad", '"al assad"'),
        ("President Al Assad", "al-assad"),
        ("the U.S. Senate", "u.s."),
        ("don’t", "don't"),
        ("Ελλάδα ΕΛΛΆΔΑ", "ελλαδα"),
        ("Москва", "москва"),
        ("日本語のニュース", "日本"),
        ("great🤣news", "news"),
        ("₺50", "50"),
        ("snake_case", "case"),
    ],
)
def test_case_accents_and_signs_are_set_aside(store, text, line):
    store.save(texts(a=text, b="something else"))
    assert ids(store, line) == ["a"]


def test_headline_and_text_are_searched_but_no_phrase_goes_from_one_into_the_other(store):
    store.save([article("a", "Storm hits Cebu\n\nMayor speaks", headline="Storm hits Cebu")])
    assert ids(store, "storm mayor") == ["a"]
    assert ids(store, '"cebu mayor"') == []
    assert ids(store, '"mayor speaks"') == ["a"]


def test_a_word_in_the_headline_ranks_above_one_in_the_text_and_more_of_them_above_fewer(store):
    filler = " and so on" * 30
    store.save(
        [
            article("once", f"News\n\nA storm{filler}", headline="News"),
            article("headline", f"A storm\n\nNews{filler}", headline="A storm"),
            article("often", f"News\n\nstorm storm storm storm{filler}", headline="News"),
            article("none", f"News\n\n{filler}", headline="News"),
        ]
    )
    assert ids(store, "storm") in (["headline", "often", "once"], ["often", "headline", "once"])
    assert ids(store, "storm")[-1] == "once"
    assert len(ids(store, "storm", limit=2)) == 2


def test_of_many_articles_those_stored_last_are_ranked(store):
    store.save([article("best", "storm storm")])
    store.save([article(f"{n:04}", f"storm {n} and more") for n in range(RANKED)])
    assert "best" not in ids(store, "storm", limit=RANKED + 1)
    assert ids(store, "storm -more") == ["best"]


def test_a_hit_says_what_the_article_is_and_shows_where_the_words_are(store):
    text = "Storm hits Cebu\n\nThe mayor spoke of a storm."
    store.save([article("a", text, headline="Storm hits Cebu", source="Example", published="2013-01-02")])
    [hit] = store.search(parse("storm"), ANY, 5)
    assert hit.score is not None
    snippet = Snippet("The mayor spoke of a storm.", ((21, 26),))
    assert hit == Hit("a", 1, "2013-01-02", "Example", "Storm hits Cebu", hit.score, snippet)


OPERATORS = st.sampled_from(
    [
        *[
            "AND",
            "OR",
            "NOT",
            "NEAR",
            "NEAR(",
            ")",
            "(",
            '"',
            "'",
            "*",
            "^",
            ":",
            "headline:",
            "-",
            "+",
            "{",
            "}",
            "\\",
        ],
        *["&", "|", "!", "<->", ":*", "a", "\0", "\udcff", "😀", "日", "%", "$1", "?", ";", "--", " ", " "],
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(line=st.lists(OPERATORS | st.text(max_size=3), max_size=12).map("".join))
def test_no_line_is_more_than_words_to_look_for(store, line):
    try:
        query = parse(line)
    except UnusableQuery:
        return
    assert store.search(query, ANY, 5) == []


# Which articles count


def test_only_the_latest_revision_is_found_whichever_came_first(store):
    store.save([article("a", "new storm", revision=2, entry="2-0"), article("a", "old flood")])
    assert ids(store, "flood") == []
    assert ids(store, "storm") == ["a"]
    assert ids(store, "", Wanted(source=None)) == ["a"]


def test_saving_again_changes_nothing(store):
    for _ in range(3):
        store.save([article("a", "storm"), article("b", "storm")])
    assert found(store, "storm") == ["a", "b"]


def test_an_article_that_is_gone_is_not_found_and_may_come_again(backend, store):
    store.save([article("a", "storm over Cebu"), article("b", "storm")])
    backend.execute("DELETE FROM articles WHERE id = 'a'")
    assert ids(store, "storm") == ["b"]
    assert ids(store, "cebu") == []
    store.save([article("a", "storm over Manila")])
    assert found(store, "storm") == ["a", "b"]
    assert ids(store, "cebu") == []


def test_poison_is_not_found_and_its_neighbours_are(store):
    store.save([article("bad", "storm \ud83d"), article("a", "storm")])
    assert ids(store, "storm") == ["a"]


@pytest.mark.parametrize(
    "text",
    ["storm " * 300_000, " ".join(f"word{n}" for n in range(400_000)) + " storm", "x" * 3_000_000 + " storm", ""],
    ids=["one word very often", "very many words", "a very long word", "none"],
)
def test_a_text_that_no_index_can_hold_is_stored_all_the_same(store, text):
    assert outcomes(store.save([article("a", text=text), article("b", "storm")])) == [(1, "new")] * 2
    assert "b" in ids(store, "storm")


# Who, where, when, from whom


def test_entities_are_found_by_their_normalised_names_and_all_must_be_named(store):
    lavrov, annan = entity("Sergei Lavrov"), entity("Kofi Annan")
    store.save([naming("a", lavrov), naming("b", entity("SERGEI LAVROV"), annan), naming("c", annan)])
    assert found(store, "", Wanted(entities=["sergei lavrov"])) == ["a", "b"]
    assert found(store, "", Wanted(entities=["sergei lavrov", "kofi annan"])) == ["b"]
    assert found(store, "a", Wanted(entities=["kofi annan"])) == ["b", "c"]
    assert found(store, "", Wanted(entities=["nobody"])) == []


def test_a_place_is_found_by_what_it_is_or_lies_in(store):
    store.save(
        [
            naming("paris", place("Paris", 2988507, "FR", "Île-de-France")),
            naming("france", place("France", 3017382, "FR")),
            naming("quebec", place("Montreal", 6077243, "CA", "Quebec")),
            naming("other", place("Quebec", 1, "US", "Quebec"), place("Texas", 2, "US", "Texas")),
            naming("nowhere", entity("Paris", "GPE")),
        ]
    )
    assert found(store, "", Wanted(area=Area(geonames=[2988507]))) == ["paris"]
    assert found(store, "", Wanted(area=Area(countries=["FR"]))) == ["france", "paris"]
    assert found(store, "", Wanted(area=Area(states=[("CA", "Quebec")]))) == ["quebec"]
    both = Area(geonames=[1], countries=["FR", "DE"], states=[("CA", "Quebec"), ("CA", "Ontario")])
    assert found(store, "", Wanted(area=both)) == ["france", "other", "paris", "quebec"]
    assert found(store, "a", Wanted(area=Area())) == []


def test_a_date_is_found_if_its_interval_overlaps(store):
    store.save(
        [
            dated("day", ("2012-12-29", "2012-12-30")),
            dated("year", ("2012-01-01", "2013-01-01")),
            dated("next", ("2013-01-01", "2013-01-02")),
            dated("both", ("1999-01-01", "1999-02-01"), ("2012-12-31T20:00:00", "2013-01-01T06:00:00")),
            dated("apart", ("2012-11-01", "2012-11-02"), ("2013-02-01", "2013-02-02")),
            dated("none", (None, None)),
        ]
    )
    december = Wanted(begin="2012-12-01", end_before="2013-01-01")
    assert found(store, "", december) == ["both", "day", "year"]
    assert found(store, "a", december) == ["both", "day", "year"]
    assert found(store, "", Wanted(begin="2013-01-01")) == ["apart", "both", "next"]
    assert found(store, "", Wanted(end_before="2000-01-01")) == ["both"]


def test_a_source_is_found_by_its_whole_name(store):
    store.save([article("a", "A", source="Example"), article("b", "B", source="Other"), article("c", "C")])
    assert ids(store, "", Wanted(source="example")) == ["a"]
    assert ids(store, "", Wanted(source="Exam")) == []
    assert ids(store, "b", Wanted(source="Example")) == []
    assert ids(store, "b", Wanted(source="Other")) == ["b"]


def test_without_words_the_newest_come_first(store):
    store.save(
        [
            article("first", "A", published="2012-12-29"),
            article("third", "B", published="2013-01-02T23:00:00-05:00"),
            article("second", "C", published="2012-12-31"),
        ]
    )
    hits = store.search(None, ANY, 2)
    assert [hit.id for hit in hits] == ["third", "second"]
    assert hits[0].score is None
    assert hits[0].snippet == Snippet("B", ())


# Older versions


def test_a_database_from_before_there_was_a_search_is_brought_up_to_date_by_many_at_once(backend, migrated_before):
    migrated_before("search")
    backend.execute("""INSERT INTO canonical_entities (key, name_key, label, geonames, name)
        VALUES (1, 'moscow', 'GPE', 524901, 'Moscow')""")
    for n in range(250):
        backend.execute(f"""INSERT INTO articles (key, id, revision, content_hash, entry, published, published_from,
            language, headline, text, engine_dateline)
            VALUES ({n}, 'a{n}', 1, 'A', '{n}-0', '2012-12-29', 'text', 'en', 'A Storm', 'A Storm

no. {n}', '0.1.0')""")
    moscow = '{"geonames": 524901, "name": "Moscow", "country": "RU", "lat": 1, "lon": 1, "confidence": 1}'
    backend.execute(
        f"""INSERT INTO entities (article, id, label, name, place, canonical)
            VALUES (7, 1, 'GPE', 'Moscow', '{moscow}', 1)"""
    )
    stores = [backend.store() for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda store: store.migrate(), stores))
    assert len(ids(stores[0], '"a storm"', limit=1000)) == 250
    assert ids(stores[0], "storm 249") == ["a249"]
    assert ids(stores[0], "", Wanted(area=Area(countries=["RU"]))) == ["a7"]


def test_what_was_saved_without_words_is_completed_when_a_store_starts(backend, store):
    store.save([article("a", "storm"), article("b", "storm")])
    backend.execute("DELETE FROM article_words")
    assert ids(store, "storm") == []
    for _ in range(2):
        store.migrate()
        assert found(store, "storm") == ["a", "b"]
