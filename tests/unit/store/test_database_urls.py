from pathlib import Path

import pytest

from services.store.connect import open_store
from services.store.postgres import PostgresStore
from services.store.postgres.location import location
from services.store.protocol import UnusableDatabase
from services.store.settings import StoreSettings


def test_the_database_is_a_file_in_the_data_directory_unless_set():
    assert StoreSettings(data_dir=Path("some/where")).database() == "sqlite:///some/where/dateline.db"
    assert StoreSettings(data_dir=Path("/data")).database() == "sqlite:////data/dateline.db"
    assert StoreSettings(database_url="sqlite:///other.db").database() == "sqlite:///other.db"


def test_three_slashes_are_a_relative_path_and_four_an_absolute_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///relative 100%.db").migrate()
    open_store(f"sqlite:///{tmp_path}/absolute.db").migrate()
    assert {file.name for file in tmp_path.glob("*.db")} == {"relative 100%.db", "absolute.db"}


def test_opening_a_store_creates_nothing(tmp_path):
    open_store(f"sqlite:///{tmp_path}/dateline.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["mysql://localhost/news", "dateline.db", "sqlite://news.db", "sqlite:///", ""])
def test_a_url_of_no_known_database_is_one_line_that_names_what_is(url):
    with pytest.raises(UnusableDatabase, match=r"DATELINE_DATABASE_URL .* must be sqlite:///PATH") as refusal:
        open_store(url)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:password@db.example.org:5433/news",
        "postgres://user@localhost/news?sslmode=require",
        "postgresql://[::1]:5432/news",
        "postgresql://first,second:5433/news?target_session_attrs=read-write",
        "postgresql:///news?host=/run/postgresql",
        "postgresql://",
    ],
)
def test_postgresql_urls_are_taken_as_its_clients_do(url):
    assert isinstance(open_store(url), PostgresStore)


def test_messages_name_host_and_database_but_nothing_else_of_the_url():
    assert location("postgres://user:p@ss@db:5433/news?password=secret") == "postgresql://db:5433/news"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:secret@localhost/news",
        "postgresql://user:secret",
        "postgresql://user:secret/word@localhost/news",
        "postgresql://user:secret#word@localhost/news",
        "postgresql://user:secret@[::1/news",
        "postgresql://user:secret@localhost:port/news",
    ],
)
def test_a_password_in_a_url_that_is_none_is_not_shown(url):
    with pytest.raises(UnusableDatabase, match=r"DATELINE_DATABASE_URL is .* must be .*postgresql://USER") as refusal:
        open_store(url)
    assert "secret" not in str(refusal.value)
    assert "\n" not in str(refusal.value)
