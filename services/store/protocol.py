"""What every database behind the store must be able to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from services.store.entities import Found
from services.store.search.articles import Hit
from services.store.search.periods import Unit
from services.store.search.query import Query
from services.store.search.selecting import Selected
from services.store.search.timeline import Timeline
from services.store.search.wanted import Wanted
from services.store.story_reading import Story
from services.store.way import Way
from services.wire.failures import Poison
from services.wire.messages import Engine, EnrichedArticle

Outcome = Literal["new", "redelivery", "duplicate", "deleted", "replaced", "kept"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one article: the revision it has in the database, and how it came to be there.

    `new`: this call inserted it. `redelivery`: the same raw entry had been stored already, so it counts as
    stored. `duplicate`: another raw entry had brought the same content. `deleted`: it is not there, for the article was
    deleted after this raw entry was published. Of what was enriched again: `replaced`, or `kept` as it was, since the
    article is not stored or was enriched anew at a later request.
    """

    revision: int
    outcome: Outcome


class Stored(NamedTuple):
    """A revision as the database has it, with the number of its last change: storing, or being replaced.

    `story` is the number of its story; None for what a store of an older version saved, until one is started anew.
    """

    article: EnrichedArticle
    sequence: int
    story: int | None = None


class Deleted(NamedTuple):
    """The id of an article that was deleted with all its revisions, and the number of that change."""

    id: str
    sequence: int


Change = Stored | Deleted


class UnusableDatabase(Exception):
    """The database can't be used, and waiting won't help. The text says in one line why and what to do."""


class ArticleStore(Protocol):
    """Articles in a database, every revision kept. Calls block; any thread may make them.

    Any method raises `UnusableDatabase` for a database that is missing, foreign, damaged or too new for this
    code, and `Transient` when it is away or busy for now. Only `migrate` creates anything.
    """

    def migrate(self) -> None:
        """Create what is missing, in PostgreSQL within a database that is there, and bring the schema up to date.

        Several processes may at once.
        """
        ...

    def save(self, articles: Sequence[EnrichedArticle], came: Sequence[Way] = ()) -> list[Saved | Poison]:
        """Store articles in one transaction and say what became of each, in the same order.

        Committed when it returns; nothing of it is stored when it raises. An article that the database can't hold
        gives a `Poison` in its place and leaves the others alone. Which revision an article gets stands in
        `services.store.revisions`; saving one again changes nothing. What was enriched again replaces the rows of the
        revision that it is of, as `services.store.redo` says. `came` says how each of them came; nothing where that is
        not known of any.
        """
        ...

    def articles(self, limit: int | None = None) -> Iterator[EnrichedArticle]:
        """The latest revision of each id by time of publication, then of storing; read as it is consumed.

        All of it is one state of the database, whatever is saved meanwhile. With `limit`, the newest so many.
        """
        ...

    def records(self, *, revisions: bool = False) -> Iterator[Stored]:
        """The same with their numbers; with `revisions` every revision of each id."""
        ...

    def changes(self, since: int, limit: int, *, revisions: bool = False) -> list[Change]:
        """At most `limit` changes after the one with the number `since`, in the order of the commits, as one state.

        Of each id only the latest revision, or with `revisions` all that changed. Numbers only ever grow, and what
        commits later has the higher one; so who asks again with the last number misses nothing. What is replaced gets
        a new number. An article that was stored again after its deletion comes after it.
        """
        ...

    def last_change(self) -> int:
        """The number of the last change; 0 where there was none."""
        ...

    def revisions(self, id: str) -> list[int]:
        """The revisions of an article, in order; none if there is no such article."""
        ...

    def article(self, id: str, revision: int | None = None) -> EnrichedArticle | None:
        """One article at a revision, or at its latest; None if there is none."""
        ...

    def way(self, id: str, revision: int) -> Way | None:
        """How a revision came to be what it is; None if that was not noted, or there is no such revision."""
        ...

    def ids(self, prefix: str, limit: int) -> list[str]:
        """At most `limit` of the ids that begin with `prefix`, in order."""
        ...

    def count(self) -> int:
        """How many ids there are."""
        ...

    def find(self, name: str, label: str | None, limit: int) -> Found:
        """What articles name by a name, spelling set aside; with `label`, only things of that label.

        Of each thing at most `limit` articles, and as many things that are named beside it.
        """
        ...

    def search(self, query: Query | None, wanted: Wanted, limit: int) -> list[Hit]:
        """At most `limit` articles that have the words and are as wanted, the latest revision of each.

        With words the best first, of those that were stored last (`RANKED`); without, the newest first.
        """
        ...

    def timeline(self, query: Query | None, wanted: Wanted, unit: Unit | None, limit: int) -> Timeline:
        """What those articles say when: at most `limit` periods, those with most dates, in order of time.

        By unit, or by the smallest that needs no more periods. With entities, only dates near their mentions count.
        """
        ...

    def stories(self, limit: int | None = None) -> Iterator[Story]:
        """All stories in the order in which they began, all of it one state of the database; or the newest so many."""
        ...

    def story(self, id: str) -> Story | None:
        """The story that an article belongs to; None if there is no such article."""
        ...

    def engines(self) -> list[Engine]:
        """Those that have enriched what is stored, in any order."""
        ...

    def selected(self, selected: Selected, after: str, limit: int) -> list[EnrichedArticle]:
        """At most `limit` of the articles selected whose ids come after one, in order of id, each at its latest."""
        ...

    def close(self) -> None:
        """Give back what the store holds open. It may be used again."""
        ...
