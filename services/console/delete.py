"""The command `delete`: articles out of the database and out of everything that is still on its way to it."""

import asyncio
import re
import sys
from contextlib import AsyncExitStack
from datetime import date
from typing import Annotated

import typer
from redis.exceptions import RedisError

from services.console.counted import counted
from services.console.elsewhere import Elsewhere, InRedis
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.console.terminal_text import one_line
from services.console.unicode_text import unicode_text
from services.console.withdrawing import Deleting, Found, count_elsewhere, count_stored
from services.store.connect import open_dead_letters, open_deletions, open_store
from services.store.dead_letters import DeadLetterStore
from services.store.deletions import UNKNOWN, DeletionStore, Selection, holdable
from services.store.protocol import ArticleStore
from services.store.settings import StoreSettings
from services.wire.connection import connect
from services.wire.redis_errors import what_redis_says
from services.wire.settings import Settings


def _day(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise typer.BadParameter(f"{text!r} is no day: write it as 2012-12-29")
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{text!r}: {error}") from error


def delete(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="Whole ids, as `dateline list` shows them.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="S", callback=unicode_text, help="Only articles of this source.")
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="D", callback=_day, help="Only those published before this day.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be deleted, and delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, where no ids are given.")] = False,
) -> None:
    """Delete articles for good, wherever they are.

    Every revision goes, entries that wait or are being worked on, dead letters, and what Redis remembers of an article.
    Published again, it is a new one.

    Conditions count together. An article's source and day are those of its latest revision, or of an entry that waits.
    Asks first unless ids are given. Exit code 1 if an id is unknown; 2 if Redis can't be asked: run it again then.

    \b
    Examples:
      dateline delete 2810563f51e9fd03
      dateline delete --source 'Example Wire' --before 2012-12-29 --dry-run
    """
    if not ids and source is None and before is None:
        raise typer.BadParameter("give ids, --source or --before")
    selection = Selection(frozenset(ids) if ids else None, source, before)
    asyncio.run(_delete(selection, dry_run=dry_run, ask=not (ids or yes)))


async def _delete(selection: Selection, *, dry_run: bool, ask: bool) -> None:
    prefix, url = Settings().prefix, StoreSettings().database()
    database, archive, store = open_deletions(url), open_dead_letters(url), open_store(url)
    found = Found()
    count_stored(database, selection, found)
    async with AsyncExitStack() as stack:
        elsewhere, problem = await _look(stack, archive, selection, found, prefix=prefix)
        count_stored(database, selection, found)  # again: what was on its way before may have arrived meanwhile
        before = await _deleted_before(database, elsewhere.redis, selection, found)
        unknown = sorted((selection.ids or frozenset()) - found.ids - before)
        for id in unknown:
            typer.echo(f"dateline: no article {id!r} to delete: {_advice(id, store)}", err=True)
        for id in sorted(before):
            typer.echo(f"nothing with the id {id} is stored: it was deleted before")
        if dry_run:
            if found.ids or not before:
                typer.echo(f"would delete {_all_of(found)}")
        elif found.ids or before:
            if ask:
                _ask(found)
            problem = await _remove(Deleting(database, archive, found.ids, before), elsewhere) or problem
        elif not unknown:
            raise Refusal("no article to delete: see dateline list", code=1)
    if problem and not dry_run:
        left = "the articles are deleted from the database alone: do the same again when Redis is there"
        raise Refusal(f"{problem}; {left}" if found.ids or before else problem)
    if unknown:
        raise typer.Exit(1)


def _advice(id: str, store: ArticleStore) -> str:
    """What to do about an id that is none. Only a whole one deletes, so that no slip of the hand deletes another's."""
    meant = store.ids(id, limit=2) if id and holdable([id]) else []
    return f"give the whole id: {one_line(meant[0])}" if len(meant) == 1 and meant != [id] else "see dateline list"


async def _look(
    stack: AsyncExitStack, archive: DeadLetterStore, selection: Selection, found: Found, *, prefix: str
) -> tuple[Elsewhere, str | None]:
    """Add what is on its way or dead; where Redis can't be asked, only the dead letters in the database, and why."""
    try:
        redis = await stack.enter_async_context(connect(redis_address(), prefix))
        elsewhere = Elsewhere(InRedis(redis, prefix), archive)
        await count_elsewhere(elsewhere, selection, found)
    except (RedisError, Refusal) as error:
        elsewhere = Elsewhere(None, archive)
        await count_elsewhere(elsewhere, selection, found)
        return elsewhere, _why(error)
    return elsewhere, None


async def _deleted_before(
    database: DeletionStore, redis: InRedis | None, selection: Selection, found: Found
) -> set[str]:
    """Ids that were deleted before, perhaps not to the end; those that Redis alone remembers are added to `found`."""
    missing = frozenset(holdable(selection.ids or ())) - found.ids
    if not missing or selection != Selection(selection.ids):
        return set()
    found.ids |= await redis.withdrawal.remembered(missing) if redis else set()
    return database.deleted(missing - found.ids)


async def _remove(deleting: Deleting, elsewhere: Elsewhere) -> str | None:
    """Delete; why Redis could not be asked for its part."""
    last, problem = UNKNOWN, None
    try:
        if elsewhere.redis:
            last = await elsewhere.redis.withdrawal.last_entry()
        deleting.from_database(last)
        await deleting.from_elsewhere(elsewhere, last)
    except RedisError as error:
        problem = _why(error)
        if last == UNKNOWN:
            deleting.from_database(last)
    if deleting.any_done:
        typer.echo(f"deleted {_all_of(deleting.done)}, {counted(deleting.identities, 'identity', 'identities')}")
    return problem


def _ask(found: Found) -> None:
    question = f"this deletes {_all_of(found)} for good"
    if not sys.stdin.isatty():
        raise Refusal(f"{question}: add --yes")
    typer.confirm(f"{question}: go on?", abort=True)


def _all_of(found: Found) -> str:
    kinds = (
        (found.revisions, "revision", "revisions"),
        (found.waiting, "waiting entry", "waiting entries"),
        (found.letters, "dead letter", "dead letters"),
    )
    articles = counted(len(found.ids), "article")
    return f"{articles}: {', '.join(counted(*kind) for kind in kinds)}"


def _why(error: RedisError | Refusal) -> str:
    return str(error) if isinstance(error, Refusal) else what_redis_says(error, Settings().redis())
