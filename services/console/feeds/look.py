"""What a look at a feed finds that the last one did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from services.console.feeds.fetch import Fetched, Validators, fetch, shown
from services.console.feeds.http import Limits
from services.console.feeds.state import Remembered
from services.console.readers.content import BLANK
from services.console.readers.feed import read_feed
from services.console.readers.found import Found, Problem
from services.console.readers.json_file import read_json
from services.wire.messages import RawArticle


@dataclass(frozen=True, slots=True)
class Look:
    """A feed as it is now. `fresh` are the items that the last look did not find, `items` the digests of all."""

    fresh: Sequence[Found]
    items: frozenset[str]
    validators: Validators
    moved: str | None


def look(url: str, remembered: Remembered, *, private: bool, limits: Limits) -> Look | None:
    """The feed, or None where its server says that it has not changed. Raises FetchError, BadContent."""
    fetched = fetch(url, remembered.validators, private=private, limits=limits)
    if fetched is None:
        return None
    digests = {_digest(found): found for found in _items(fetched, shown(url))}
    fresh = [found for digest, found in digests.items() if digest not in remembered.items]
    # A server doesn't know that an embargo is over: that its feed has not changed is no answer then.
    held = any(isinstance(found, Problem) and found.until for found in digests.values())
    return Look(fresh, frozenset(digests), Validators() if held else fetched.validators, fetched.moved)


def _items(fetched: Fetched, where: str) -> Iterator[Found]:
    if fetched.content.lstrip(BLANK).startswith(b"{"):  # a JSON Feed
        return read_json(fetched.content, where)
    return read_feed(fetched.content, where, fetched.url, fetched.charset)


def _digest(found: Found) -> str:
    content = found.model_dump_json() if isinstance(found, RawArticle) else repr(found)
    return blake2b(content.encode(), digest_size=8).hexdigest()
