"""Text that somebody has decoded with the wrong encoding: "donâ€™t" for "don’t"."""

import re

from ftfy import TextFixerConfig, fix_encoding

# What two bytes of UTF-8 turn into in the usual 8-bit encodings (Latin-1, windows-125x, Mac Roman, DOS). ftfy decides:
# to ask it takes thirty times as long as all else that is done with a text, and hardly any needs it.
_PERHAPS = re.compile(
    "[\u00c2-\u00f4\u0102\u0393\u0413\u0420\u0421\u0432\u201a\u221a\u251c]"
    "[\u0080-\u00bf\u00c4\u00c7\u0152-\u0178\u0192\u02c6-\u02dd\u0402-\u040f\u0452-\u045f\u2013-\u25a0]"
)
_SETTINGS = TextFixerConfig(unescape_html=False, explain=False)


def repaired(text: str) -> str:
    """The text that was meant, where it is plain that it was decoded wrongly; any other text as it is."""
    if text.isascii() or not (_PERHAPS.search(text) or "Â " in text or "Ã " in text):
        return text
    return "".join(fix_encoding(line, _SETTINGS) for line in text.splitlines(keepends=True))
