"""`dateline publish`: files, folders and standard input onto the raw stream."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from typing import Annotated

import typer
from redis.exceptions import BusyLoadingError

from services.console.counted import counted
from services.console.feeds.every import seconds
from services.console.path_argument import path_argument
from services.console.progress import shown
from services.console.publishing import Unstated, publish_paths, where
from services.console.shards import all_shards, reach
from services.console.watching.publish import publish_folders


def publish(
    paths: Annotated[
        list[Path] | None,
        path_argument("Files and folders; - is standard input."),
    ] = None,
    *,
    source: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Source of articles without a field for it; goes before one in a page."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date (ISO 8601) of articles without a field for it; goes before one in a text or page.",
        ),
    ] = None,
    feeds: Annotated[
        list[str] | None, typer.Option("--feed", metavar="URL", help="A feed to fetch; may be given several times.")
    ] = None,
    every: Annotated[
        float | None,
        typer.Option(parser=seconds, metavar="TIME", help="Go on, and look at feeds so often: 5m, 1h."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and publish what comes into these folders.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch feeds of servers inside your own network, too.")
    ] = False,
) -> None:
    """Publish articles: text, HTML, JSON, feeds, agency formats, e-mail and web archives.

    Folders are read to any depth, in order of name, without hidden files. The ending of a name tells the format:
    .txt .md, .html .htm, .json (an article or several: ours, schema.org or ninjs), .jsonl .ndjson (an article a line),
    .rss .atom .rdf .xml (feeds), .newsml .nitf .xml (NewsML-G2, NITF), .eml .mbox (e-mail), .warc (web archives);
    without an ending, and on standard input, the content does. Files may be packed: .gz .zip .tar .tgz. A whole
    CloudEvent in JSON is passed on as it is.

    While ingest has DATELINE_HIGH_WATER articles or more to do, and while Redis is full or loading its data, publishing
    waits and says so.

    Of a feed, what is new since the last look is published: its server is asked whether anything is, is left alone for
    longer and longer while it fails, and for as long as it asks for. What was seen is noted in DATELINE_DATA_DIR.

    With --watch, a file is published as soon as it is whole: when two looks, 2 seconds apart, find it alike. Names that
    end in .part or .tmp are left alone: best rename a file when it is complete.

    Exit code 1 if anything could not be read, 2 if Redis does not take the articles.

    \b
    Examples:
      dateline publish seeds
      dateline publish --source "City Desk" --published 2012-12-29 notes.txt
      dateline publish --feed https://example.org/news.rss --every 5m
      dateline publish --watch incoming
      dateline publish archive.jsonl.gz
      xzcat archive.jsonl.xz | dateline publish -
    """
    unstated = Unstated(_one_line(source), _iso(published))
    if feeds:
        if paths or watch:
            raise typer.BadParameter("files and feeds are published by two commands", param_hint="--feed")
        _publish_feeds(feeds, unstated, every, allow_private=allow_private)
        return
    if every is not None or allow_private:
        raise typer.BadParameter("only with --feed", param_hint="--every" if every is not None else "--allow-private")
    if not paths:
        raise typer.BadParameter("name files or folders, or - for standard input", param_hint="paths")
    if watch:
        _until_stopped(partial(publish_folders, paths, unstated))
        return
    _publish_files(paths, unstated)


def _publish_feeds(feeds: list[str], unstated: Unstated, every: float | None, *, allow_private: bool) -> None:
    from services.console.feeds.publish import publish_feeds  # noqa: PLC0415 - what it needs takes 100 ms to load

    look = partial(publish_feeds, feeds, unstated, every=every, private=allow_private)
    if every is None:
        look()
    else:
        _until_stopped(look)


def _publish_files(paths: list[Path], unstated: Unstated) -> None:
    with all_shards() as shards:
        with suppress(BusyLoadingError):  # it is waited for as soon as there is something to send
            reach(shards)
        with shown() as bar:
            report = publish_paths(paths, shards, unstated, on_problem=bar.problem, on_step=bar.step, on_wait=bar.wait)
    typer.echo(f"published {counted(report.published, 'article')} to {where(shards)}")
    if report.problems:
        raise typer.Exit(1)


def _until_stopped(going_on: Callable[[], None]) -> None:
    """Ctrl-C and SIGTERM are how such a command ends; what it had in hand is done again by the next."""
    signal(SIGTERM, default_int_handler)
    with suppress(KeyboardInterrupt):
        going_on()


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
