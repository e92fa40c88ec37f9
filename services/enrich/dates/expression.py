"""One date expression on its way from rule to value."""

from dataclasses import dataclass
from typing import Literal

from services.enrich.dates.meanings import Meaning
from services.enrich.dates.periods import Period
from services.wire.messages.annotations import TimexType


@dataclass(slots=True)
class Expression:
    """Tokens `first` to `end`, half-open, read by `rule`.

    The resolver sets `value`, the `period` it lies in, and `anchor`: "publication", or the character offset of the
    expression that it hangs on, or None where the words say all.
    """

    first: int
    end: int
    type: TimexType
    meaning: Meaning
    mod: str | None
    rule: str
    only_in_story: bool = False
    value: str | None = None
    period: Period | None = None
    anchor: Literal["publication"] | int | None = None
