"""Texts that mean something to a database are texts, wherever they stand and in every database."""

import pytest
from stored_articles import article

from services.store.search.query import parse
from services.store.search.wanted import Area, Wanted
from services.wire.messages import Entity, Mention, Place

HOSTILE = [
    "'; DROP TABLE articles; --",
    "' OR 1=1 --",
    '" OR "a"="a',
    "a' UNION SELECT key FROM articles --",
    "%",
    "_",
    "\\",
    "\\'; --",
    "$1",
    "?1",
    ":id",
    "{0}",
    "a*' NEAR b",
    "a' & !b | 'c",
    "E'\\x41'",
    "$$ $$",
    "/* */",
]


def named(name):
    place = Place(geonames=1, name=name, country=name[:2], admin1=name, lat=1, lon=1, confidence=0.9)
    mention = (Mention(start=0, end=1, text=name),)
    return (
        Entity(id=1, label=name, name=f"Cruz {name}", mentions=mention),
        Entity(id=2, label="GPE", name=f"Cebu {name}", mentions=mention, place=place),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_saved_with_it_is_found_with_it_and_nothing_else(store, text):
    fields = dict.fromkeys(("url", "source", "headline", "byline", "language"), text)
    evil = article(text, f"{text} storm", entities=named(text), **fields)
    other = article("other", "A storm hits Cebu", source="Example")
    store.save([evil, other])
    assert store.article(text) == evil
    assert store.ids(text, 10) == [text]
    assert store.revisions(text) == [1]
    assert {each.id for each in store.articles()} == {text, "other"}
    for wanted in (
        Wanted(source=text),
        Wanted(entities=[f"Cruz {text}"]),
        Wanted(area=Area(states=[(text[:2], text)])),
        Wanted(area=Area(countries=[text[:2]])),
    ):
        assert [hit.id for hit in store.search(None, wanted, 10)] == [text]
    assert "other" in [hit.id for hit in store.search(parse("storm"), Wanted(), 10)]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_asked_for_with_it_is_not_there(store, text):
    store.save([article("other", "A storm hits Cebu", source="Example", entities=named("Cebu"))])
    assert store.article(text) is None
    assert store.ids(text, 10) == []
    assert store.find(text, None, 10).dossiers == []
    assert store.find("Cebu", text, 10).dossiers == []
    for wanted in (
        Wanted(source=text),
        Wanted(entities=[text]),
        Wanted(begin=text, end_before=text),
        Wanted(area=Area(countries=[text], states=[(text, text)])),
    ):
        assert store.search(None, wanted, 10) == []
    assert store.count() == 1
