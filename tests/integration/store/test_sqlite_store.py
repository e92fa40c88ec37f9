"""What is SQLite's own: files, directories, disks."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from stored_articles import article, batch, full_article, outcomes

from services.store.migrations import Migration, migrations
from services.store.protocol import UnusableDatabase
from services.store.sqlite import SqliteStore, schema
from services.store.sqlite.connection import connect, explained, transaction
from services.store.sqlite.writing import save
from services.wire.failures import Transient


@pytest.fixture
def path(tmp_path):
    return tmp_path / "dateline.db"


@pytest.fixture
def sqlite(path):
    store = SqliteStore(path, busy_seconds=0.02)
    store.migrate()
    yield store
    store.close()


def test_missing_directories_are_created(tmp_path):
    store = SqliteStore(tmp_path / "a b" / "ü?#%20" / "dateline.db")
    store.migrate()
    store.save([article()])
    assert store.count() == 1
    assert (tmp_path / "a b" / "ü?#%20" / "dateline.db").exists()


def test_reading_creates_neither_file_nor_directory(tmp_path):
    with pytest.raises(UnusableDatabase):
        SqliteStore(tmp_path / "nowhere" / "dateline.db").count()
    assert list(tmp_path.iterdir()) == []


def test_a_directory_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnusableDatabase, match=r"can't create directory .*file") as refusal:
        SqliteStore(tmp_path / "file" / "dateline.db").migrate()
    assert "\n" not in str(refusal.value)


def test_a_path_that_cannot_be_written_is_one_line(tmp_path):
    with pytest.raises(UnusableDatabase, match="unable to open database file; check"):
        SqliteStore(tmp_path).migrate()


def test_a_file_that_is_no_database_is_refused_and_left_alone(path):
    path.write_bytes(b"My diary. " * 1000)
    for attempt in (SqliteStore(path).migrate, SqliteStore(path).count):
        with pytest.raises(UnusableDatabase, match="not a database"):
            attempt()
    assert path.read_bytes() == b"My diary. " * 1000


def test_an_empty_file_asks_for_the_services_to_be_started(path):
    path.touch()
    with pytest.raises(UnusableDatabase, match="or the store"):
        SqliteStore(path).count()


def test_an_older_database_is_brought_up_to_date_with_all_that_is_in_it(path, sqlite, monkeypatch):
    sqlite.save([full_article()])
    newest = len(migrations("sqlite"))
    later = Migration(
        newest + 1, "9999_later.sql", "CREATE TABLE later (x); -- one;\nINSERT INTO later VALUES ('a;b');\n"
    )
    monkeypatch.setattr(schema, "migrations", lambda _: (*migrations("sqlite"), later))
    with pytest.raises(UnusableDatabase, match=f"has schema {newest}, not {newest + 1}: start `dateline up` on it"):
        sqlite.count()
    sqlite.migrate()
    assert sqlite.article("full") == full_article()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT x FROM later").fetchall() == [("a;b",)]
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (newest + 1,)


def test_a_migration_that_fails_leaves_the_database_as_it_was(path, sqlite, monkeypatch):
    broken = Migration(
        len(migrations("sqlite")) + 1, "9999_broken.sql", "CREATE TABLE later (x);\nINSERT INTO nowhere VALUES (1);"
    )
    with monkeypatch.context() as patch, pytest.raises(sqlite3.OperationalError, match="nowhere"):
        patch.setattr(schema, "migrations", lambda _: (*migrations("sqlite"), broken))
        sqlite.migrate()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'later'").fetchall() == []
    assert outcomes(sqlite.save([article()])) == [(1, "new")]


def test_readers_go_on_while_another_process_writes(path, sqlite):
    sqlite.save([article()])
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        assert sqlite.count() == 1


def test_a_database_deleted_under_a_running_store_is_missed_and_not_written_into_the_void(path, sqlite):
    sqlite.save([article("a")])
    for file in path.parent.glob("dateline.db*"):
        file.unlink()
    with pytest.raises(UnusableDatabase, match="no database"):
        sqlite.save([article("b")])
    sqlite.migrate()
    assert outcomes(sqlite.save([article("b")])) == [(1, "new")]
    assert sqlite.count() == 1


def test_a_database_put_back_in_place_is_written_again(path, sqlite):
    sqlite.save([article("a")])
    sqlite.close()
    copy = path.read_bytes()
    sqlite.save([article("b")])
    for file in path.parent.glob("dateline.db*"):
        file.unlink()
    path.write_bytes(copy)
    assert outcomes(sqlite.save([article("b")])) == [(1, "new")]
    assert sqlite.count() == 2


def test_a_full_disk_is_transient_and_the_batch_is_whole_or_absent(path, sqlite):
    with closing(connect(path, 0)) as connection:
        connection.execute("PRAGMA max_page_count = 40")
        with pytest.raises(Transient, match="full"), explained(path), transaction(connection):
            save(connection, batch("big", 200))
    assert sqlite.count() == 0


def test_a_disk_that_refuses_to_write_is_transient(path, sqlite):
    code = f"""
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, {str(__file__.rpartition("/")[0])!r})
from stored_articles import article, batch, outcomes
from services.store.sqlite import SqliteStore
from services.wire.failures import Transient
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = SqliteStore(Path({str(path)!r}))
store.save([article("before")])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    store.save(batch("big", 200))
except Transient as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(outcomes(store.save([article("after")])))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    error, after = run.stdout.splitlines()
    assert "disk" in error
    assert after == "[(1, 'new')]"
    assert sorted(found.id for found in sqlite.articles()) == ["after", "before"]


def test_a_commit_is_on_the_disk_when_save_returns(path, sqlite):
    with closing(connect(path, 0)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
