"""Which revision an article gets.

Messages carry the revision that Redis counted. Redis can lose its memory and entries can arrive in any order and
more than once, so that is a suggestion; what the database holds decides.
"""

from dataclasses import dataclass, field

from services.store.protocol import Saved
from services.wire.messages import EnrichedArticle


@dataclass(frozen=True, slots=True)
class Content:
    """What tells one stored revision from another: its content hash, and the raw entry that brought it."""

    content_hash: str
    entry: str


@dataclass(slots=True)
class Revisions:
    """The revisions that one id has, by number."""

    known: dict[int, Content] = field(default_factory=dict[int, Content])

    def admit(self, article: EnrichedArticle) -> Saved:
        """Find the article's revision, and remember it if it is new.

        Content that the database holds is never stored again, whichever revision it was: it came by the same entry,
        which is a redelivery, or by another. New content gets the suggested revision if that is free, else the one
        after the highest.
        """
        for revision, known in self.known.items():
            if known.content_hash == article.content_hash:
                return Saved(revision, "redelivery" if known.entry == article.entry else "duplicate")
        suggested = max(article.revision, 1)
        revision = suggested if suggested not in self.known else max(self.known) + 1
        self.known[revision] = Content(article.content_hash, article.entry)
        return Saved(revision, "new")
