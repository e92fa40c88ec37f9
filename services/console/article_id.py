"""The article that somebody means by the beginning of its id."""

from typing import Annotated

import typer

from services.console.refusal import Refusal
from services.console.terminal_text import one_line
from services.console.unicode_text import unicode_text
from services.store.protocol import ArticleStore
from services.wire.messages import EnrichedArticle

ArticleId = Annotated[
    str,
    typer.Argument(metavar="ID", callback=unicode_text, help="Id of the article, or as much as tells it from others."),
]

_MOST_NAMED = 10
"""How many revisions a message names, the latest."""


def article_meant(store: ArticleStore, id: str, revision: int | None = None) -> EnrichedArticle:
    """The one article whose id is `id` or begins so, at a revision or at its latest. Raises Refusal."""
    if not id:
        raise typer.BadParameter("give an id, or the beginning of one", param_hint="ID")
    ids = store.ids(id, limit=4)
    chosen = id if id in ids else ids[0] if len(ids) == 1 else None
    if chosen and (found := store.article(chosen, revision)):
        return found
    if chosen and (known := store.revisions(chosen)):
        numbers = ", ".join(str(each) for each in known[-_MOST_NAMED:])
        raise Refusal(f"article {one_line(chosen)} has no revision {revision}: it has {numbers}", code=1)
    if not ids:
        raise Refusal(f"no stored article has an id that begins with {id!r}: see dateline list", code=1)
    some = ", ".join(one_line(each) for each in ids[:3]) + (", ..." if len(ids) > 3 else "")
    raise Refusal(f"several ids begin with {id!r} ({some}): give more of it", code=1)
