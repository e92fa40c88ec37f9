"""Names by a spaCy model of which nothing but the entity recogniser is loaded."""

from collections.abc import Iterable, Iterator, Sequence
from sys import intern

import spacy
from spacy.language import Language

from services.enrich.entities.chunks import cut
from services.enrich.entities.readable import readable
from services.enrich.entities.recogniser import ModelUnusable, Span

# Measured with en_core_web_sm: 8,000 and 16,000 take 45 MiB beside the model, ten times as much takes 330.
_PIECE = 8_000  # characters the model reads in one piece
_BATCH = 16_000  # characters, and ...
_PIECES = 32  # ... pieces that go through the model together

_UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer", "textcat")


class SpacyRecogniser:
    """The recogniser of a spaCy package."""

    def __init__(self, package: str) -> None:
        """Load `package`, such as en_core_web_sm. Raises ModelUnusable where it isn't installed or finds no names."""
        self._nlp = _load(package)
        self.name = package
        self.version = str(self._nlp.meta["version"])

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text in order, never overlapping. Memory is bounded however long the texts are."""
        found: list[list[Span]] = [[] for _ in texts]
        for batch in _batches((n, at, piece) for n, text in enumerate(texts) for at, piece in cut(text, _PIECE)):
            # without a zone every new word of every text stays in memory for good
            with self._nlp.memory_zone():  # pyright: ignore[reportUnknownMemberType]: an argument lacks its type
                docs = self._nlp.pipe([readable(piece) for _, _, piece in batch], batch_size=len(batch))
                for (number, offset, _), doc in zip(batch, docs, strict=True):
                    found[number] += [
                        Span(offset + e.start_char, offset + e.end_char, intern(e.label_)) for e in doc.ents
                    ]
        return found


Piece = tuple[int, int, str]  # number of the text, offset in it, characters


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        if batch and (size + len(piece[2]) > _BATCH or len(batch) == _PIECES):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[2])
    if batch:
        yield batch


def _load(package: str) -> Language:
    try:
        nlp = spacy.load(package, exclude=_UNUSED)
    except OSError as error:
        advice = f"run 'python -m spacy download {package}', or set DATELINE_MODEL to one that is"
        raise ModelUnusable(f"spaCy model {package!r} is not installed: {advice}") from error
    except (ImportError, ValueError) as error:  # as for a transformer model without the package that runs it
        raise ModelUnusable(f"spaCy model {package!r} can't be loaded: {str(error).splitlines()[0]}") from error
    if "ner" not in nlp.pipe_names:
        raise ModelUnusable(f"spaCy model {package!r} has no 'ner' component: set DATELINE_MODEL to one that has")
    for name, component in nlp.pipeline:
        # what the recogniser reads its vectors from stays: a transformer, or a tok2vec that it listens to
        if name != "ner" and "ner" not in getattr(component, "listening_components", ()):
            nlp.remove_pipe(name)
    return nlp
