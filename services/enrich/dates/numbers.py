"""Numbers in words and digits."""

from fractions import Fraction

from services.enrich.dates.lexicon import ONES, ORDINALS, SCALES, TEENS, TENS

SMALL = ONES | TEENS | TENS
VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}


def fraction_of(word: str) -> Fraction:
    """The value of "1/2" or "½"."""
    if word in VULGAR:
        return VULGAR[word]
    above, below = word.split("/")
    return Fraction(int(above), int(below) or 1)


def number_of(words: list[str]) -> Fraction | None:
    """The value of "two hundred and ten", "1,000", "2 1/2", "2.5"; None where the words make no number."""
    total, current = Fraction(0), Fraction(0)
    for word in words:
        if word in ("-", "and"):
            continue
        if word in SMALL:
            current += SMALL[word]
        elif word in SCALES:
            current = (current or 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, Fraction(0)
        elif word in VULGAR or "/" in word:
            current += fraction_of(word)
        else:
            try:
                current += Fraction(word.replace(",", ""))
            except ValueError:
                return None
    return total + current


def ordinal_of(words: list[str]) -> int:
    """The value of "3rd", "third", "twenty-first", or of a plain "3"; 0 where it is none."""
    value = 0
    for word in words:
        digits = word.rstrip("stndrh")
        if word in ORDINALS:
            value += ORDINALS[word]
        elif word in TENS:
            value += TENS[word]
        elif digits.isascii() and digits.isdigit():
            value += int(digits)
    return value


def year_in_words(words: list[str]) -> int:
    """The value of "nineteen ninety-four"."""
    words = [word for word in words if word not in ("-", "oh")]
    return SMALL[words[0]] * 100 + sum(SMALL.get(word, 0) for word in words[1:])


PIVOT = 36  # '35 and below is 20xx: news archives reach further back than they look ahead


def full_year(word: str) -> int:
    """ "1989", "'89" or "89" as a year."""
    digits = word.strip("'’‘`")
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < PIVOT else 1900)
