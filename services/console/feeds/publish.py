"""`dateline publish --feed`: what is new in feeds onto the raw stream."""

from collections.abc import Sequence

import typer

from services.console.counted import counted
from services.console.feeds.follow import Following
from services.console.feeds.look import Look
from services.console.feeds.state import open_state
from services.console.patient_sender import PatientSender, tell
from services.console.publishing import Unstated
from services.console.shards import all_shards, reach
from services.wire.settings import Settings


def publish_feeds(urls: Sequence[str], unstated: Unstated, *, every: float | None, private: bool) -> None:
    """Publish what is new in feeds: once, or every so many seconds until none is left.

    Redis is waited for, but has to be there when one look is all. Exit code 1 where something could not be read.
    """
    urls = list(dict.fromkeys(urls))
    with all_shards() as shards, open_state(Settings().data_dir) as state:
        if every is None:
            reach(shards)
        sender = PatientSender(shards, unstated)

        def publish(name: str, found: Look) -> None:
            sent = sender.send(lambda: ((each, name, 0) for each in found.fresh))
            known = len(found.items) - len(found.fresh)
            if sent or every is None:
                before = f"; {known:,} had been published before" if known else ""
                tell(f"{name}: published {counted(sent, 'article')}{before}", wrong=False)

        following = Following(state, publish, tell, private=private)
        if every is not None:
            following.on_and_on(urls, every)
            raise typer.Exit(1)  # every feed is gone for good
        if not following.once(urls) or sender.problems:
            raise typer.Exit(1)
