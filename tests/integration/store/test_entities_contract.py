"""What any database knows of the things that articles name, seen through its Protocol alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from stored_articles import article, outcomes

from services.store import entities
from services.store.entities import Appearance
from services.wire.failures import Poison
from services.wire.messages import Entity, Mention, Place

LAVROV = "Sergei Lavrov"


def entity(name, label="PERSON", geonames=None):
    place = geonames and Place(geonames=geonames, name=name, country="RU", lat=55.75, lon=37.6, confidence=0.9)
    return Entity(id=1, label=label, name=name, mentions=(Mention(start=0, end=1, text=name),), place=place)


def naming(id, *entities, **fields):
    """An article with these entities; a bare name is that of a person."""
    given = [entity(each) if isinstance(each, str) else each for each in entities]
    numbered = tuple(each.model_copy(update={"id": number}) for number, each in enumerate(given, 1))
    return article(id, **{"content": f"{id} A", "entities": numbered} | fields)


def found(store, name, label=None, limit=20):
    """Each thing of that name as (label, geonames, articles)."""
    return [
        (each.entity.label, each.entity.place and each.entity.place.geonames, each.entity.articles)
        for each in store.find(name, label, limit).dossiers
    ]


def ids(store, name, limit=20):
    return [appearance.id for dossier in store.find(name, None, limit).dossiers for appearance in dossier.newest]


def beside(store, name, limit=20):
    [dossier] = store.find(name, None, limit).dossiers
    return [(each.name, each.articles) for each in dossier.beside]


def others(store, name):
    return [(each.name, each.articles) for each in store.find(name, None, 20).others]


def test_one_spelling_finds_the_articles_of_all(store):
    store.save(
        [naming("a", LAVROV), naming("b", "SERGEI LAVROV"), naming("c", "Sergeï Lavrov."), naming("d", "Lavrov")]
    )
    assert found(store, "sergei  lavrov") == [("PERSON", None, 3)]
    assert sorted(ids(store, "sergei  lavrov")) == ["a", "b", "c"]


def test_a_name_of_two_labels_or_places_is_several_things_the_most_frequent_first(store):
    moscow, idaho = entity("Moscow", "GPE", 524901), entity("Moscow", "GPE", 5601538)
    store.save([naming("a", moscow), naming("b", idaho), naming("c", moscow), naming("d", moscow)])
    store.save([naming("e", entity("Moscow", "GPE")), naming("f", entity("Moscow", "GPE")), naming("g", "Moscow")])
    assert found(store, "Moscow") == [("GPE", 524901, 3), ("GPE", None, 2), ("GPE", 5601538, 1), ("PERSON", None, 1)]
    assert found(store, "Moscow", label="PERSON") == [("PERSON", None, 1)]


def test_articles_come_newest_first_with_the_dates_of_first_and_last(store):
    store.save(
        [
            naming("first", LAVROV, published="2012-12-29", headline="One"),
            naming("third", LAVROV, published="2013-01-02T23:00:00-05:00"),
            naming("second", LAVROV, published="2012-12-31"),
        ]
    )
    [dossier] = store.find(LAVROV, None, 2).dossiers
    assert dossier.newest == [
        Appearance("third", "2013-01-02T23:00:00-05:00", "third A"),
        Appearance("second", "2012-12-31", "second A"),
    ]
    assert (dossier.first, dossier.last, dossier.entity.articles) == ("2012-12-29", "2013-01-02", 3)
    assert store.find(LAVROV, None, 9).dossiers[0].newest[-1] == Appearance("first", "2012-12-29", "One")


def test_what_stands_beside_it_is_counted_in_articles(store):
    store.save([naming("a", LAVROV, "Assad", "Annan"), naming("b", LAVROV, "Assad", "ASSAD"), naming("c", "Assad")])
    assert beside(store, LAVROV) == [("Assad", 2), ("Annan", 1)]
    assert beside(store, LAVROV, limit=1) == [("Assad", 2)]


def test_an_article_in_which_two_entities_are_one_thing_counts_once(store):
    store.save([naming("a", "Smith", "smith", "Jones")])
    assert found(store, "Smith") == [("PERSON", None, 1)]
    assert ids(store, "Smith") == ["a"]
    assert beside(store, "Smith") == [("Jones", 1)]


def test_things_that_share_a_word_are_offered_the_most_frequent_first(store):
    store.save([naming("a", LAVROV, "Yekaterina Lavrova"), naming("b", LAVROV), naming("c", "Lavrov Foundation")])
    assert others(store, "Lavrov") == [(LAVROV, 2), ("Lavrov Foundation", 1)]
    assert others(store, LAVROV) == [("Lavrov Foundation", 1)]
    assert others(store, "Kofi Annan") == []


def test_where_none_shares_a_word_those_that_begin_alike_are_offered(store):
    store.save([naming("a", LAVROV, "Kofi Annan")])
    assert others(store, "Lavrof") == [(LAVROV, 1)]


def test_at_most_ten_others_are_offered(store):
    store.save([naming(str(n), *(f"John {n}" for n in range(12))) for n in range(2)])
    assert len(others(store, "John")) == 10


@pytest.mark.parametrize("name", ["", "...", "%", "_", "nobody", "a\0b", "\udcff", " ".join(map(str, range(500)))])
def test_a_name_that_no_article_has_finds_nothing(store, name):
    store.save([naming("a", LAVROV)])
    assert (found(store, name), others(store, name)) == ([], [])


# Which articles count


def test_only_the_latest_revision_of_an_article_counts_whichever_came_first(store):
    store.save([naming("a", "Annan", content="new", revision=2, entry="2-0"), naming("a", LAVROV, content="old")])
    assert found(store, LAVROV) == []
    assert others(store, "Lavrov") == []
    assert found(store, "Annan") == [("PERSON", None, 1)]


def test_saving_again_changes_nothing(store):
    sent = [naming("a", LAVROV, "Annan"), naming("b", LAVROV)]
    for _ in range(3):
        store.save(sent)
    assert found(store, LAVROV) == [("PERSON", None, 2)]
    assert beside(store, LAVROV) == [("Annan", 1)]


def test_an_article_that_is_gone_is_no_longer_counted(backend, store):
    store.save([naming("a", LAVROV, "Annan"), naming("b", LAVROV)])
    backend.execute("DELETE FROM articles WHERE id = 'a'")
    assert found(store, LAVROV) == [("PERSON", None, 1)]
    assert found(store, "Annan") == []
    store.save([naming("a", LAVROV, "Annan")])
    assert found(store, "Annan") == [("PERSON", None, 1)]


def test_poison_names_nothing_and_its_neighbours_do(store):
    bad = naming("bad", LAVROV, text="\ud83d")
    results = store.save([bad, naming("a", LAVROV)])
    assert isinstance(results[0], Poison)
    assert ids(store, LAVROV) == ["a"]


@pytest.mark.parametrize("odd", [entity("..."), entity("a" * 5000), entity("Moscow", "GPE", 2**70)])
def test_an_entity_that_no_index_can_hold_is_stored_and_leaves_the_others_be(store, odd):
    sent = naming("a", odd, LAVROV)
    assert outcomes(store.save([sent])) == [(1, "new")]
    assert store.article("a") == sent
    assert ids(store, LAVROV) == ["a"]


# Several writers, older versions


def test_writers_of_the_same_new_names_in_any_order_wait_for_each_other_and_never_fail(backend, store):
    writers, rounds, names = 4, 10, [f"person {n}" for n in range(400)]
    together = Barrier(writers)

    def save_all(writer: int) -> None:
        own, order = backend.store(), Random(writer)
        for n in range(rounds):
            persons = [entity(f"{name} of round {n}") for name in order.sample(names, len(names))]
            poison = article(f"bad {writer}", text="\ud83d")
            together.wait(timeout=60)
            saved, refused = own.save([naming(f"{writer}-{n}", *persons), poison])
            assert outcomes([saved]) == [(1, "new")]
            assert isinstance(refused, Poison)
        own.close()

    with ThreadPoolExecutor(writers) as threads:
        list(threads.map(save_all, range(writers)))
    assert backend.execute("SELECT count(*) FROM canonical_entities") == [(rounds * len(names),)]
    assert found(store, "person 1 of round 1") == [("PERSON", None, writers)]


def test_what_an_older_version_saved_is_completed_when_a_store_starts(backend, store):
    store.save([naming("a", LAVROV, "Annan"), naming("b", entity("Moscow", "GPE", 524901), "..."), naming("c", LAVROV)])
    # An older version knows no such column and leaves it null.
    backend.execute("UPDATE entities SET canonical = NULL")
    backend.execute("DELETE FROM canonical_entities")
    assert found(store, LAVROV) == []
    for _ in range(2):
        store.migrate()
        assert found(store, LAVROV) == [("PERSON", None, 2)]
        assert found(store, "Moscow") == [("GPE", 524901, 1)]
        assert beside(store, LAVROV) == [("Annan", 1)]


def test_a_database_from_before_there_were_such_things_is_brought_up_to_date_by_many_at_once(backend, migrated_before):
    migrated_before("canonical_entities")
    for n in (1, 2):
        backend.execute(f"""INSERT INTO articles (key, id, revision, content_hash, entry, published, published_from,
            language, text, engine_dateline)
            VALUES ({n}, 'a{n}', 1, 'A', '{n}-0', '2012-12-29', 'text', 'en', 'A', '0.1.0')""")
        backend.execute(f"""INSERT INTO entities (article, id, label, name, place) VALUES
            ({n}, 1, 'GPE', 'MOSCOW', '{{"geonames": 524901, "name": "Moscow", "lat": 1, "lon": 1, "confidence": 1}}'),
            ({n}, 2, 'PERSON', '{LAVROV}', NULL)""")
    stores = [backend.store() for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda store: store.migrate(), stores))
    assert found(stores[0], "Moscow") == [("GPE", 524901, 2)]
    assert beside(stores[0], LAVROV) == [("MOSCOW", 2)]
    assert [each.id for each in stores[0].articles()] == ["a1", "a2"]


# Speed


QUERIES = {
    "of that name": (entities.NAMED, "canonical_entities_name_key", "sqlite_autoindex_canonical_entities"),
    "how many": (entities.COUNTED, "entities_by_canonical", "entities_by_canonical"),
    "newest": (entities.NEWEST, "entities_by_canonical", "entities_by_canonical"),
    "beside": (entities.BESIDE, "entities_by_canonical", "entities_by_canonical"),
}


@pytest.mark.parametrize(("query", "postgres", "sqlite"), QUERIES.values(), ids=QUERIES)
def test_no_table_is_read_whole_for_what_is_asked_of_a_thing(backend, store, query, postgres, sqlite):
    plan = backend.plan(query.replace("$1", "'1'").replace("$2", "'20'"))
    assert postgres in plan or sqlite in plan
    assert not re.search(r"(Seq Scan on|SCAN) (entities|own|other|articles|canonical_entities|thing)", plan)
