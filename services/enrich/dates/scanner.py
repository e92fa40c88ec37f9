"""A text cut into tokens and sentences.

One pass, no alternative looks further than a bounded distance, so the time is linear in the text.
"""

import re

from services.enrich.dates.lexicon import CAPITAL_ONLY, words
from services.enrich.dates.tokens import Tokens

BREAK = "#break"  # a blank line: no expression reaches over it
SCANNER = re.compile(
    r"""
    (?P<break>\n[ \t\r]*\n\s*)
  | (?P<iso>(?<![\w.-])[0-9]{4}-[01][0-9]-[0-3][0-9]
      (?:[T\ ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][01][0-9]:?[0-5][0-9])?)?(?![\w-]))
  | (?P<isoweek>(?<![\w.-])[12][0-9]{3}-?W(?:0[1-9]|[1-4][0-9]|5[0-3])(?:-?[1-7])?(?![\w-]))
  | (?P<isomonth>(?<![\w.-])[12][0-9](?:1[3-9]|[2-9][0-9])-(?:0[1-9]|1[0-2])(?![\w-]|[.,:/][0-9]))
  | (?P<numeric>(?<![\w./-])[0-9]{1,4}(?P<mark>[/.-])[0-9]{1,2}(?P=mark)[0-9]{2,4}(?![\w/-]|\.[0-9]))
  | (?P<clock>(?<![\w:.])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![\w:]|\.[0-9])
      |(?<![\w:.])[0-2]?[0-9][:.][0-5][0-9](?=\s?[AaPp]\.?[Mm]\b))
  | (?P<decade>(?<![\w])(?:[12][0-9]{2}0|['’‘`]?[1-9]0)['’]?s(?!\w))
  | (?P<short>(?<![\w])['’‘`][0-9]{2}(?!\w)|(?<=\b[QqHh][1-4])['’][0-9]{2}(?!\w))
  | (?P<coded>(?:(?<=\b[1-4][QH])|(?<=\bFY)|(?<=[1-4]FY))(?:[0-9]{2}|[12][0-9]{3})(?!\w)
      |(?<!\w)[12][0-9]{3}(?=Q[1-4]\b))
  | (?P<fraction>[1-9]/[1-9](?![\w/])|[½¼¾⅓⅔])
  | (?P<ordinal>(?<![\w.,])[0-9]{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w))
  | (?P<other>[$£€¥]\s?[0-9][0-9.,]*|[0-9][0-9.,]{0,12}\s?%)
  | (?P<decimal>(?<![\w.])[0-9]{1,6}\.[0-9]{1,4}(?![\w.]))
  | (?P<digits>(?<![\w.])(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,6})(?!\w|[.,][0-9]))
  | (?P<meridiem>[AaPp]\.\s?[Mm]\.?(?!\w)|(?<![^\W\d])[AaPp][Mm](?!\w))
  | (?P<word>[BbAa]\.[CcDd](?:\.(?:[Ee]\.)?)?(?!\w)
      |(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\.
      |(?:(?<!\w)[QqHh]|(?<=[0-9]{4})Q)[1-4](?=FY[0-9]|\b)
      |(?<!\w)[1-4](?:[QqHh]\b|[QH](?=(?:FY)?[0-9]{2}))|o['’]clock(?!\w)|['’]s(?!\w)|[^\W\d_]+)
  | (?P<glued>[0-9]{1,2}(?=[AaPp]\.?[Mm]\b))
  | (?P<rest>[\w]+|--+|[^\w\s])
    """,
    re.VERBOSE,
)
TITLES = words("mr mrs ms dr prof gen sen rep gov st lt col capt sgt u s inc corp co ltd no vs jr sr rev hon maj adm")


def _digits_key(word: str) -> str:
    if len(word) <= 2 and 1 <= int(word) <= 31:
        return "#day"
    if len(word) == 4 and word[0] != "0":
        return "#year" if word < "3000" else "#far"
    return "#number"


def _word_key(word: str, lower: str) -> str:
    if lower in CAPITAL_ONLY and not word[0].isupper():
        return "#lower"
    return lower


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens and sentences."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    keys: list[str] = []
    sentences = [0]
    for found in SCANNER.finditer(text):
        kind = found.lastgroup or "rest"
        word = found[0]
        lower = word.lower()
        if kind == "word":
            key = _word_key(word, lower)
        elif kind == "rest":
            if word in ".!?" and _ends_sentence(text, found.end(), words):
                sentences.append(len(words) + 1)
            key = "--" if word.startswith("--") or _is_dash(text, found) else lower
        elif kind in ("digits", "glued"):
            key = _digits_key(word)
        elif kind == "coded":
            key = "#short" if len(word) == len("17") else "#year"
        elif kind == "break":
            sentences.append(len(words) + 1)
            key = BREAK
        else:
            key = f"#{'numeric' if kind == 'mark' else kind}"
        starts.append(found.start())
        ends.append(found.end())
        words.append(lower)
        keys.append(key)
    return Tokens(text, starts, ends, words, keys, sentences)


def _is_dash(text: str, found: re.Match[str]) -> bool:
    """A hyphen with white space on both sides separates; a tight one joins."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return found[0] in "-–—" and (before.isspace() or found[0] == "—") and (after.isspace() or found[0] == "—")


def _ends_sentence(text: str, end: int, words: list[str]) -> bool:
    following = text[end : end + 4].lstrip("'\"’”`) \t\r\n")
    spaced = end >= len(text) or text[end : end + 1].isspace() or text[end : end + 1] in "'\"’”`)"
    return spaced and not following[:1].islower() and not (words and words[-1] in TITLES)
