"""Which language a text is in. In doubt it is English, so that no English article goes without annotations.

The classifier is py3langid, a naive Bayes model over byte sequences (Lui and Baldwin 2012, "langid.py"). It knows
about 140 codes; only those of ISO 639-1 count here, which leaves out the English-based creoles that tables of results
look like.
"""

import re
from collections import Counter
from functools import cache
from typing import Protocol, cast

from py3langid.langid import (  # pyright: ignore[reportMissingTypeStubs]: the package has no type information
    MODEL_FILE,
    LanguageIdentifier,
)

ENGLISH = "en"

_WINDOW = 1_000  # characters; more of a text changes nothing and costs time
_WHOLE = 600  # a text shorter than this is judged in one piece
_SHORT = 100  # letters; below this, names alone can look like another language ...
_SURE_SHORT = 0.8  # ... so more confidence is asked for
_SURE = 0.5


class _Identifier(Protocol):
    def rank(self, text: str, /) -> list[tuple[str, float]]: ...


@cache
def _identifier() -> _Identifier:
    model = LanguageIdentifier.from_model_file(  # pyright: ignore[reportUnknownMemberType]: no type information
        MODEL_FILE, norm_probs=True
    )
    return cast("_Identifier", model)


def load() -> None:
    """Read the classifier's model (about half a second), so that the first text needn't wait for it."""
    _identifier()


def detect(text: str, stated: str | None = None) -> str:
    """The ISO 639-1 code of the language of a text.

    The text is the evidence: a `stated` language (a BCP 47 tag such as `de-AT`) decides only where the text is too
    short or too mixed to tell, since publishers' templates often state the wrong one. Without it, a doubtful text is
    English.
    """
    votes = Counter(code for window in _windows(text) if (code := _judge(window)))
    best = votes.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        return best[0][0]
    return _code(stated) or ENGLISH


def _windows(text: str) -> list[str]:
    """Up to three pieces from the beginning, the middle and the end: enough to see that a text is mixed."""
    if len(text) < _WHOLE:
        return [text]
    size = min(_WINDOW, len(text) // 3)
    return [text[start : start + size] for start in (0, (len(text) - size) // 2, len(text) - size)]


def _judge(text: str) -> str | None:
    """The language of one piece, None where that is doubtful."""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    ranked = [(code, share) for code, share in _identifier().rank(text) if len(code) == 2]
    code, share = ranked[0]
    confidence = share / sum(share for _, share in ranked)
    return code if confidence >= (_SURE if letters >= _SHORT else _SURE_SHORT) else None


def _code(stated: str | None) -> str | None:
    match = re.match(r"([a-z]{2})(?![a-z])", (stated or "").strip().lower())
    return match[1] if match else None
