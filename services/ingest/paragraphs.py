"""The paragraphs of a text that was taken from a page as one line, as trafilatura takes what has few or odd tags."""

from collections.abc import Iterable


def parted(text: str, shown: Iterable[str]) -> list[str]:
    """Those of the lines that a page shows, in order, which make up the text; the text itself if none do."""
    wanted, at, lines = _squeezed(text), 0, list[str]()
    for line in shown:
        squeezed = _squeezed(line)
        if squeezed and wanted.startswith(squeezed, at):
            lines.append(line)
            at += len(squeezed)
    return lines if lines and at == len(wanted) else [text]


def _squeezed(text: str) -> str:
    return "".join(text.split())
