"""Given names of many languages, as mimesis (MIT) lists them."""

import json
from functools import cache
from importlib.resources import files

_LANGUAGES = (
    "cs",
    "da",
    "de",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "hu",
    "is",
    "it",
    "nl",
    "no",
    "pl",
    "pt",
    "sk",
    "sv",
    "tr",
)


@cache
def given_names() -> frozenset[str]:
    """The names of women and men, each with a capital. Read once, in some 20 ms."""
    found: set[str] = set()
    for language in _LANGUAGES:
        people = json.loads(files("mimesis.datasets").joinpath(language, "person.json").read_text(encoding="utf-8"))
        for names in people["names"].values():
            found.update(names)
    return frozenset(found)
