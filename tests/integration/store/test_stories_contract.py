"""Which articles any database takes for one story, seen through its Protocol alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_articles import article, outcomes

from services.store import postgres, sqlite
from services.store.migrations import migrations
from services.wire.failures import Poison

AGENCY = """Divers recovered the bell of the steamer Corvina on Tuesday, 94 years after it sank off Marrow Point.
The bell, which weighs 41 kilograms, hung in the bow and still carries the name of the yard, Tolland and Sons.
Marta Elzing, who led the dive, said the wreck lies at 38 metres and is covered by a net that caught two divers in 1987.
The Corvina went down in fog on the way from Port Selwyn to Asker with 212 people on board, of whom 61 were saved.
An inquiry blamed the captain, Olof Brandt, who had left the bridge to a boy of sixteen; he never spoke of it again.
The museum in Asker wants to show the bell from May, once the salt has been drawn out of the bronze."""
PARAGRAPHS = AGENCY.split("\n")

CUT, END = "\n".join(PARAGRAPHS[:3]), "\n".join(PARAGRAPHS[3:])
ADDED = "\n".join([*PARAGRAPHS[:4], "Our reader Ilka Noor remembers how her aunt waited at the pier.", *PARAGRAPHS[4:]])
TYPESET = AGENCY.replace("94 years", "ninety-four years").replace(", who", " – who").upper()

OTHER = """The council of Asker voted on Thursday to close the swimming pool at Lindenhof for repairs until the autumn.
Tiles have come loose over the diving basin, said Peer Haugen of the building office, and nobody can say how many more.
Schools will use the pool in Selwyn, half an hour away by bus; parents of 340 children got a letter on Friday.
The work costs 2.6 million, twice what was set aside, and the opposition asks why the cracks were not seen in 2019."""


def saved(store, *sent):
    """Save articles of these contents, a call each, as a, b, c, ..."""
    for id, content in zip("abcdefghij", sent, strict=False):
        assert outcomes(store.save([article(id, content)])) == [(1, "new")]


def stories(store) -> list[set[str]]:
    """The ids of each story's articles."""
    return sorted(({each.id for each in story.articles} for story in store.stories()), key=sorted)


@pytest.mark.parametrize("edited", [AGENCY, CUT, ADDED, TYPESET, f"The bell that rang for 94 years\n\n{AGENCY}"])
def test_an_article_and_its_edited_copy_are_one_story(store, edited):
    saved(store, AGENCY, OTHER, edited)
    assert stories(store) == [{"a", "c"}, {"b"}]


def test_articles_of_one_batch_find_each_other(store):
    store.save([article("a", AGENCY), article("b", OTHER), article("c", CUT), article("d", ADDED)])
    assert stories(store) == [{"a", "c", "d"}, {"b"}]


def test_many_copies_that_come_at_once_find_the_one_that_came_before(store):
    saved(store, AGENCY)
    store.save([article(f"copy {n}", f"{AGENCY}\nPage {n}", entry=f"{n}-9") for n in range(150)])
    assert [len(story) for story in stories(store)] == [151]


def test_the_story_keeps_the_key_of_the_article_that_began_it(store):
    saved(store, AGENCY)
    [first] = store.stories()
    saved_later = article("z", ADDED, published="2012-12-28")
    store.save([saved_later])
    [story] = store.stories()
    assert story.number == first.number
    assert [each.id for each in story.articles] == ["z", "a"], "by publication"


def test_an_article_that_is_like_two_stories_makes_them_one(store):
    saved(store, CUT, END)
    assert len(stories(store)) == 2
    [older, _] = sorted(story.number for story in store.stories())
    store.save([article("c", AGENCY)])
    [story] = store.stories()
    assert (story.number, {each.id for each in story.articles}) == (older, {"a", "b", "c"})


def test_the_articles_of_a_story_that_became_part_of_an_older_one_count_as_changed(backend, store):
    saved(store, CUT, END, OTHER, AGENCY)
    query = "SELECT id FROM changes JOIN articles ON key = article ORDER BY sequence"
    [a, c, *last] = [id for (id,) in backend.execute(query)]
    assert (a, c, sorted(last)) == ("a", "c", ["b", "d"])


def test_all_revisions_of_an_article_are_of_its_story_and_the_latest_is_listed(store):
    store.save([article("a", AGENCY, headline="Old"), article("b", ADDED, headline="Copy")])
    store.save([article("a", OTHER, revision=2, entry="2-0", headline="New")])
    [story] = store.stories()
    assert [each.headline for each in story.articles] == ["Copy", "New"]


def test_revisions_that_an_older_version_saved_take_those_with_a_story_along(backend, store):
    saved(store, AGENCY)
    store.save([article("b", CUT), article("b", OTHER, revision=2, entry="2-0")])
    for table in ("signatures", "stories"):
        backend.execute(f"DELETE FROM {table} WHERE article IN (SELECT key FROM articles WHERE id = 'b')")
    store.save([article("b", "More follows", revision=3, entry="3-0")])
    store.migrate()
    assert len({story for (story,) in backend.execute("SELECT story FROM stories")}) == 1


def test_saving_again_changes_nothing(store):
    saved(store, AGENCY, CUT, OTHER)
    before = list(store.stories())
    store.save([article("b", CUT), article("a", AGENCY, entry="9-0"), article("c", OTHER)])
    assert list(store.stories()) == before


@pytest.mark.parametrize("text", ["", "More follows.", "Watch: the full match of the day", "更多消息稍后发布", "a b c"])
def test_short_texts_are_stories_of_their_own(store, text):
    saved(store, f"{text}", f"{text} One", f"{text} Two")
    assert stories(store) == [{"a"}, {"b"}, {"c"}]


