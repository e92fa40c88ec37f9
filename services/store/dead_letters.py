"""Old dead letters in the database: what every database must do with them, and how a row is made."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.store.protocol import UnusableDatabase
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.field_pairs import from_pairs, to_pairs
from services.wire.failures import Transient


@dataclass(frozen=True, slots=True)
class WantedLetters:
    """Which letters are asked for: those of a stage, those whose reason contains something; None: all."""

    stage: str | None = None
    reason: str | None = None

    def fits(self, letter: DeadLetter) -> bool:
        """Whether a letter is one of them."""
        return self.stage in (None, letter.stage) and (self.reason or "") in letter.reason


ALL = WantedLetters()


class DeadLetterStore(Protocol):
    """Dead letters in a database, by their ids in articles.dead. Calls block; any thread may make them.

    Errors are those of `ArticleStore`, whose `migrate` makes the table.
    """

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store letters in one transaction. Committed when it returns; storing one again changes nothing.

        Stores none where another letter has the id of one of them: raises UnusableDatabase, or Transient if it is gone.
        """
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Delete those of these letters that are there, in one transaction."""
        ...

    def find(self, id: str) -> DeadLetter | None:
        """One letter; None if it isn't there."""
        ...

    def older(self, than: str | None, limit: int, wanted: WantedLetters = ALL) -> list[DeadLetter]:
        """At most `limit` letters before the id `than` (None: before the end), the newest first.

        Fewer where they are large; none only where there are no more.
        """
        ...

    def newer(self, than: str | None, limit: int, wanted: WantedLetters = ALL) -> list[DeadLetter]:
        """At most `limit` letters after the id `than` (None: after the beginning), the oldest first; else likewise."""
        ...


Row = tuple[str, str, str, str]
"""The id as its key, stage, reason, and all fields as JSON."""


def to_row(letter: DeadLetter) -> Row:
    """A letter as a row. A NUL, which not every database takes in texts, is in the fields alone."""
    fields = json.dumps(to_pairs(letter.fields))
    return key_of(letter.id), _text(letter.stage), _text(letter.reason), fields


def from_row(key: str, fields: str) -> DeadLetter:
    """The letter again, byte for byte."""
    milliseconds, _, sequence = key.partition("-")
    return DeadLetter(f"{int(milliseconds)}-{int(sequence)}", from_pairs(json.loads(fields)))


def check_kept(where: object, letters: Sequence[DeadLetter], kept: Iterable[tuple[str, str]]) -> None:
    """Raise UnusableDatabase unless the rows with the ids of these letters, keys and fields, are these letters.

    Raises Transient where one has no row, for another one of its id was there and was deleted since.
    """
    rows = dict(kept)
    for letter in letters:
        fields = rows.get(key_of(letter.id))
        if fields is None:
            raise Transient(f"{where} has just lost another dead letter {letter.id}")
        if from_row(key_of(letter.id), fields) != letter:
            raise UnusableDatabase(
                f"{where} holds another dead letter {letter.id}, of another pipeline or of an earlier Redis: "
                "give this one a database of its own"
            )


def key_of(id: str) -> str:
    """The id of a stream entry so that texts sort as ids do: both numbers with 20 digits."""
    milliseconds, _, sequence = id.partition("-")
    return f"{int(milliseconds):020}-{int(sequence):020}"


FIRST, LAST = key_of("0-0"), key_of(f"{10**20 - 1}-0")
"""Keys below and above those of all letters."""

_FULL = 4_000_000
"""Characters of fields at which a page is full."""


def page_of(rows: str, order: str) -> str:
    """The query for as many of these rows, in their order, as memory can bear."""
    total = f"SELECT id, fields, sum(length(fields)) OVER (ORDER BY {order}) AS total FROM ({rows}) AS wanted"
    return f"SELECT id, fields FROM ({total}) AS summed WHERE total - length(fields) < {_FULL} ORDER BY {order}"


def _text(text: str) -> str:
    return text.replace("\0", "\ufffd")
