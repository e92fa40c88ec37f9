"""What is PostgreSQL's own: users and their rights, what it can't hold, many writers at once."""

import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

import pytest
from one_line import one_line
from postgres_server import PASSWORD, USER
from stored_articles import article, full_article, outcomes
from until import until

from services.store.migrations import Migration, migrations
from services.store.postgres import PostgresStore, schema, stories
from services.store.postgres.connection import Connection
from services.store.protocol import Saved, UnusableDatabase
from services.wire.failures import Poison, Transient
from services.wire.messages import Place

pytestmark = pytest.mark.parametrize("new_backend", ["postgres"], indirect=True)


_ARTICLE = """INSERT INTO articles (id, revision, content_hash, entry, published, published_from, language, text,
    engine_dateline) VALUES ('a', 1, 'A', '1-0', '2012-12-29', 'text', 'en', 'Snow in Oslo on Friday', '0.1.0')"""
_THING = "INSERT INTO canonical_entities (name_key, label, geonames, name) VALUES ('oslo', 'GPE', 0, 'Oslo')"


def query(url: str, sql: str) -> list[tuple]:
    with closing(Connection(url)) as connection:
        return [tuple(row) for row in connection.fetch(sql)]


refusal = partial(one_line, UnusableDatabase)


# Users, rights, schemas


def test_a_wrong_password_is_one_line_that_names_each_place_where_it_may_stand(backend):
    url = backend.url.replace(PASSWORD, "secret")
    told = refusal(PostgresStore(url).migrate)
    assert "password authentication failed" in told
    assert all(place in told for place in ("DATELINE_DATABASE_URL", "PGPASSWORD", "POSTGRES_PASSWORD in .env"))
    assert "secret" not in refusal(PostgresStore(url).count)


def test_a_missing_database_is_one_line_and_is_not_created(backend):
    store = PostgresStore(f"{backend.url.partition('?')[0]}_missing")
    for attempt in (store.migrate, store.count, lambda: store.save([article()])):
        assert "_missing: database" in refusal(attempt)
        assert "createdb" in refusal(attempt)


def test_a_user_without_rights_is_told_so(backend, store):
    role = f"role_{secrets.token_hex(4)}"
    with closing(Connection(backend.url)) as connection:
        [(own,)] = connection.fetch("SELECT current_schema()")
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'; GRANT USAGE ON SCHEMA {own} TO {role}")
    stranger = PostgresStore(backend.url.replace(USER, role, 1))
    for attempt in (stranger.migrate, stranger.count, lambda: stranger.save([article()])):
        assert "permission denied" in refusal(attempt)


def test_tables_of_somebody_else_are_left_alone(backend):
    with closing(Connection(backend.url)) as connection:
        connection.execute("CREATE TABLE articles (theirs text)")
    assert '"articles" already exists; give Dateline a database of its own' in refusal(backend.store().migrate)
    assert query(backend.url, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()") == [("articles",)]


def test_an_option_that_the_server_does_not_know_is_one_line(backend):
    assert "check the options" in refusal(PostgresStore(f"{backend.url}&conect_timeout=3").migrate)


def test_a_database_that_cannot_hold_every_character_is_refused(backend):
    name = f"latin_{secrets.token_hex(4)}"
    with closing(Connection(backend.url)) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'")
    latin = PostgresStore(f"{backend.url.rpartition('/')[0]}/{name}")
    assert "LATIN1: create it anew with ENCODING 'UTF8'" in refusal(latin.migrate)


def test_an_older_database_is_brought_up_to_date_with_all_that_is_in_it(backend, store, monkeypatch):
    store.save([full_article()])
    newest = len(migrations("postgres"))
    later = Migration(newest + 1, "9999_later.sql", "CREATE TABLE later (x text); INSERT INTO later VALUES ('a;b');")
    monkeypatch.setattr(schema, "migrations", lambda _: (*migrations("postgres"), later))
    assert f"has schema {newest}, not {newest + 1}: start `dateline up` on it" in refusal(store.count)
    store.migrate()
    assert store.article("full") == full_article()
    assert query(backend.url, "SELECT x FROM later") == [("a;b",)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(backend, store, monkeypatch):
    broken = Migration(len(migrations("postgres")) + 1, "9999_broken.sql", "CREATE TABLE later (x text); SELECT 1/0;")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda _: (*migrations("postgres"), broken))
        with pytest.raises(Transient, match="division by zero"):
            store.migrate()
    assert query(backend.url, "SELECT to_regclass('later')") == [(None,)]
    assert outcomes(store.save([article()])) == [(1, "new")]


# What can't be held


def test_a_migration_waits_for_who_saves_and_neither_waits_in_a_circle(backend, migrated_before):
    migrated_before("many_articles")
    query(backend.url, _ARTICLE)
    with closing(Connection(backend.url)) as saver, ThreadPoolExecutor() as threads:
        saver.execute(f"BEGIN; {_THING}")
        saver.fetch("SELECT pg_advisory_xact_lock($1)", stories.LOCK)
        migrated = threads.submit(backend.store().migrate)
        until(lambda: query(backend.url, "SELECT 1 FROM pg_locks WHERE NOT granted"), "the migration waits")
        saver.execute("SELECT * FROM stories; COMMIT")
        migrated.result()
    assert query(backend.url, "SELECT max(number) FROM migrations") == [(migrations("postgres")[-1].number,)]


def test_an_id_too_long_for_an_index_is_poison(store):
    long = "".join(random.Random(0).choices("abcdefghijklmnopqrstuvwxyz", k=20_000))
    poison, after = store.save([article(long), article("after")])
    assert isinstance(poison, Poison)
    assert outcomes([after]) == [(1, "new")]


def test_nul_is_poison_wherever_it_stands(store):
    full = full_article("nul")
    place = Place(geonames=1, name="a\0b", lat=0, lon=0, confidence=1)
    entities = (full.entities[0].model_copy(update={"place": place}),)
    for bad in (article("nul\0"), article("nul", "a\0b"), full.model_copy(update={"entities": entities})):
        poison, after = store.save([bad, article("after")])
        assert isinstance(poison, Poison)
        assert "\n" not in str(poison)
        assert isinstance(after, Saved)
    assert [found.id for found in store.articles()] == ["after"]


# Many writers


def test_writers_of_the_same_articles_in_any_order_wait_for_each_other_and_never_fail(backend, store):
    sent = [article(f"a{n}", entry="1-0") for n in range(40)]
    poison = article("bad", "\0")

    def save_all(seed: int) -> list[tuple[int, str]]:
        own, order = backend.store(), random.Random(seed)
        found = []
        for _ in range(5):
            mixed = [*order.sample(sent, len(sent)), poison]
            order.shuffle(mixed)
            found += [result for result in outcomes(own.save(mixed)) if not isinstance(result, Poison)]
        own.close()
        return found

    with ThreadPoolExecutor(6) as threads:
        results = [result for found in threads.map(save_all, range(6)) for result in found]
    assert results.count((1, "new")) == len(sent)
    assert results.count((1, "redelivery")) == 29 * len(sent)


def test_revisions_that_arrive_at_two_writers_at_once_get_numbers_of_their_own(backend, store):
    def save_own(n: int) -> tuple[int, str]:
        own = backend.store()
        [result] = outcomes(own.save([article("a", f"content {n}", entry=f"{n}-0")]))
        own.close()
        return result

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(save_own, range(8)))
    assert sorted(results) == [(revision, "new") for revision in range(1, 9)]
