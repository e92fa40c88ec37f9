"""What is named in full is called by its kind from then on: `the Syrian Observatory`, then `the Observatory`."""

import re
from collections.abc import Iterator, Sequence

from services.enrich.entities.short_names import kind
from services.enrich.entities.trim import Name

_THE = re.compile(r"\b[Tt]he ([A-Z][a-z]{3,})\b(?![-'’]?\s?[A-Z]|-)")


def descriptions(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Capitalised words after `the` that are the kind of an organisation named before. `names` come in order."""
    known: dict[str, Name] = {}
    for name in names:
        if name.label == "ORG" and (word := kind(name.text)):
            known.setdefault(word, name)
    for match in _THE.finditer(text):
        full = known.get(match[1])
        if full and full.end < match.start():
            yield Name(*match.span(1), match[1], full.label)
