"""The command `dateline`: its commands in one place, and one line for whatever people can put right."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from services.console.annotate import annotate
from services.console.backup import backup
from services.console.dead import dead
from services.console.delete import delete
from services.console.demo import demo
from services.console.entity import entity
from services.console.explain import explain
from services.console.export import export
from services.console.list_articles import list_articles
from services.console.logs import logs
from services.console.publish import publish
from services.console.refusal import Refusal
from services.console.reprocess import reprocess
from services.console.restore import restore
from services.console.run import run
from services.console.search import search
from services.console.settings_table import settings
from services.console.show import show
from services.console.status import status
from services.console.timeline import timeline
from services.console.trace import trace
from services.console.up import up
from services.console.wait import wait

# Help and errors in plain text, no completion, tracebacks as Python prints them.
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback(no_args_is_help=True)
def dateline(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A self-hosted newswire pipeline: raw articles in; who, where and when out.

    \b
    Example:
      dateline up                 in one terminal
      dateline publish seeds      in another, then
      dateline wait && dateline list
    """


app.command(short_help="See it work: from a few articles to stored records.")(demo)
app.command(short_help="Run Redis and all three services on this machine.")(up)
app.command()(run)
app.command()(publish)
app.command()(wait)
app.command()(status)
app.command("list", short_help="List the stored articles.")(list_articles)
app.command(short_help="Show a stored article and what was found in it.")(show)
app.command(short_help="Show by which way a stored article came, stage by stage.")(trace)
app.command(short_help="Show log lines from standard input for people.")(logs)
app.command(short_help="Find stored articles by words, entity, place, date or source.")(search)
app.command(short_help="Show what stored articles say happens when, as a chart.")(timeline)
app.command(short_help="List the articles that name a person, organisation or place.")(entity)
app.command(short_help="Print every stored record as JSON lines.")(export)
app.command(short_help="Delete articles for good, wherever they are.")(delete)
app.add_typer(dead, name="dead")
app.command(short_help="Enrich stored articles again.")(reprocess)
app.command(short_help="Copy the whole system while it runs.")(backup)
app.command(short_help="Make a system anew from a backup.")(restore)
app.command()(annotate)
app.command()(settings)


def main() -> None:
    """Run the command line and exit: 2 and one line on standard error where a person has something to put right."""
    try:
        code = app()
    except SystemExit as end:
        code = end.code
    except Exception as error:
        code = _explained(error)
    sys.exit(_flushed(code))


def _explained(error: Exception) -> int:
    lines = explain(error)
    if not lines:
        raise error
    for line in lines:
        typer.echo(f"dateline: {line}", err=True)
    return error.code if isinstance(error, Refusal) else 2


def _flushed(code: str | int | None) -> str | int | None:
    """Write out what is left; a reader that is gone (`dateline export | head`) is no error worth words."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code or 1
    return code
