"""What finds names in texts: the seam between models and everything that is done with their mentions."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

NAME_LABELS = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
"""The labels of OntoNotes 5 that name something; its dates, times and numbers are not entities here."""


class Span(NamedTuple):
    """A labelled stretch of a text. Offsets count characters, half-open."""

    start: int
    end: int
    label: str


class ModelUnusable(Exception):
    """The model can't be loaded; the message is one line that says why and what to do."""


class Recogniser(Protocol):
    """A model that finds spans in texts. `name` and `version` go into the record of every article."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text in order, never overlapping. Any text will do, of any length."""
        ...
