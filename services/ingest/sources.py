"""What is known beforehand of those who publish."""

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from services.ingest.normalise import one_line
from services.ingest.time_zone import known_zone

_HEAD = 150  # characters at the beginning of a body in which a credit is looked for
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Source(BaseModel):
    """A newspaper, an agency, a desk. What is not stated of it stays unknown.

    `home` is a place in words, `timezone` an IANA name, `language` a BCP 47 tag. `credit` is what stands, letter by
    letter, at the beginning or the end of its articles wherever they are printed: "(EW)".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    home: str | None = Field(default=None, min_length=1)
    timezone: str | None = None
    language: str | None = None
    credit: str | None = Field(default=None, min_length=2)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        return name and known_zone(name)

    @field_validator("language")
    @classmethod
    def _is_a_tag(cls, language: str | None) -> str | None:
        if language and not _LANGUAGE.fullmatch(language):
            raise ValueError(f"{language!r} is no language tag; write one like en or de-AT")
        return language

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone itself."""
        return ZoneInfo(self.timezone) if self.timezone else None


class Sources:
    """The known sources. In their names, case and white space don't count."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        sources = tuple(sources)
        self._by_name = {folded(source.name): source for source in sources}
        self._by_credit = [
            (re.compile(rf"(?<!\w){re.escape(source.credit)}(?!\w)"), source)
            for source in sorted(sources, key=lambda source: -len(source.credit or ""))
            if source.credit
        ]

    def named(self, name: str) -> Source | None:
        """The source of that name."""
        return self._by_name.get(folded(name))

    def credited(self, body: str) -> Source | None:
        """The source whose credit stands in the first 150 characters of a body or in its last line."""
        places = (body[:_HEAD], body.rstrip().rpartition("\n")[2])
        return next((source for credit, source in self._by_credit if any(map(credit.search, places))), None)


UNKNOWN = Sources()
"""Where nothing is known of any source."""


def folded(name: str) -> str:
    """A name such that equal ones mean the same source."""
    return (one_line(name) or "").casefold()
