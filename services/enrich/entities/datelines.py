"""Datelines and credits: where a report was filed, by whom, for which agency.

`OSLO, March 3 (Reuters) -`, `LISBON 2004-05-11`, `TULSA, Oklahoma 2004-05-11`, a line with the reporter's name
before them, and an agency in brackets anywhere.
"""

import re
from collections.abc import Iterator

from services.enrich.entities.recogniser import Span

_CITY = r"[A-Z][A-Z'’.]{1,30}(?:[ -][A-Z][A-Z'’.]{0,30}){0,4}"
_REGION = r"(?:[A-Z][a-z]+|[A-Z]\.)(?:[ -]?[A-Z][a-z.]*){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_DATELINE = re.compile(
    rf"^(?P<city>{_CITY})(?:[/,] ?(?P<second>{_CITY}))?(?:, ?(?P<region>{_REGION}))?,?"
    rf"(?: {_DATE})?(?: ?\((?P<agency>[A-Z][\w /&-]{{1,20}})\))?(?: ?[-–—]{{1,2}} |(?<=\d)[ \t]*$|(?<=\d)\n)",
    re.MULTILINE,
)
_BYLINE = re.compile(r"(?:^|\n)(?:By )?([A-Z][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-Z][\w'’.-]+){1,3})\n+$")
_AGENCY = re.compile(
    r"\((Reuters?|AP|AFP|UPI|AAP|DPA|dpa|EFE|ANSA|PTI|Xinhua|Interfax|Itar-Tass|ITAR-TASS|TASS|Tass|Tanjug|Kyodo|BBC|CNN|"
    r"Bloomberg|Yonhap|PAP|CTK|MTI|BTA|IRNA|KUNA|SANA|KCNA|Antara|Bernama|Jiji|Belga|Anadolu|Associated Press|"
    r"Agence France-Presse|United Press International)\)"
)
_PLACES = ("city", "second", "region")


def find_datelines(text: str) -> Iterator[Span]:
    """The places, reporters and agencies of the datelines in a text, and agencies that it credits in brackets."""
    for line in _DATELINE.finditer(text):
        for place in _PLACES:
            if line[place]:
                yield Span(*line.span(place), "GPE")
        if line["agency"]:
            yield Span(*line.span("agency"), "ORG")
        if byline := _BYLINE.search(text, max(0, line.start() - 60), line.start()):
            yield Span(*byline.span(1), "PERSON")
    for credit in _AGENCY.finditer(text):
        yield Span(*credit.span(1), "ORG")
