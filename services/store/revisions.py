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

        The same content at the suggested revision or a later one means that it is stored already: by the same
        entry, or by another. A later one counts because that is where this rule itself may have put it. Content
        seen only earlier has come back (A, B, then A again) and is a revision of its own. A new article gets
        the suggested revision if that is free, else the one after the highest.
        """
        suggested = max(article.revision, 1)
        content = Content(article.content_hash, article.entry)
        same = [n for n, known in self.known.items() if n >= suggested and known.content_hash == content.content_hash]
        for revision in same:
            if self.known[revision] == content:
                return Saved(revision, "redelivery")
        if same:
            return Saved(min(same), "duplicate")
        revision = suggested if suggested not in self.known else max(self.known) + 1
        self.known[revision] = content
        return Saved(revision, "new")
