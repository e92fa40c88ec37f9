"""Names by a transformer that labels tokens, in ONNX format, which runs without PyTorch. Needs `dateline[onnx]`."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

import numpy as np

from services.enrich.entities.chunks import cut
from services.enrich.entities.readable import readable
from services.enrich.entities.recogniser import NAME_LABELS, ModelUnusable, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

_PIECE = 8_000  # characters of a text that are made tokens together
_WINDOWS = 8  # that go through the model together
_TOKENS = 512  # of a window, where the model takes no fewer
_FILES = ("config.json", "tokenizer.json", "model.onnx")
_LABELS = {"PER": "PERSON", "LOC": "GPE", "MISC": "EVENT"}  # of CoNLL models; document rules find their peoples


class Window(NamedTuple):
    """As many tokens as the model reads at once. `offset` is where their piece begins in the text."""

    text: int
    offset: int
    encoding: "Encoding"


class Session(Protocol):
    """What is used of onnxruntime's InferenceSession, which has no types."""

    def get_inputs(self) -> Sequence["Input"]: ...
    def run(
        self, output_names: None, input_feed: dict[str, "NDArray[np.int64]"]
    ) -> Sequence["NDArray[np.float32]"]: ...


class Input(Protocol):
    """What a model wants to be given: token ids, or what tells which of them count."""

    @property
    def name(self) -> str: ...


class OnnxRecogniser:
    """The recogniser of a model for token classification, as `optimum-cli export onnx` writes it."""

    def __init__(self, model: str) -> None:
        """Load a folder, or what a repository of that name on Hugging Face's hub has.

        The folder has config.json, tokenizer.json and model.onnx. The labels are those of OntoNotes or CoNLL, with or
        without B- and I-. Raises ModelUnusable.
        """
        folder = Path(model) if Path(model).is_dir() else _downloaded(model)
        if missing := [file for file in _FILES if not (folder / file).is_file()]:
            raise ModelUnusable(f"ONNX model {model!r} lacks {missing[0]}: export it with 'optimum-cli export onnx'")
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self._labels = [str(config["id2label"][str(number)]) for number in range(len(config["id2label"]))]
            self._tokenizer = _tokenizer(folder, int(config.get("max_position_embeddings", _TOKENS)))
            self._session = _session(folder / "model.onnx")
        except ImportError as error:
            raise ModelUnusable(f"{error.name} is not installed: run \"pip install 'dateline[onnx]'\"") from error
        except Exception as error:  # both libraries raise bare Exception, of a reason in their first line
            reason = str(error).partition("\n")[0]
            raise ModelUnusable(f"ONNX model {model!r} can't be loaded: {type(error).__name__}: {reason}") from error
        if not any(_name(label) for label in self._labels):
            raise ModelUnusable(f"ONNX model {model!r} has no label of names, such as B-PER or ORG: take another")
        self._inputs = {put.name for put in self._session.get_inputs()}
        self.name = model
        self.version = sha256((folder / "model.onnx").read_bytes()).hexdigest()[:12]

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text in order, never overlapping. Memory is bounded however long the texts are."""
        found: list[list[Span]] = [[] for _ in texts]
        for windows in _batches(self._windows(texts)):
            for window, best in zip(windows, self._classify(windows), strict=True):
                found[window.text] += _spans(window, [self._labels[number] for number in best])
        return found

    def _windows(self, texts: Sequence[str]) -> Iterator[Window]:
        for number, text in enumerate(texts):
            for offset, piece in cut(readable(text), _PIECE):
                encoding = self._tokenizer.encode(piece)
                for window in (encoding, *encoding.overflowing):
                    yield Window(number, offset, window)

    def _classify(self, windows: Sequence[Window]) -> list[list[int]]:
        """The number of the best label of each token."""
        width = max(len(window.encoding.ids) for window in windows)
        feed = {
            "input_ids": _matrix([window.encoding.ids for window in windows], width),
            "attention_mask": _matrix([window.encoding.attention_mask for window in windows], width),
            "token_type_ids": _matrix([window.encoding.type_ids for window in windows], width),
        }
        (scores, *_) = self._session.run(None, {name: feed[name] for name in self._inputs})
        best = scores.argmax(axis=2)
        return [row[: len(window.encoding.ids)].tolist() for row, window in zip(best, windows, strict=True)]


def _matrix(rows: Sequence[Sequence[int]], width: int) -> "NDArray[np.int64]":
    return np.array([[*row, *[0] * (width - len(row))] for row in rows], dtype=np.int64)


def _batches(windows: Iterator[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    for window in windows:
        batch.append(window)
        if len(batch) == _WINDOWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _spans(window: Window, labels: Sequence[str]) -> list[Span]:
    """Names from the labels of tokens; a word has the label of its first token."""
    found: list[Span] = []
    word, going_on = None, False  # the last word, and whether it was (in) a name
    for number, (begin, stop), label in zip(window.encoding.word_ids, window.encoding.offsets, labels, strict=True):
        if number is None:  # a token that is none of the text's
            continue
        start, end = begin + window.offset, stop + window.offset
        if number == word:
            if going_on:
                found[-1] = found[-1]._replace(end=end)
            continue
        name, word = _name(label), number
        if name and going_on and found[-1].label == name and not label.startswith(("B-", "S-")):
            found[-1] = found[-1]._replace(end=end)
        elif name:
            found.append(Span(start, end, name))
        going_on = name is not None
    return found


def _name(label: str) -> str | None:
    """The label of OntoNotes that a model's label stands for; None for one that names nothing."""
    label = label.split("-", 1)[1] if label[:2] in ("B-", "I-", "E-", "S-", "L-", "U-") else label
    label = _LABELS.get(label, label)
    return label if label in NAME_LABELS else None


def _tokenizer(folder: Path, positions: int) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415 - an extra

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(min(_TOKENS, positions))  # pyright: ignore[reportUnknownMemberType]: keywords lack types
    return tokenizer


def _session(file: Path) -> Session:
    return cast("Session", import_module("onnxruntime").InferenceSession(str(file)))


def _downloaded(repository: str) -> Path:
    try:
        hub: Any = import_module("huggingface_hub")
        return Path(str(hub.snapshot_download(repository, allow_patterns=list(_FILES))))
    except ImportError as error:
        raise ModelUnusable(f"{error.name} is not installed: run \"pip install 'dateline[onnx]'\"") from error
    except Exception as error:  # no such repository, a name that can't be one, no network: each of its own class
        raise ModelUnusable(
            f"ONNX model {repository!r} is no folder here and can't be downloaded: give a path"
        ) from error
