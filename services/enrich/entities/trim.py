"""From what a model marks to the name itself: edges trimmed, titles apart."""

import re
from dataclasses import dataclass
from typing import Literal

from services.enrich.entities.recogniser import NAME_LABELS, Span
from services.enrich.names.words import FEMALE, MALE, TITLES, words

Sex = Literal["m", "f"]

_EDGES = " \t\r\n\u00a0\"'“”‘’«»`()[]<>*_,;:!?–—-"
_ARTICLE = re.compile(r"(?:the|an?)(?:\s+|$)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_TITLE = re.compile(r"([A-Za-z]+)\.?[\s-]+")
_BEFORE = re.compile(r"([A-Za-z]+)\.?\s+$")
_SENTENCES = frozenset({"WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "FAC"})  # labels of names that may end in any word
_TAIL = re.compile(r"\s+(?:[a-z]+(?:-[a-z]+)*|[-+]?\d[\d.,:/-]*)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in a text. `sex` is what a title such as `Mrs` says of its bearer."""

    start: int
    end: int
    text: str
    label: str
    sex: Sex | None = None


def trim(text: str, span: Span) -> Name | None:
    """The name in a span: without article, possessive, quotes and title; None where no name is left.

    Spans that name nothing (dates, numbers) give None. A span that runs over the end of a line ends there.
    """
    if span.label not in NAME_LABELS:
        return None
    start, end = _edges(text, span.start, span.end)
    line = text.find("\n", start, end)
    if line >= 0:
        start, end = _edges(text, start, line)
    sex = None
    if span.label == "PERSON":
        before = _BEFORE.search(text, max(0, start - 16), start)
        sex = _sex(before[1]) if before else None
        while (title := _TITLE.match(text, start, end)) and title[1].lower() in TITLES:
            sex = sex or _sex(title[1])
            start = title.end()
    end = _tail(text, start, end, span.label)
    if text[end : end + 1] == ")" and text.find("(", start, end) > text.rfind(")", start, end):
        end += 1  # of a pair of brackets inside the name
    if not any(map(str.isalpha, "".join(words(text[start:end])))):
        return None
    return Name(start, end, text[start:end], span.label, sex)


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    name = text[start:end].rstrip(_EDGES)
    name = _POSSESSIVE.sub("", name).rstrip(_EDGES)
    end = start + len(name)
    start = end - len(name.lstrip(_EDGES))
    while article := _ARTICLE.match(text, start, end):
        start = article.end()
    return start, end


def _tail(text: str, start: int, end: int, label: str) -> int:
    """Where the name ends: without small words (`Xinhua news agency`), numbers, dates and an open bracket behind it."""
    if label in _SENTENCES:
        return end
    while tail := _TAIL.search(text[start:end]):
        end = start + tail.start()
    return end


def _sex(title: str) -> Sex | None:
    title = title.lower()
    return "m" if title in MALE else "f" if title in FEMALE else None
