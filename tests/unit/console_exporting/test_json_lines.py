import json

from services.console.exporting import json_lines
from services.store.protocol import Deleted
from services.store.record import record


def test_a_line_is_the_record_its_story_and_its_cursor(full):
    line = json_lines.line(full)
    assert json.loads(line) == record(full.article) | {"story": 5, "cursor": 7}
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1


def test_a_deletion_is_a_line_of_its_own():
    assert json_lines.line(Deleted("a", 8)) == b'{"id": "a", "deleted": true, "cursor": 8}\n'
