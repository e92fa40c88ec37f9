"""A Redis with passwords, users, permissions and numbered databases."""

import re
from pathlib import Path

import pytest
import redis_server
from redis import Redis
from teams import UNREADABLE, article

from services.wire.events import Event

ROOT = Path(__file__).parents[3]
SECRET = "correct horse @:/?#"
QUOTED = "correct%20horse%20%40%3A%2F%3F%23"

AT_OTHER_TIMES = {
    "select": "a database with a number",
    "xclaim": "entries that were in hand for long, or of a worker that is gone",
    "xtrim": "entries that a group of others was still to read",
    "xread": "export --follow",
    "zmscore": "dead letters that have moved to the database",
    "zrem": "the same a day after they were replayed",
}
"""Commands that a run of a few seconds does without, and what each is for."""


def the_rule() -> list[str]:
    """The rule of the user in docs/redis.md, from ~ on."""
    line = re.search(r"ACL SETUSER dateline on '>PASSWORD' (.*?)\n\n", (ROOT / "docs/redis.md").read_text(), re.DOTALL)
    assert line
    return line[1].replace("\\\n", " ").split()


@pytest.fixture
def server(tmp_path):
    with redis_server.start(tmp_path / "redis", 0, "--databases", "4") as server:
        yield server


@pytest.fixture
def admin(server):
    """A connection from before passwords were wanted."""
    with Redis(port=server.port, single_connection_client=True) as admin:
        yield admin


def works_whole(team) -> None:
    """All services and each command that speaks to Redis, on a few articles."""
    pipeline = team.serve()
    pipeline.until(Event.SERVICE_STARTED, times=3)
    team.publish(article(1), article(2), article(1), UNREADABLE, UNREADABLE)
    assert team.totals() == {"published": 5, "stored": 2, "duplicates": 1, "deleted": 0, "dead": 2}
    first, second = [
        line.split()[0] for line in team.works("dead", "list").splitlines() if re.match(r"\d+-\d+", line.strip())
    ]
    team.works("dead", "show", first)
    assert team.works("dead", "replay", first) == "replayed 1 dead letter\n"
    assert team.works("dead", "drop", second) == "dropped 1 dead letter\n"
    assert "sent 2 articles" in team.works("reprocess")
    team.totals()
    stored = team.works("list").split()[0]
    assert "deleted 1 article" in team.works("delete", stored)
    team.works("backup", "copy")
    assert pipeline.stop() == [0, 0, 0]
    assert pipeline.noise() == []


@pytest.mark.parametrize("place", [f":{QUOTED}@127.0.0.1:PORT/0", f"default:{QUOTED}@127.0.0.1:PORT/3"])
def test_a_password_and_the_number_of_a_database_are_enough(server, admin, team, place):
    admin.config_set("requirepass", SECRET)
    works_whole(team("redis://" + place.replace("PORT", str(server.port))))
    used = {int(name.removeprefix("db")) for name in admin.info("keyspace")}
    assert used == {int(place[-1])}


@pytest.mark.parametrize("prefix", ["", "{nyc}."])
def test_a_user_with_just_the_documented_rule_can_do_everything_and_could_not_with_less(server, admin, team, prefix):
    rule = [part.replace("~", f"~{prefix}") for part in the_rule()]
    admin.execute_command("ACL", "SETUSER", "dateline", "on", f">{SECRET}", *rule)
    admin.execute_command("ACL", "SETUSER", "default", "off")
    admin.config_resetstat()
    ours = team(f"redis://dateline:{QUOTED}@127.0.0.1:{server.port}/0", DATELINE_STREAM_PREFIX=prefix)
    works_whole(ours)
    restored = team(ours.url, DATELINE_STREAM_PREFIX=prefix)
    admin.flushall()
    restored.works("restore", ours.folder / "copy")
    assert restored.works("list") == ours.works("list")
    assert admin.acl_log() == []
    used = {name.removeprefix("cmdstat_") for name in admin.info("commandstats")}
    allowed = {part[1:] for part in rule if part.startswith("+")}
    assert allowed - used == {*AT_OTHER_TIMES} - used, "allowed, and not needed"


