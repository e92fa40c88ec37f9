"""JSON lines: one article a line. A bad line does not stop the good ones."""

from collections.abc import Iterable, Iterator

from services.console.readers.content import BLANK, MOST_BYTES, TOO_LARGE, decode
from services.console.readers.found import BadContent, Found
from services.console.readers.json_value import parse, read_value


def read_json_lines(lines: Iterable[bytes], where: str) -> Iterator[Found]:
    """The articles in order; blank lines are skipped. Raises BadContent where there is no other line."""
    empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip(BLANK):
            continue
        empty = False
        try:
            if len(line) > MOST_BYTES:
                raise BadContent(TOO_LARGE)
            text = decode(line)
            yield from read_value(parse(text), text, f"{where}: line {number}")
        except BadContent as error:
            yield error.at(f"{where}: line {number}")
    if empty:
        raise BadContent("empty")
