"""The ledger: what became of every raw entry that Redis confirmed, told from what is in the database and in Redis."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.wire.streams import RAW


@dataclass(frozen=True, slots=True)
class Sent:
    """An entry as it was added to `stream`, and the text with which it is stored if it is."""

    fields: Mapping[bytes, bytes]
    text: str | None
    stream: str = RAW


@dataclass(frozen=True, slots=True)
class Row:
    """A stored article: the raw entry that brought it, and its text."""

    entry: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: the raw entry that it goes back to, the stream on which it died, its fields there, and why.

    `text` is that of the message, where there is one.
    """

    entry: str
    stream: str
    original: Mapping[bytes, bytes]
    text: str | None
    reason: str


@dataclass(frozen=True)
class Account:
    """How the entries ended, by entry id. Whatever is wrong stands in the last five."""

    stored: set[str]
    duplicates: set[str]
    deleted: set[str]
    dead: set[str]
    back: set[str]
    lost: set[str]
    twice: set[str]
    mangled: set[str]
    miscounted: list[str]

    @property
    def exact(self) -> bool:
        """Whether every entry ended as exactly one of the first four, and the counters say the same."""
        return not (self.back or self.lost or self.twice or self.mangled or self.miscounted)

    def __str__(self) -> str:
        kinds = {"stored": self.stored, "duplicates": self.duplicates, "deleted": self.deleted, "dead": self.dead}
        ended = ", ".join(f"{name} {len(entries)}" for name, entries in kinds.items())
        wrong = {"back": self.back, "lost": self.lost, "twice": self.twice, "mangled": self.mangled}
        wrong |= {"miscounted": self.miscounted}
        return "; ".join([ended, *(f"{name} {len(ids)}: {sorted(ids)[:5]}" for name, ids in wrong.items() if ids)])


@dataclass
class Ledger:
    """Every entry whose XADD gave an id.

    Those in `gone` were wiped out on purpose: stored once, or not, is all one. Those in `deleted` must be nowhere.
    """

    sent: dict[str, Sent] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)

    def note(self, entry: str, sent: Sent) -> None:
        """Enter what Redis has confirmed."""
        assert entry not in self.sent, f"the id {entry} was given twice"
        self.sent[entry] = sent

    def write_off(self) -> None:
        """Expect nothing more of what was sent up to now."""
        self.gone = set(self.sent)

    def settle(self, rows: Sequence[Row], letters: Sequence[Letter], totals: Mapping[str, int]) -> Account:
        """Say what became of each entry. `totals` are the counters, which must say the same."""
        ends = Counter([*(row.entry for row in rows), *(letter.entry for letter in letters)])
        texts = Counter(row.text for row in rows)
        missing = {entry for entry in self.sent if not ends[entry]} - self.gone - self.deleted
        duplicates = {entry for entry in missing if self.sent[entry].text in texts}
        stored = {row.entry for row in rows} - self.gone
        dead = {letter.entry for letter in letters} - self.gone
        kept_or_deleted = len(stored | self.deleted)  # what had been stored before it was deleted stays counted so
        count = Counter(totals)
        return Account(
            stored=stored,
            duplicates=duplicates,
            deleted=self.deleted,
            dead=dead,
            back=self.deleted & ends.keys(),
            lost=missing - duplicates,
            twice={entry for entry in ends if ends[entry] > 1} | {row.entry for row in rows if texts[row.text] > 1},
            mangled={row.entry for row in rows if not self._as_sent(row)}
            | {letter.entry for letter in letters if not self._as_sent(letter)},
            miscounted=[
                f"{name} counted {counted}, are {number}"
                for name, counted, number in (
                    ("stored and deleted", count["stored"] + count["deleted"], kept_or_deleted),
                    ("deleted too often", max(count["deleted"] - len(self.deleted), 0), 0),
                    ("duplicates", count["duplicates"], len(duplicates)),
                    ("dead", count["dead"], len(dead)),
                )
                if counted != number
            ],
        )

    def _as_sent(self, end: Row | Letter) -> bool:
        """Whether it is what somebody has sent: byte for byte where it died on the stream that it was sent to."""
        sent = self.sent.get(end.entry)
        if isinstance(end, Letter) and sent and end.stream == sent.stream:
            return end.original == sent.fields
        return sent is not None and end.text == sent.text