def test_with_a_prefix_no_key_is_ever_written_outside_of_it(server, admin, team):
    ours = team(server.url, DATELINE_STREAM_PREFIX="{nyc}.")
    works_whole(ours)
    keys = {key.decode() for key in admin.scan_iter()}
    assert "{nyc}.articles.totals" in keys
    assert [key for key in keys if not key.startswith("{nyc}.")] == []
    before = {key: admin.dump(key) for key in keys}
    others = team(server.url, DATELINE_STREAM_PREFIX="{oslo}.")
    others.works("restore", ours.folder / "copy")
    assert {key: admin.dump(key) for key in keys} == before
    assert {key.decode().partition("}.")[0] for key in admin.scan_iter()} == {"{nyc", "{oslo"}


def test_a_wrong_password_and_an_unknown_user_are_one_line(server, admin, team):
    admin.config_set("requirepass", SECRET)
    for login in (":wrong", "nobody:wrong"):
        done = team(f"redis://{login}@127.0.0.1:{server.port}/0").dateline("status")
        assert done.returncode == 2
        shown = f"redis://{login.replace('wrong', '***')}@127.0.0.1:{server.port}/0"
        assert done.stderr == (
            f"dateline: Redis at {shown} wants another user or password "
            "(invalid username-password pair or user is disabled.): put them into DATELINE_REDIS_URL\n"
        )


def test_no_password_where_one_is_wanted_is_one_line(server, admin, team):
    admin.config_set("requirepass", SECRET)
    done = team(server.url).dateline("status")
    assert (done.returncode, done.stdout) == (2, "")
    assert "wants another user or password (" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_a_user_may_not_do_is_one_line(server, admin, team):
    admin.execute_command("ACL", "SETUSER", "reader", "on", ">secret", "~*", "+@read", "+ping")
    ours = team(f"redis://reader:secret@127.0.0.1:{server.port}/0")
    (ours.folder / "a.txt").write_text("An article.")
    done = ours.dateline("publish", "a.txt")
    assert done.returncode == 2
    assert "does not allow this user what Dateline needs (" in done.stderr
    assert "give it the rules in docs/redis.md" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "secret" not in done.stderr


def test_a_database_number_that_is_not_there_is_one_line(server, team):
    done = team(server.url.replace("/0", "/4")).dateline("status")
    assert done.returncode == 2
    assert "has no database of this number (DB index is out of range): change it in DATELINE_REDIS_URL" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_else_a_url_may_say_goes_to_every_connection(server, admin, team):
    said = "socket_timeout=9&socket_connect_timeout=9&socket_keepalive=yes&health_check_interval=30&client_name=desk"
    pipeline = team(f"{server.url}?{said}").serve("ingest")
    pipeline.until(Event.SERVICE_STARTED)
    assert {client["name"] for client in admin.client_list() if client["id"] != str(admin.client_id())} == {"desk"}
    assert pipeline.stop() == [0]
    assert pipeline.noise() == []


@pytest.mark.parametrize("command", [("run", "ingest"), ("status",), ("publish", "."), ("backup", "b"), ("settings",)])
@pytest.mark.parametrize(
    "url",
    ["redis://:hid?den=1@h/0", "redis://h?protocol=3", "redis+sentinel://h/m?retry=5", "redis+cluster://h?foo=1"],
)
def test_what_a_url_may_not_say_is_one_line(team, url, command):
    done = team(url).dateline(*command)
    assert done.returncode == 2
    (told,) = done.stderr.splitlines()
    assert "DATELINE_REDIS_URL is '" in told
    assert "docs/redis.md" in told
    assert "hid" not in told


def test_services_wait_for_the_right_password_and_say_so_without_any(server, admin, team):
    admin.execute_command("ACL", "SETUSER", "dateline", "on", ">yesterday", "~*", "&*", "+@all")
    pipeline = team(f"redis://dateline:today@127.0.0.1:{server.port}/0").serve("ingest")
    pipeline.until(Event.REDIS_UNREACHABLE)
    (told,) = [line["why"] for line in pipeline.log("ingest") if line["event"] == Event.REDIS_UNREACHABLE]
    assert told.startswith(f"Redis at redis://dateline:***@127.0.0.1:{server.port}/0 wants another user or password (")
    admin.execute_command("ACL", "SETUSER", "dateline", ">today")
    pipeline.until(Event.SERVICE_STARTED)
    assert pipeline.stop() == [0]
    assert "today" not in str(pipeline.log("ingest"))
    assert pipeline.noise() == []
