"""TIMEX3 values of lengths of time: P2Y6M, PT1M30S, PXD."""

from fractions import Fraction

LETTER = {
    "second": ("T", "S"), "minute": ("T", "M"), "hour": ("T", "H"), "day": ("", "D"), "week": ("", "W"),
    "fortnight": ("", "W"), "month": ("", "M"), "quarter": ("", "Q"), "year": ("", "Y"), "decade": ("", "Y"),
    "century": ("", "Y"), "millennium": ("", "Y"), "weekend": ("", "WE"),
}  # fmt: skip
MULTIPLE = {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000}
VAGUE_LETTER = {"decade": "DE", "century": "CE", "millennium": "ML"}
FINER = {
    "year": ("month", 12), "month": ("week", 4), "week": ("day", 7), "day": ("hour", 24), "hour": ("minute", 60),
    "minute": ("second", 60), "quarter": ("month", 3),
}  # fmt: skip


def length(amount: Fraction | int | None, unit: str) -> str:
    """The value of so many units; None is an amount that words leave open, written X."""
    time, letter = LETTER[unit]
    if amount is None:
        return f"P{time}X{VAGUE_LETTER.get(unit, letter)}"
    amount = Fraction(amount) * MULTIPLE.get(unit, 1)
    whole, rest = divmod(amount, 1)
    if not rest or letter not in "YMWDHQ":
        return f"P{time}{round(amount)}{letter}"
    finer, ratio = FINER["year" if letter == "Y" else unit]
    smaller = round(rest * ratio)
    finer_time, finer_letter = LETTER[finer]
    head = f"P{time}{int(whole)}{letter}" if whole else "P"
    return f"{head}{finer_time if finer_time != time or not whole else ''}{smaller}{finer_letter}"
