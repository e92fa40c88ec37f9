"""`dateline annotate`: JSON lines in, JSON lines out; Redis is never asked."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Dateline = Callable[..., SimpleNamespace]

NOWHERE = "redis://127.0.0.1:1/0"
PARIS = {"id": 1, "published": "2012-12-29", "text": "Angela Merkel came to Paris yesterday."}


def lines(*objects: object) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in objects)


def test_dates_and_entities_come_out_with_offsets_into_the_text(dateline: Dateline):
    done = dateline("annotate", stdin=lines(PARIS), DATELINE_REDIS_URL=NOWHERE)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found) == ["id", "dates", "entities"]
    assert [(each["start"], each["end"], each["value"]) for each in found["dates"]] == [(28, 37, "2012-12-28")]
    assert [each["name"] for each in found["entities"]] == ["Angela Merkel", "Paris"]


def test_every_good_line_gives_one_line_in_order_and_bad_ones_are_numbered(dateline: Dateline, tmp_path: Path):
    good = [{"id": n, "text": text} for n, text in enumerate(["", "Über Paris", "no date", "\u0000"])]
    (tmp_path / "in.jsonl").write_bytes(lines(*good[:2]) + b'{"id": \n\xff\n7\n' + lines(*good[2:]))
    done = dateline("annotate", "in.jsonl", DATELINE_REDIS_URL=NOWHERE)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [0, 1, 2, 3]
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["line 3", "line 4", "line 5"]


def test_nothing_in_gives_nothing_out(dateline: Dateline):
    done = dateline("annotate", "-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "model", "line"),
    [
        (["missing.jsonl"], "", "dateline: missing.jsonl: no such file or directory: check the path\n"),
        (["."], "", "dateline: .: is a directory: check the path\n"),
        (["-"], "none", "dateline: spaCy model 'none' is not installed: "),
    ],
)
def test_what_stops_it_from_starting_is_one_line(dateline: Dateline, arguments: list[str], model: str, line: str):
    done = dateline("annotate", *arguments, DATELINE_MODEL=model)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1
