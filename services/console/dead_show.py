"""The command `dead show`: all that is known of one dead letter, and what was sent."""

import asyncio
import os
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from services.console.dead_letters import all_dead_letters
from services.console.dead_options import found
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.console.terminal_text import one_line, printable
from services.wire.delivery.dead import DeadLetter

_SHOWN = 4_000  # characters of a field on a terminal


def show_dead(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id as `dateline dead list` shows it.")],
    raw: Annotated[
        str | None, typer.Option(metavar="NAME", help="Write the bytes of this original field, and nothing else.")
    ] = None,
) -> None:
    """Show a dead letter: where, why and how often it failed, and what was sent.

    What is not text is shown with escapes; --raw gives the bytes themselves. Exit code 1 if there is no such letter.

    \b
    Examples:
      dateline dead show 1795515844767-0
      dateline dead show 1795515844767-0 --raw __data__ > message.json
    """
    letter = asyncio.run(_find(id))
    if raw is None:
        typer.echo("\n".join(_lines(letter)))
    else:
        sys.stdout.buffer.write(_field(letter, os.fsencode(raw)))


async def _find(id: str) -> DeadLetter:
    async with all_dead_letters(redis_address()) as letters:
        return await found(letters, id)


def _field(letter: DeadLetter, name: bytes) -> bytes:
    original = letter.original
    if name not in original:
        names = ", ".join(one_line(_text(each)) for each in original) or "none"
        raise Refusal(f"no original field is named {_text(name)!r}: there are {names}", code=1)
    return original[name]


def _lines(letter: DeadLetter) -> Iterator[str]:
    known = {
        "id": letter.id,
        "stage": letter.stage,
        "reason": letter.reason,
        "failed": letter.failed,
        "deliveries": str(letter.deliveries or ""),
        "stream": letter.stream,
        "entry": letter.entry,
        "added": letter.added,
        "origin": letter.origin,
        "article": letter.article_id,
        "trace": letter.trace_id,
    }
    yield from (f"{name:<10}  {one_line(value)}" for name, value in known.items() if value)
    for number, failure in enumerate(letter.history, 1):
        yield f"\nfailure {number}, before it was replayed"
        yield f"  {failure.failed}  {failure.stage}: {one_line(failure.reason)}"
        yield f"  letter {failure.letter}, entry {failure.entry}, deliveries {failure.deliveries}"
    if letter.traceback:
        yield "\ntraceback"
        yield from _indented(letter.traceback)
    for name, value in letter.original.items():
        yield f"\n{one_line(_text(name))} ({len(value):,} bytes)"
        yield from _indented(_cut(_text(value), letter.id, name))


def _cut(text: str, id: str, name: bytes) -> str:
    if len(text) <= _SHOWN or not sys.stdout.isatty():
        return text
    return f"{text[:_SHOWN]}\n... all of it: dateline dead show {id} --raw {_text(name)}"


def _text(value: bytes) -> str:
    return value.decode(errors="backslashreplace")


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in printable(text).split("\n"))
