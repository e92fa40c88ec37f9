"""A publication date that ingest can't read: said to those who publish, who don't look into the log of ingest."""

from datetime import UTC

from services.console.readers.found import Found, Problem
from services.wire.messages import RawArticle

_SHOWN = 60  # characters of what is stated


def unreadable_date(found: Found, where: str) -> Problem | None:
    """What to say of a stated date that is none. The article is published all the same."""
    from services.ingest.published import read_published  # noqa: PLC0415 - it loads a reader of ten languages

    if not isinstance(found, RawArticle):
        return None
    stated = (found.published or "").strip()
    if not stated or read_published(stated, UTC):
        return None
    which = found.headline or found.url or found.id or found.body
    why = f"published: {_shown(stated)} can't be read as one date, so it is not used; write it as 2012-12-29"
    return Problem(f"{where}: {_shown(which)}", why)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
