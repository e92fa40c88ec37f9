"""What reading a body finds in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """The parts of an article that stand in its text or page. `published` is a date as written there."""

    body: str
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
