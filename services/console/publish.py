"""`dateline publish`: files, folders and standard input onto the raw stream."""

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from redis.exceptions import BusyLoadingError

from services.console.connection import connect
from services.console.progress import shown
from services.console.publishing import Unstated, publish_paths
from services.console.redis_address import redis_address
from services.wire.streams import RAW


def publish(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders; - is standard input.")],
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Source of the articles that state none, such as a feed's name.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (ISO 8601) of the articles that state none.")
    ] = None,
) -> None:
    """Publish articles: text, HTML, JSON, feeds, agency formats, e-mail and web archives.

    Folders are read to any depth, in order of name, without hidden files. The ending of a name tells the format:
    .txt .md, .html .htm, .json (an article or several: ours, schema.org or ninjs), .jsonl .ndjson (an article a line),
    .rss .atom .rdf .xml (feeds), .newsml .nitf .xml (NewsML-G2, NITF), .eml .mbox (e-mail), .warc (web archives);
    without an ending, and on standard input, the content does. Files may be packed: .gz .zip .tar .tgz. A whole
    CloudEvent in JSON is passed on as it is.

    While ingest has DATELINE_HIGH_WATER articles or more to do, and while Redis is full or loading its data, publishing
    waits and says so.

    Exit code 1 if anything could not be read, 2 if Redis does not take the articles.

    \b
    Examples:
      dateline publish seeds
      dateline publish --source "City Desk" --published 2012-12-29 notes.txt
      dateline publish archive.jsonl.gz
      xzcat archive.jsonl.xz | dateline publish -
    """
    unstated = Unstated(_one_line(source), _iso(published))
    with connect(redis_address()) as redis:
        with suppress(BusyLoadingError):  # it is waited for as soon as there is something to send
            redis.ping()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        with shown() as bar:
            report = publish_paths(paths, redis, unstated, on_problem=bar.problem, on_step=bar.step, on_wait=bar.wait)
    typer.echo(f"published {report.published} {'article' if report.published == 1 else 'articles'} to {RAW}")
    if report.problems:
        raise typer.Exit(1)


def _one_line(name: str | None) -> str | None:
    if name is not None and not name.isprintable():
        raise typer.BadParameter("must be a name on one line, in UTF-8", param_hint="--source")
    return name


def _iso(published: str | None) -> str | None:
    if published is None:
        return None
    for kind in (date, datetime):
        with suppress(ValueError):
            return kind.fromisoformat(published).isoformat()
    wanted = "write it in ISO 8601, such as 2012-12-29 or 2012-12-29T08:30:00+03:00"
    raise typer.BadParameter(f"{published!r} is no date: {wanted}", param_hint="--published")
