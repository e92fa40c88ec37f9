"""The numbers of changes, on any database: they grow in the order of the commits, whoever writes."""

from contextlib import closing

from stored_articles import article

from services.store.migrations import migrations


def numbers(backend) -> dict[str, int]:
    """The number of each revision, as `id/revision`, and of each article that was deleted, as its id."""
    rows = backend.execute("""SELECT coalesce(deleted, id || '/' || revision), sequence
        FROM changes LEFT JOIN articles ON key = article ORDER BY sequence""")
    return dict(rows)


def test_what_is_stored_gets_the_next_number(backend, store):
    store.save([article("b"), article("a")])
    store.save([article("a", "corrected", revision=2, entry="2-0")])
    assert list(numbers(backend)) == ["b/1", "a/1", "a/2"]


def test_what_is_not_stored_changes_no_number(backend, store):
    store.save([article("a"), article("b")])
    before = numbers(backend)
    store.save([article("a"), article("b", entry="2-0"), article("c", text="half \ud83d a face")])
    assert numbers(backend) == before


def test_what_is_replaced_gets_a_new_number(backend, store):
    store.save([article("a"), article("b")])
    last = max(numbers(backend).values())
    backend.execute("UPDATE articles SET engine_dateline = '9' WHERE id = 'a' RETURNING key")
    assert list(numbers(backend)) == ["b/1", "a/1"]
    assert numbers(backend)["a/1"] > last


def test_an_article_that_goes_leaves_one_number_and_its_id(backend, store):
    store.save([article("a"), article("a", "corrected", revision=2, entry="2-0"), article("b")])
    last = max(numbers(backend).values())
    backend.execute("DELETE FROM articles WHERE id = 'a' RETURNING key")
    assert list(numbers(backend)) == ["b/1", "a"]
    assert numbers(backend)["a"] > last


def test_an_article_that_comes_back_after_its_deletion_has_the_higher_number(backend, store):
    for _ in range(2):
        store.save([article("a")])
        assert list(numbers(backend))[-1] == "a/1"
        backend.execute("DELETE FROM articles WHERE id = 'a' RETURNING key")
        assert list(numbers(backend)) == ["a"]


def test_articles_of_an_older_database_are_numbered_in_the_order_of_storing(backend, monkeypatch):
    with monkeypatch.context() as patch:
        for kind in ("sqlite", "postgres"):
            patch.setattr(f"services.store.{kind}.schema.migrations", lambda database: migrations(database)[:5])
        backend.store().migrate()
    for id in ("c", "b", "d"):
        backend.execute(f"""INSERT INTO articles
            (id, revision, content_hash, entry, published, published_from, language, text, engine_dateline)
            VALUES ('{id}', 1, '', '1-0', '2012-12-29', 'stated', 'en', '', '0.1.0') RETURNING key""")
    with closing(backend.store()) as store:
        store.migrate()
        store.save([article("a")])
    assert list(numbers(backend)) == ["c/1", "b/1", "d/1", "a/1"]