def test_a_footer_that_all_share_makes_no_story(store):
    footer = "\n" + " ".join(f"Subscribe to service number {n} of this paper and read more of it." for n in range(4))
    saved(store, *(f"{paragraph}{footer}" for paragraph in [*PARAGRAPHS, *OTHER.split("\n")]))
    assert len(stories(store)) == 10


def test_poison_is_of_no_story_and_its_neighbours_are(store):
    refused, *others = store.save(
        [article("bad", AGENCY, text=f"{AGENCY}\ud83d"), article("a", AGENCY), article("b", CUT)]
    )
    assert isinstance(refused, Poison)
    assert outcomes(others) == [(1, "new"), (1, "new")]
    assert stories(store) == [{"a", "b"}]


def test_a_story_outlives_the_article_that_began_it_and_goes_with_the_last(backend, store):
    saved(store, AGENCY, CUT, ADDED)
    [before] = store.stories()
    backend.execute("DELETE FROM articles WHERE id = 'a'")
    [story] = store.stories()
    assert (story.number, {each.id for each in story.articles}) == (before.number, {"b", "c"})
    backend.execute("DELETE FROM articles")
    assert list(store.stories()) == []
    assert backend.execute("SELECT count(*) FROM signatures") == [(0,)]


def test_stories_come_in_the_order_in_which_they_began_and_a_limit_leaves_the_newest(store):
    saved(store, AGENCY, OTHER, CUT, "Something else")
    assert [story.articles[0].id for story in store.stories()] == ["a", "b", "d"]
    assert [story.articles[0].id for story in store.stories(limit=2)] == ["b", "d"]
    assert [story.articles[0].id for story in store.stories(limit=9)] == ["a", "b", "d"]


def test_the_story_of_one_article_has_all_its_copies(store):
    store.save([article("a", AGENCY, source="One"), article("b", CUT, source="Two"), article("c", OTHER)])
    assert [(each.id, each.source) for each in store.story("b").articles] == [("a", "One"), ("b", "Two")]
    assert store.story("nobody") is None


# Any order, several writers, older versions

TEXTS = {
    "a": AGENCY,
    "b": CUT,
    "c": ADDED,
    "d": "\n".join(PARAGRAPHS[3:]),
    "e": OTHER,
    "f": TYPESET,
    "g": "More follows",
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(TEXTS)), size=st.integers(1, 7))
def test_the_order_of_arrival_makes_no_difference(new_backend, order, size):
    store = new_backend().store()
    store.migrate()
    sent = [article(id, TEXTS[id]) for id in order]
    for start in range(0, len(sent), size):
        store.save(sent[start : start + size])
    assert stories(store) == [{"a", "b", "c", "d", "f"}, {"e"}, {"g"}]
    store.close()


def test_writers_that_save_copies_at_once_come_to_one_story(backend, store):
    writers, rounds = 4, 10
    together = Barrier(writers)

    def save_all(writer: int) -> None:
        own = backend.store()
        for n in range(rounds):
            told = AGENCY.replace("Corvina", f"Corvina {n}").replace("94", f"1{n}4").replace("Asker", f"Asker {n}")
            together.wait(timeout=60)
            own.save([article(f"{n} {writer}", f"{told} {writer}"), article(f"other {n} {writer}", f"{n} {writer}")])
        own.close()

    with ThreadPoolExecutor(writers) as threads:
        list(threads.map(save_all, range(writers)))
    sizes = [len(story) for story in stories(store)]
    assert {size % writers for size in sizes if size > 1} == {0}, "copies that do not know of each other"
    assert sum(sizes) == 2 * writers * rounds


def test_what_an_older_version_saved_gets_its_story_when_a_store_starts(backend, store):
    saved(store, AGENCY, OTHER, CUT)
    backend.execute("DELETE FROM signatures")
    backend.execute("DELETE FROM stories")
    store.save([article("d", ADDED)])
    for _ in range(2):
        store.migrate()
        assert stories(store) == [{"a", "c", "d"}, {"b"}]


def test_a_database_from_before_there_were_stories_is_brought_up_to_date(backend, monkeypatch):
    with monkeypatch.context() as before:
        for schema in (sqlite.schema, postgres.schema):
            before.setattr(schema, "migrations", lambda database: migrations(database)[:4])
            before.setattr(schema, "complete", lambda _: None)
        backend.store().migrate()
    for key, text in enumerate([AGENCY, OTHER, *[ADDED] * 600], 1):
        backend.execute(f"""INSERT INTO articles (key, id, revision, content_hash, entry, published, published_from,
            language, text, engine_dateline)
            VALUES ({key}, 'a{key}', 1, 'A', '{key}-0', '2012-12-29', 'text', 'en', '{text}', '0.1.0')""")
    store = backend.store()
    store.migrate()
    assert sorted(map(len, stories(store))) == [1, 601]
    store.close()


def test_signatures_of_another_kind_are_made_anew_and_stories_stay(backend, store):
    saved(store, AGENCY, ADDED)
    [before] = store.stories()
    numbers = set(backend.execute("SELECT article, number FROM signatures"))
    backend.execute("UPDATE signatures SET number = -number / 2")
    backend.execute("UPDATE stories SET signature = NULL")
    store.migrate()
    assert set(backend.execute("SELECT article, number FROM signatures")) == numbers
    store.save([article("c", CUT)])
    [story] = store.stories()
    assert (story.number, {each.id for each in story.articles}) == (before.number, {"a", "b", "c"})


# Speed


def test_signatures_are_found_by_their_numbers(backend, store):
    plan = backend.plan("SELECT article FROM signatures WHERE number = 1 ORDER BY article DESC LIMIT 8")
    assert "signatures_by_number" in plan
    assert not re.search("Seq Scan|TEMP B-TREE|^SCAN", plan)
