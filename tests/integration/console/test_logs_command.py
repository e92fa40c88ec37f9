"""The command `logs`, as people use it: at the end of a pipe."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

COMMAND = (sys.executable, "-m", "services.console", "logs")
REDIS = "1:M 24 Nov 2026 10:24:04.780 * Ready to accept connections tcp"
NOWHERE = {"DATELINE_REDIS_URL": "redis://127.0.0.1:1", "DATELINE_DATABASE_URL": "sqlite:////nowhere/dateline.db"}


def line(event="article.stored", level="info", **more) -> str:
    """A line as a service writes it."""
    first = {"timestamp": "2026-11-24T10:24:04.780557Z", "level": level, "event": event, "service": "store"}
    return json.dumps(first | more)


def logs(given: str | bytes, *arguments: str) -> SimpleNamespace:
    data = given.encode() if isinstance(given, str) else given
    environment = os.environ | NOWHERE
    done = subprocess.run([*COMMAND, *arguments], input=data, capture_output=True, check=False, env=environment)
    return SimpleNamespace(returncode=done.returncode, stdout=done.stdout.decode(), stderr=done.stderr.decode())


@contextmanager
def running(**more) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, text=True, bufsize=1, **more) as process:
        yield process
        process.kill()


def test_ours_are_laid_out_and_all_others_passed_on_in_their_order():
    done = logs("\n".join([REDIS, line(article_id="2810"), "", "{broken"]) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        REDIS,
        "2026-11-24T10:24:04.780557Z info    store  article.stored    article_id=2810",
        "",
        "{broken",
    ]


def test_one_article_and_what_is_out_of_the_ordinary_can_be_asked_for():
    given = "\n".join([REDIS, line(article_id="2810"), line("entry.dead", "error", article_id="2811"), line("x.y")])
    assert [each.split()[-1] for each in logs(given, "--article", "281").stdout.splitlines()] == [
        "article_id=2810",
        "article_id=2811",
    ]
    assert [each.split()[1:4] for each in logs(given, "--level", "WARNING").stdout.splitlines()] == [
        ["error", "store", "entry.dead"]
    ]


def test_a_wrong_level_is_one_line_that_names_the_right_ones():
    done = logs("", "--level", "loud")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dateline: 'loud' is no level: give one of debug, info, warning, error\n"


def test_what_is_no_text_harms_nobody():
    done = logs(b"\xff\xfe\x1b[2J\n" + line(source="\ud83d \x1b[2J").encode() + b"\n" + b"x" * 2_500_000)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "article.stored" in done.stdout


def test_no_line_can_steer_a_terminal():
    hostile = "\x1b[2J \x9b31m \x07 \u202e"
    first = dict.fromkeys(("timestamp", "level", "event", "service"), hostile)
    ours = json.dumps({**first, "why": hostile, "doubts": [hostile], hostile: 1}, ensure_ascii=False)
    for given in (line(why=hostile), ours, f"redis | {ours}", f"{hostile} of somebody else"):
        shown = logs(given + "\n").stdout
        assert "31m" in shown
        assert not set("\x1b\x9b\x07\u202e") & set(shown)


def test_each_line_is_shown_as_soon_as_it_comes():
    with running(stdout=subprocess.PIPE) as process:
        for number in range(3):
            process.stdin.write(line(article_id=f"{number}") + "\n")
            assert process.stdout.readline().endswith(f"article_id={number}\n")


def test_a_reader_that_goes_away_ends_it_without_a_word():
    with running(stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(line() + "\n")
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(line() + "\n" + line() + "\n")
        assert process.stderr.read() == ""
        process.wait(30)


def test_ctrl_c_ends_it_without_a_word():
    with running(stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(line() + "\n")
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == ""
        assert process.wait(30) == 0


def test_colours_are_for_terminals_only():
    assert "\x1b" not in logs(line(level="warning")).stdout
    for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        with running(stdout=theirs, env=os.environ | environment) as process:
            process.stdin.write(line(level="warning") + "\n")
            assert (b"\x1b[" in os.read(ours, 1_000)) is coloured
        os.close(ours)
        os.close(theirs)
