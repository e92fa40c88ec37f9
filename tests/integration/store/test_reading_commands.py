"""`list`, `show`, `entity` and `export` on a real database, run as people run them. No Redis runs."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from no_redis import NO_REDIS
from rich.cells import cell_len
from stored_articles import article, batch, full_article

from services.store.record import record


def started(folder: Path, *arguments: str, columns: int = 120, **streams) -> subprocess.Popen:
    command = [sys.executable, "-m", "services.console", *arguments]
    environment = os.environ | NO_REDIS | {"COLUMNS": f"{columns}"}
    return subprocess.Popen(command, cwd=folder, env=environment, **streams)


def on_a_terminal(folder: Path, *arguments: str, columns: int = 120) -> str:
    ours, theirs = pty.openpty()
    process = started(folder, *arguments, columns=columns, stdout=theirs)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return shown.decode()


def test_export_prints_the_latest_record_of_each_article_one_a_line(dateline, database):
    latest = article("a", "B", revision=2, entry="2-0", published="2013-01-01")
    database.save([article("a", "A"), full_article(), latest])
    printed, _ = dateline("export", "--format", "jsonl")
    expected = [record(full_article()) | {"story": 2, "cursor": 2}, record(latest) | {"story": 1, "cursor": 3}]
    assert [json.loads(line) for line in printed.splitlines()] == expected
    assert "日本語 😀" in printed


def exported(printed: str) -> list[str]:
    """Lines of JSON as `id/revision`, and deletions as ids."""
    records = [json.loads(line) for line in printed.splitlines()]
    return [found["id"] if "deleted" in found else f"{found['id']}/{found['revision']}" for found in records]


def test_export_since_a_cursor_prints_what_was_stored_and_deleted_after_it(dateline, backend, database):
    database.save([article("a", "A"), article("b")])
    everything, _ = dateline("export", "--since", "0")
    assert exported(everything) == ["a/1", "b/1"]
    cursor = str(json.loads(everything.splitlines()[-1])["cursor"])
    assert dateline("export", "--since", cursor) == ("", "")
    database.save([article("a", "B", revision=2, entry="2-0"), article("a", "C", revision=3, entry="3-0")])
    backend.execute("DELETE FROM articles WHERE id = 'b' RETURNING key")
    assert exported(dateline("export", "--since", cursor)[0]) == ["a/3", "b"]
    assert exported(dateline("export", "--since", cursor, "--revisions")[0]) == ["a/2", "a/3", "b"]


def test_export_of_revisions_prints_all_of_them(dateline, database):
    database.save([article("a", "A"), article("b", published="2010-01-01"), article("a", "B", revision=2, entry="2-0")])
    assert exported(dateline("export", "--revisions")[0]) == ["b/1", "a/1", "a/2"]


def test_a_cursor_that_the_database_never_gave_is_one_line(dateline, database):
    database.save([article("a")])
    out, err = dateline("export", "--since", "99", code=2)
    assert (out, err.count("\n")) == ("", 1)
    assert "no record has the cursor 99: the last is 1" in err


def test_csv_that_goes_on_has_no_second_header(dateline, database):
    database.save([article("a"), article("b")])
    whole, rest = (dateline("export", "--format", "csv", "--since", since)[0].splitlines() for since in ("0", "1"))
    assert whole[0].startswith("cursor,")
    assert rest == whole[2:]


def test_parquet_goes_to_a_file_and_nothing_else_does(dateline, database, tmp_path):
    database.save([full_article()])
    assert dateline("export", "--format", "parquet", "--output", "records.parquet") == ("", "")
    assert (tmp_path / "records.parquet").read_bytes().startswith(b"PAR1")
    for wrong in (["--format", "parquet"], ["--output", "x"], ["--format", "parquet", "--output", "x", "--follow"]):
        assert dateline("export", *wrong, code=2)[0] == ""
    assert not (tmp_path / "x").exists()


def test_show_of_a_revision_shows_that_one(dateline, database):
    database.save([article("a", "The old text."), article("a", "The new text.", revision=2, entry="2-0")])
    printed, _ = dateline("show", "a", "--revision", "1")
    assert "The old text." in printed
    assert "revision 1" in printed


def test_show_of_the_difference_marks_what_changed_since_the_revision_before(dateline, database):
    texts = ["It opened today.", "It opened on Friday.", "It opened on Sunday."]
    database.save([article("a", text, revision=n, entry=f"{n}-0") for n, text in zip((1, 3, 4), texts, strict=True)])
    latest, _ = dateline("show", "a", "--diff")
    assert "from revision 3 to 4" in latest
    assert "It opened on [-Friday-]{+Sunday+}." in latest
    assert "It opened [-today-]{+on Friday+}." in dateline("show", "a", "--diff", "--revision", "3")[0]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--revision", "7"], "article a has no revision 7: it has 1"),
        (["--revision", "7", "--diff"], "article a has no revision 7: it has 1"),
        (["--diff"], "article a has no revision before 1: nothing to compare it with"),
    ],
)
def test_a_revision_that_is_not_there_is_one_line(dateline, database, arguments, why):
    database.save([article("a")])
    assert dateline("show", "a", *arguments, code=1) == ("", f"dateline: {why}\n")


def test_export_of_an_empty_database_is_empty(dateline, database):
    assert dateline("export") == ("", "")


def test_a_reader_that_has_enough_ends_export_quietly(tmp_path, database):
    database.save(batch("many", 500))
    process = started(tmp_path, "export", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)


def test_list_in_a_pipe_is_lines_of_cells_between_tabs(dateline, database):
    database.save([full_article(), article("b", "tab\there", published="2013-01-01", headline=None)])
    printed, _ = dateline("list")
    assert printed == (
        "full\t2012-12-29T10:15:00+04:00\tStorm hits Cebu\t2\t3\n"
        "b\t2013-01-01\ttab here\t0\t0\n"
    )  # fmt: skip
    assert dateline("list", "--limit", "1")[0].startswith("b\t")


def test_list_on_a_terminal_is_a_table_that_says_what_it_leaves_out(tmp_path, database):
    database.save([full_article(), *batch("many", 60)])
    shown = on_a_terminal(tmp_path, "list")
    assert "Headline" in shown
    assert "many-59" in shown
    assert "the newest 50 of 61" in shown


@pytest.mark.parametrize("arguments", [["list"], ["list", "--stories"], ["show", "full", "--explain"]])
def test_a_narrow_terminal_gets_everything_on_more_lines(tmp_path, database, arguments):
    database.save([full_article()])
    shown = click.unstyle(on_a_terminal(tmp_path, *arguments, columns=50))
    assert "2012" in shown
    assert "…" not in shown
    assert max(map(cell_len, shown.splitlines())) <= 50


@pytest.mark.parametrize(
    ("arguments", "whole"),
    [
        (["list"], {"1151c512a1eec724", "2012-12-29", "10:15:00+04:00", "Entities", "Dates"}),
        (["list", "--stories"], {"2012-12-29", "Articles"}),
        (["show", "1151", "--explain"], {"2012-12-24", "2012-12-25"}),
    ],
)
def test_ids_and_dates_stay_whole_on_a_narrow_terminal(tmp_path, database, arguments, whole):
    database.save([full_article().model_copy(update={"id": "1151c512a1eec724"})])
    shown = click.unstyle(on_a_terminal(tmp_path, *arguments, columns=60))
    assert whole <= set(re.split(r"[\s│┃]+", shown))


COPIED = " ".join(f"The council of Asker decided on day {n} that pool {n} stays closed." for n in range(1, 9))


def test_list_of_stories_is_each_report_once_with_the_papers_that_carry_it(dateline, database):
    database.save([article("a", COPIED, headline="Pools\tclosed", source="Asker News", published="2012-12-30")])
    database.save([article("b", "Something else", published="2012-12-29")])
    database.save([article("c", f"{COPIED} More to follow.", headline="No swimming", source="Selwyn Post")])
    printed, _ = dateline("list", "--stories")
    assert printed == (
        "1\t2\t2012-12-29\tSelwyn Post, Asker News\tNo swimming\tPools closed\n"
        "2\t1\t2012-12-29\t\tSomething else\n"
    )  # fmt: skip
    assert dateline("list", "--stories", "--limit", "1")[0].startswith("2\t")


def test_list_of_stories_on_a_terminal_is_a_table_that_says_that_there_may_be_more(tmp_path, database):
    database.save([article(str(n), f"Report {n}", entry=f"{n}-1", source=f"Paper {n}") for n in range(60)])
    shown = on_a_terminal(tmp_path, "list", "--stories")
    assert "Paper 59" in shown
    assert "Paper 9 " not in shown
    assert "the newest 50; more with --limit N" in shown


def test_show_names_the_other_articles_of_the_story(dateline, database):
    database.save([article("a", COPIED, source="Asker News"), article("b", COPIED), article("c", "Something else")])
    assert "story 1, also in a (Asker News)\n" in dateline("show", "b")[0]
    assert "story 3\n" in dateline("show", "c")[0]


def test_show_prints_the_text_marked_and_two_tables(dateline, database):
    database.save([full_article()])
    printed, _ = dateline("show", "full")
    for expected in (
        "https://example.org/storm?page=2#top",
        "On Monday[2012-12-24] Ana Cruz[PERSON], mayor of Cebu[GPE]",
        "2: Cebu",
        "2012-12-25",
        "PRESENT_REF",
    ):
        assert expected in printed


def test_show_says_how_each_date_was_resolved_when_asked_to(dateline, database):
    database.save([full_article()])
    assert "weekday" not in dateline("show", "full")[0]
    printed, _ = dateline("show", "full", "--explain")
    assert "publication, 2012-12-29" in printed
    assert "weekday" in printed


def test_show_in_a_pipe_cuts_nothing_and_folds_nothing(dateline, database, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    database.save([full_article()])
    [row] = [line for line in dateline("show", "full", "--explain")[0].splitlines() if "weekday" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        *("Monday", "DATE", "2012-12-24", "2012-12-24", "2012-12-25", "publication, 2012-12-29", "weekday")
    ]


def test_show_takes_the_beginning_of_an_id_if_it_is_that_of_one_only(dateline, database):
    database.save([article("abc", "first"), article("abd", "second"), article("ab", "third")])
    assert "first" in dateline("show", "abc")[0]
    assert "second" in dateline("show", "abd")[0]
    assert "third" in dateline("show", "ab")[0]
    printed, problem = dateline("show", "a", code=1)
    assert printed == ""
    assert problem == "dateline: several ids begin with 'a' (ab, abc, abd): give more of it\n"


def test_show_of_an_unknown_id_is_one_line_and_exit_code_1(dateline, database):
    printed, problem = dateline("show", "zzz", code=1)
    assert printed == ""
    assert problem == "dateline: no stored article has an id that begins with 'zzz': see dateline list\n"


@pytest.mark.parametrize("command", ["show", "trace", "search --source", "delete --source"])
def test_an_argument_that_no_database_could_hold_is_refused(dateline, database, command):
    _, problem = dateline(*command.split(), "\udcff", code=2)
    assert r"'\udcff' is no text in UTF-8" in problem


def test_entity_prints_its_articles_and_what_is_named_beside_it(dateline, database):
    database.save([full_article(), article("b", entities=full_article().entities[:1], published="2013-01-01")])
    printed, _ = dateline("entity", "cebu")
    assert printed == (
        "Cebu [PH; GeoNames 1717512]  GPE\n"
        "2 articles, published 2012-12-29 to 2013-01-01\n"
        "\n"
        "  b  2013-01-01  A\n"
        "  full  2012-12-29  Storm hits Cebu\n"
        "\n"
        "Beside it, in how many of them\n"
        "       1  PERSON      Ana Cruz\n"
        "\n"
    )
    shown, _ = dateline("entity", "CEBU", "--limit", "1")
    assert "2 articles, published 2012-12-29 to 2013-01-01; the newest 1 (more with --limit N)" in shown
    assert "Storm" not in shown


def test_entity_shows_things_of_one_name_apart_and_names_others_like_it(dateline, database):
    cebu, cruz = full_article().entities
    other = cebu.model_copy(update={"label": "ORG", "place": None})
    like = cruz.model_copy(update={"name": "Cebu Cruz"})
    database.save([article("a", entities=(cebu,)), article("b", entities=(other, like))])
    printed, _ = dateline("entity", "Cebu")
    assert "Cebu [PH; GeoNames 1717512]  GPE\n1 article, published" in printed
    assert "Cebu  ORG\n1 article, published" in printed
    assert printed.endswith("Names like it: Cebu Cruz (PERSON, 1)\n")
    assert "ORG\n" not in dateline("entity", "Cebu", "--label", "gpe")[0]


def test_entity_in_json_is_an_object_a_line_for_each_thing(dateline, database):
    database.save([full_article()])
    [line] = dateline("entity", "Ana Cruz", "--json")[0].splitlines()
    place = full_article().entities[0].place.model_dump()
    assert json.loads(line) == {
        "label": "PERSON",
        "name": "Ana Cruz",
        "place": None,
        "articles": 1,
        "first": "2012-12-29",
        "last": "2012-12-29",
        "newest": [{"id": "full", "published": "2012-12-29T10:15:00+04:00", "headline": "Storm hits Cebu"}],
        "beside": [{"label": "GPE", "name": "Cebu", "place": place, "articles": 1}],
    }


def test_entity_of_an_unknown_name_is_one_line_with_the_nearest_and_exit_code_1(dateline, database):
    database.save([full_article()])
    for arguments, why in (
        (["Cruz"], "'Cruz': the nearest are Ana Cruz (PERSON, 1)"),
        (["Ana Cruz", "--label", "ORG"], "'Ana Cruz' with the label ORG: see dateline list"),
        (["nobody"], "'nobody': see dateline list"),
    ):
        assert dateline("entity", *arguments, code=1) == ("", f"dateline: no stored article names {why}\n")


@pytest.mark.parametrize(
    "arguments", [["show", "evil"], ["list"], ["list", "--stories"], ["entity", "bold0m"], ["entity", "0owned"]]
)
def test_a_hostile_article_cannot_steer_the_terminal(dateline, database, arguments):
    evil = full_article("evil")
    entity = evil.entities[0].model_copy(update={"label": "\x1b[2J", "name": "[bold]\x1b[0m"})
    beside = evil.entities[1].model_copy(update={"name": "\x1b]0;owned\x07", "label": "\x9b31m"})
    date = evil.dates[0].model_copy(update={"value": "\x9b31m", "text": "\x1b]0;owned\x07"})
    texts = dict.fromkeys(("headline", "byline", "source", "url"), "\x1b[8m")
    database.save(
        [
            evil.model_copy(
                update={**texts, "text": "\x1b[2J" + evil.text, "entities": (entity, beside), "dates": (date,)}
            )
        ]
    )
    printed, _ = dateline(*arguments)
    assert not {"\x1b", "\x9b", "\x07"} & set(printed)


@pytest.mark.parametrize("arguments", [["list"], ["show", "a"], ["export"], ["entity", "a"]])
def test_before_anything_is_stored_each_command_says_so_in_one_line_and_creates_nothing(dateline, tmp_path, arguments):
    printed, problem = dateline(*arguments, code=2)
    assert printed == ""
    assert problem.startswith("dateline: no database at dateline-data/dateline.db")
    assert problem.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["list", "show", "export", "entity"])
def test_help_has_an_example(dateline, name):
    printed, _ = dateline(name, "--help")
    assert f"Example:\n    dateline {name}" in printed


def test_a_password_stands_in_no_message_and_not_among_the_settings(dateline, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE_URL", "postgresql://desk:secret@127.0.0.1:1/news")
    for arguments in (["list"], ["show", "a"], ["export"]):
        printed, problem = dateline(*arguments, code=2)
        assert problem.startswith("dateline: the database at postgresql://127.0.0.1:1/news can't be used at present (")
        assert problem.count("\n") == 1
        assert "secret" not in printed + problem
    printed, _ = dateline("settings")
    assert "postgresql://desk:***@127.0.0.1:1/news" in printed
    assert "secret" not in printed
