"""The day of a holiday in a given year: fixed days, nth weekdays, days counted from Easter, and days by the moon.

Written here rather than taken from a library: few names cover news English, and any year from BC to 9999 must work.
Only the Islamic calendar, which goes by what is seen of the moon, is a library's.
"""

from collections.abc import Callable

from services.enrich.dates import moons
from services.enrich.dates.periods import day_number

DayInYear = Callable[[int], int | None]  # None: nobody knows, or the calendar is kept for other years


def fixed(month: int, day: int) -> DayInYear:
    return lambda year: day_number(year, month, day)


def nth(number: int, weekday: int, month: int) -> Callable[[int], int]:
    """The nth such weekday (0 is Monday) of a month; -1 is the last."""

    def day(year: int) -> int:
        if number < 0:
            last = day_number(year, month + 1, 1) - 1
            return last - (last - 1 - weekday) % 7
        first = day_number(year, month, 1)
        return first + (weekday - first + 1) % 7 + 7 * (number - 1)

    return day


def islamic(month: int, day: int) -> DayInYear:
    return lambda year: moons.islamic(year, month, day)


def hebrew(name: str) -> DayInYear:
    """A festival by its first day; it begins on the evening before."""
    return lambda year: moons.hebrew(name, year)


def after(days: int, rule: DayInYear) -> DayInYear:
    """So many days after another day."""

    def day(year: int) -> int | None:
        found = rule(year)
        return None if found is None else found + days

    return day


def from_easter(days: int) -> DayInYear:
    return lambda year: easter(year) + days


def easter(year: int) -> int:
    """Gregorian Easter Sunday (the anonymous algorithm, Nature 1876)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return day_number(year, month, day + 1)


HOLIDAYS: dict[str, DayInYear] = {
    "christmas": fixed(12, 25),
    "christmas day": fixed(12, 25),
    "christmas eve": fixed(12, 24),
    "new year POSSESSIVE day": fixed(1, 1),
    "new year POSSESSIVE eve": fixed(12, 31),
    "new year POSSESSIVE": fixed(1, 1),
    "independence day": fixed(7, 4),
    "halloween": fixed(10, 31),
    "veterans day": fixed(11, 11),
    "armistice day": fixed(11, 11),
    "may day": fixed(5, 1),
    "valentine POSSESSIVE day": fixed(2, 14),
    "st .? patrick POSSESSIVE day": fixed(3, 17),
    "boxing day": fixed(12, 26),
    "bastille day": fixed(7, 14),
    "labor day": nth(1, 0, 9),
    "memorial day": nth(-1, 0, 5),
    "columbus day": nth(2, 0, 10),
    "martin luther king day": nth(3, 0, 1),
    "presidents day": nth(3, 0, 2),
    "mother POSSESSIVE day": nth(2, 6, 5),
    "father POSSESSIVE day": nth(3, 6, 6),
    "thanksgiving": nth(4, 3, 11),
    "thanksgiving day": nth(4, 3, 11),
    "election day": after(1, nth(1, 0, 11)),
    "black friday": after(1, nth(4, 3, 11)),
    "cyber monday": after(4, nth(4, 3, 11)),
    "australia day": fixed(1, 26),
    "earth day": fixed(4, 22),
    "canada day": fixed(7, 1),
    "remembrance day": fixed(11, 11),
    "easter": from_easter(0),
    "easter sunday": from_easter(0),
    "easter monday": from_easter(1),
    "shrove tuesday": from_easter(-47),
    "maundy thursday": from_easter(-3),
    "good friday": from_easter(-2),
    "ash wednesday": from_easter(-46),
    "palm sunday": from_easter(-7),
    "ascension day": from_easter(39),
    "pentecost": from_easter(49),
    "whit sunday": from_easter(49),
    "whit monday": from_easter(50),
    "orthodox easter": moons.orthodox_easter,
    "orthodox christmas": fixed(1, 7),
    "yom kippur": hebrew("yom kippur"),
    "sukkot": hebrew("sukkot"),
    "shavuot": hebrew("shavuot"),
    "passover": hebrew("passover"),
    "diwali": moons.diwali,
    "deepavali": moons.diwali,
    # Weeks rather than a day: named, but without a value.
    "ramadan": lambda _: None,
    "the? holy month of ramadan": lambda _: None,
    # Spelt in several ways.
    **{f"rosh {spelling}": moons.rosh_hashanah for spelling in ("hashanah", "hashana")},
    **dict.fromkeys(("hanukkah", "hanukah", "chanukah"), moons.hanukkah),
    **{f"eid -? {article} -? fitr": islamic(10, 1) for article in ("al", "ul")},
    **{f"eid -? {article} -? adha": islamic(12, 10) for article in ("al", "ul")},
    **{f"{people} new year": moons.chinese_new_year for people in ("lunar", "chinese")},
    **{f"{people} new year POSSESSIVE day": moons.chinese_new_year for people in ("lunar", "chinese")},
    **{f"{people} new year POSSESSIVE eve": after(-1, moons.chinese_new_year) for people in ("lunar", "chinese")},
}
